/** @file What must hold on every day of a simulated year, compared with the provider's own books. */
import { existsSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { checkInvariants } from '../../../electron/features/ledger/invariants.ts';
import { compareWithReceived } from '../../../electron/features/ledger/rebuild.ts';
import { rereadPage } from '../../../electron/misconnect/reread-page.ts';
import { dice } from '../../../electron/sandbox/seeded.ts';
import { riyadhDay } from '../../../shared/domain/dates.ts';
import type { Laptop } from './laptop.ts';
import { type Provider, rowText } from './provider.ts';

type StoredRow = {
  providerId: string;
  isPending: 0 | 1;
  minor: number;
  currency: string;
  day: string;
  counterparty: string;
  purpose: string;
};
/** A row somebody could have written a note on: what it is at the bank, and what it is here. */
type Bookmark = ShownRow & { readonly account: string; readonly id: number };
type ShownRow = { readonly seq: number; readonly isPending: boolean; readonly providerId: string; readonly minor: number };
export type Sample = { readonly handles: number; readonly descriptors: number };

const ROWS = `
  SELECT t.provider_id AS providerId, t.is_pending AS isPending, t.amount_minor AS minor, t.currency, t.day_on AS day, t.counterparty, t.purpose
  FROM transactions t JOIN account_aliases l ON l.account_id = t.account_id
  WHERE l.provider_id = ?`;
const ROW_ID = `
  SELECT t.id FROM transactions t JOIN account_aliases l ON l.account_id = t.account_id
  WHERE l.provider_id = ? AND t.provider_id = ?`;

/** Open files and sockets of this process, where the system tells. */
const DESCRIPTORS = '/proc/self/fd';

/** Bytes in use once everything nobody needs is gone. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Rows of an account as the provider shows them now, with their ids. */
function shownRows({ bank }: Provider, holding: ReturnType<Provider['holdings']>[number]): readonly ShownRow[] {
  const { engine } = bank;
  const { booked, pending } = engine.view(holding.access, holding.account);
  const shown = (isPending: boolean) => (row: (typeof booked)[number]) => ({
    seq: row.seq,
    isPending,
    providerId: engine.idOf(holding.account, row, !isPending),
    minor: isPending ? (row.heldMinor ?? row.minor) : row.minor,
  });
  return [...booked.map(shown(false)), ...pending.map(shown(true))];
}

/** Booked with another amount and under another id, both unseen: R18 takes no such row for the one that was held. */
const isBeyondRecognition = (before: ShownRow, now: ShownRow): boolean =>
  before.isPending && before.minor !== now.minor && before.providerId !== now.providerId;

export type Checks = ReturnType<typeof createChecks>;

export function createChecks(laptop: Laptop, seed: number) {
  const { provider, clock } = laptop;
  const marker = dice('bookmarks', seed);
  const found: string[] = [];
  const bookmarks: Bookmark[] = [];
  const samples: Sample[] = [];
  /** The day, and how many changes the bank had seen, when that was last compared. */
  let compared = '';
  const counts = { ledgers: 0, overtaken: 0, days: 0, rebuilds: 0 };
  const report = (what: string) => void found.push(`${new Date(clock.now()).toISOString().slice(0, 16)} ${what}`);

  /** Rows on one side only, the first few. */
  function compareRows(account: string, ours: readonly string[], theirs: readonly string[]): void {
    const [mine, bank] = [new Set(ours), new Set(theirs)];
    const extra = ours.filter((row) => !bank.has(row));
    const missing = theirs.filter((row) => !mine.has(row));
    if (extra.length + missing.length === 0 && ours.length === theirs.length) return;
    const some = (rows: readonly string[]) => `${rows.length} (${rows.slice(0, 3).join('; ')})`;
    report(`${account}: only here ${some(extra)}, only at the bank ${some(missing)}`);
  }

  async function idOf(accountId: string, providerId: string): Promise<number | undefined> {
    return laptop.read((db) => db.prepare(ROW_ID).pluck().get(accountId, providerId) as number | undefined); // plucked INTEGER PRIMARY KEY
  }

  /** Remembers one of the newest rows; only with what Mizan has read, or its id would not be known. */
  async function bookmark(): Promise<void> {
    const holdings = provider.holdings();
    const holding = holdings[marker.int(0, holdings.length - 1)];
    const rows = holding ? shownRows(provider, holding).slice(-30) : [];
    const row = rows[marker.int(0, rows.length - 1)];
    if (!holding || !row) return;
    const id = await idOf(holding.account.id, row.providerId);
    if (id !== undefined) bookmarks.push({ ...row, account: holding.account.key, id });
  }

  return {
    found: found as readonly string[],
    counts,
    samples: samples as readonly Sample[],
    bookmarkCount: () => bookmarks.length,
    /** Right after a run that read everything: what is visible is what the bank has. Once a day, and as often as there is cause. */
    async compareLedger(): Promise<void> {
      const state = `${riyadhDay(clock.now())} ${provider.bank.engine.revision()}`;
      if (state === compared) return;
      if (provider.state() !== provider.stateAtListing()) {
        counts.overtaken += 1;
        return;
      }
      compared = state;
      counts.ledgers += 1;
      const accounts = await laptop.look('accounts.list', { includeHidden: true });
      for (const holding of provider.holdings()) {
        const { key, id } = holding.account;
        const book = provider.bookOf(holding);
        const rows = await laptop.read((db) => db.prepare(ROWS).all(id) as StoredRow[]); // columns as selected
        const ours = rows.map((row) =>
          rowText([row.providerId, row.isPending ? 'pending' : 'booked', row.minor, row.currency, row.day, row.counterparty, row.purpose]),
        );
        compareRows(key, ours.sort(), book.rows);
        const last4 = provider.bank.engine.account(key).number.slice(-4);
        const shown = accounts.filter(({ numberLast4 }) => numberLast4 === last4);
        if (shown.length !== 1) report(`${key} is shown ${shown.length} times`);
        if (shown[0]?.balanceMinor !== book.balanceMinor) report(`${key} shows another balance than the bank`);
        if (shown[0]?.isProven === false) report(`the balance of ${key} is not explained`);
      }
      if (marker.chance(0.35)) await bookmark();
    },
    async checkDay(names: ReadonlyMap<string, string>): Promise<void> {
      counts.days += 1;
      for (const fault of await laptop.read(checkInvariants)) report(`R6 ${fault}`);
      const accounts = await laptop.look('accounts.list', { includeHidden: true });
      for (const [last4, name] of names) {
        const shown = accounts.filter(({ numberLast4 }) => numberLast4 === last4).map((account) => account.name);
        if (shown.join() !== name) report(`the account ••${last4} is called ${shown.join() || 'nothing'}`);
      }
      const { groups } = await laptop.look('consents.timeline', {});
      const lanes = groups.flatMap((group) => group.lanes);
      if (new Set(lanes.map((lane) => lane.accountId)).size !== lanes.length || lanes.length !== accounts.length)
        report(`${accounts.length} accounts have ${lanes.length} lanes`);
      for (const lane of lanes) if (lane.gaps.length > 0 || lane.held.length !== 1) report(`the lane of ••${lane.last4} is broken`);
      const reminded = (await laptop.look('reminders.list', {})).map(({ connectionId }) => connectionId);
      if (new Set(reminded).size !== reminded.length) report('the window reminds of one consent twice');
      for (const { id, bankName, state } of await laptop.look('connections.list', {}))
        if ((state === 'expiring' || state === 'expired') && !reminded.includes(id)) report(`the window does not remind of ${bankName}`);
      samples.push({
        handles: process.getActiveResourcesInfo().length,
        descriptors: existsSync(DESCRIPTORS) ? readdirSync(DESCRIPTORS).length : 0,
      });
    },
    /** The visible ledger made anew from what was received. */
    async rebuild(): Promise<void> {
      const { rows, differences } = await laptop.read((db) => compareWithReceived(db, rereadPage));
      counts.rebuilds += 1;
      if (differences > 0) report(`the rebuilt ledger differs in ${differences} of ${rows} rows`);
    },
    /** After a run that read everything: whatever became of a row at the bank, here it is the row it was. */
    async checkBookmarks(): Promise<void> {
      const rows = new Map(
        provider.holdings().map((holding) => {
          const shown = shownRows(provider, holding).map((row) => [row.seq, row] as const);
          return [holding.account.key, { accountId: holding.account.id, bySeq: new Map(shown) }] as const;
        }),
      );
      for (const before of bookmarks) {
        const { account, seq, id, isPending } = before;
        const now = rows.get(account);
        const row = now?.bySeq.get(seq);
        if (!now || !row || isBeyondRecognition(before, row)) continue;
        const idNow = await idOf(now.accountId, row.providerId);
        if (idNow !== id) report(`the ${isPending ? 'held' : 'booked'} row ${account}/${seq} was ${id} and is ${idNow}`);
      }
    },
  };
}
