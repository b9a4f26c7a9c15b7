/** @file Two banks at somebody else's server, and what may happen there between two steps: new ids, later ends, changed rows. */

import type { Fault, World } from './other-server.ts';
import type { PassedLink } from './other-server-holdings.ts';
import type { OtherAccount } from './other-server-lists.ts';
import { account, item } from './other-walk.ts';

const DAY_MS = 86_400_000;
export const inDays = (days: number): string => new Date(Math.round(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS).toISOString();

export const OTHER_BANK = 'Other Bank / المصرف الآخر';
/** Ends of both consents at first. */
export const FIRST_END = inDays(200);
export const LATER_END = inDays(400);

const rows = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    item({ transaction_id: `${prefix}.${index}`, name: `Shop ${prefix}`, purpose: `${prefix} ${index}` }),
  );

/** `00A1` and `00A2` (which has an IBAN) at Other Bank, `00B1` at Second Bank: 4, 3 and 2 rows. */
export function twoBanks(): Pick<World, 'accounts' | 'accesses'> {
  const consent = { expires_at: FIRST_END };
  return {
    accounts: [
      account('A1', rows('TA1', 4), { access_id: 'X1', bank_name: OTHER_BANK, auto_sync: true }),
      account('A2', rows('TA2', 3), { access_id: 'X1', bank_name: OTHER_BANK, auto_sync: true, iban: 'SA0380000000608010167519' }),
      account('B1', rows('TB1', 2), { access_id: 'X2', bank_name: 'Second Bank', bank_code: '2' }),
    ],
    accesses: { accesses: ['X1', 'X2'].map((id) => ({ id, consent })) },
  };
}

type Access = { id: string; consent: { expires_at: string } };
export const accessesOf = (world: World): Access[] => (world.accesses as { accesses: Access[] }).accesses; // as twoBanks made it

export function moveEnd(world: World, accessId: string, end: string): void {
  for (const access of accessesOf(world)) if (access.id === accessId) access.consent = { expires_at: end };
}

let generation = 0;

/** The same things under new ids. Without an `access` id every access gets a new one. */
export function reissue(world: World, what: 'transactions' | 'accounts' | 'accesses', accessId?: string): void {
  generation += 1;
  const isMeant = (id: unknown) => accessId === undefined || id === accessId;
  for (const one of world.accounts.filter(({ listed }) => isMeant(listed.access_id))) {
    if (what === 'transactions') for (const entry of one.items) renew(entry.body);
    if (what !== 'transactions') {
      one.id = `${one.id.split('~')[0]}~${generation}`;
      one.listed.account_id = one.id;
    }
    if (what === 'accesses') one.listed.access_id = `${String(one.listed.access_id).split('~')[0]}~${generation}`;
  }
  if (what !== 'accesses') return;
  for (const access of accessesOf(world)) if (isMeant(access.id)) access.id = `${access.id.split('~')[0]}~${generation}`;
}

function renew(body: Record<string, unknown>): void {
  body.transaction_id = `${String(body.transaction_id).split('~')[0]}~${generation}`;
}

export const find = (world: World, id: string): OtherAccount => {
  const found = world.accounts.find((one) => one.id.split('~')[0] === id);
  if (!found) throw new Error(`the server holds no ${id}`);
  return found;
};

/** A new row, a changed one and a deleted one at `A1`, as a bank that was asked anew delivers them. */
export function changeRows(world: World): void {
  const one = find(world, 'A1');
  const [first, second, ...others] = one.items;
  if (!first || !second) throw new Error('A1 has rows');
  const changedOn = '2026-11-21';
  one.items = [{ ...second, changedOn, body: { ...second.body, amount: 12.5, purpose: 'Corrected' } }, ...others, item({}, { changedOn })];
  one.deleted = [first.body.transaction_id];
}

/** What a renewal at this server does, by the way the person came through. */
export const onWay = (kind: PassedLink['kind'], happens: (link: PassedLink) => void) => (link: PassedLink) => {
  if (link.kind === kind) happens(link);
};

export const refusal = (code: number, group = 'client') => ({ error: { code, group, description: 'refused' } });
/** At least a second ahead, as HTTP spells a date. */
const soon = () => new Date(Date.now() + 3_000).toUTCString();

/** Over at the next try; how long to wait for it at least. */
export const passing: [name: string, answer: () => Fault['answer'], leastWaitMs: number][] = [
  ['429 with seconds', () => ({ status: 429, headers: { 'retry-after': '7' } }), 7_000],
  ['429 with a date', () => ({ status: 429, headers: { 'retry-after': soon() } }), 1_000],
  ['429 without a word', () => ({ status: 429 }), 0],
  ['a 502 page', () => ({ status: 502, body: '<html><h1>Bad gateway</h1></html>' }), 0],
];
