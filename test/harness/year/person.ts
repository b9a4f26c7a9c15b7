/**
 * @file Whoever the laptop belongs to: connects banks, asks for refreshes as often as allowed and more often, goes to the bank for a
 * while or forgets about it, renews, renames.
 */
import type { RenewalWay } from '../../../shared/contract/connections.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { Laptop } from './laptop.ts';

export type BankKey = 'practice-bank' | 'sample-bank' | 'practice-wallet';
type Flow = Output<'connections.flow'>;
export type Try = { readonly bank: BankKey; readonly atMs: number; readonly answer: 'refused' | 'offline' | 'asked' | 'blocked' };

const MINUTE_MS = 60_000;

export type Person = ReturnType<typeof createPerson>;

export function createPerson(laptop: Laptop) {
  const { provider, clock, chance } = laptop;
  /** Attempts at a bank, also those Mizan refused. */
  const tries: Try[] = [];
  const nameOf = (bank: BankKey) => provider.bank.engine.bank(bank).name;

  async function connectionOf(bank: BankKey) {
    const found = (await laptop.demand('connections.list', {})).find(({ bankName }) => bankName === nameOf(bank));
    if (!found) throw new Error(`${bank} is not connected`);
    return found;
  }
  const note = (bank: BankKey, answer: Try['answer']) => void tries.push({ bank, atMs: clock.now(), answer });
  /** Ends of the consents that were given, by bank, in order. */
  const grants = new Map<BankKey, number[]>();

  /** How long the bank lets a consent last, if not as long as it likes to. Mizan hears of it only afterwards. */
  function grant(bank: BankKey, days: number | undefined): void {
    if (days !== undefined) provider.change({ op: 'consent', bank, days });
    const [holding] = provider.holdings(bank);
    grants.set(bank, [...(grants.get(bank) ?? []), holding?.access.consentExpiresAt ?? 0]);
  }

  return {
    tries,
    grants: grants as ReadonlyMap<BankKey, readonly number[]>,
    nameOf,
    async connect(banks: readonly BankKey[], days: Readonly<Partial<Record<BankKey, number>>>): Promise<Flow> {
      const card = await laptop.demand('connections.consentCard', { language: 'en' });
      const start = { language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'deep_link' } as const;
      const flow = await laptop.demand('connections.start', start);
      await clock.pass(4 * MINUTE_MS);
      const redirect = await provider.finishWidget(laptop.browser(), { banks });
      for (const bank of banks) {
        grant(bank, days[bank]);
        note(bank, 'asked');
      }
      const ended = await laptop.deliver(redirect, flow.id);
      await clock.pass(3 * MINUTE_MS);
      return ended;
    },

    /** A refresh that reaches the bank, the way people do it: mostly to the end, sometimes not. */
    async refresh(bank: BankKey): Promise<void> {
      const { id } = await connectionOf(bank);
      const language = chance.chance(0.5) ? 'ar' : 'en';
      const channel = chance.chance(0.7) ? 'deep_link' : 'loopback';
      const reply = await laptop.ask('connections.startSync', { connectionId: id, language, channel });
      if (!reply.ok) {
        if (reply.error.code !== 'sync_quota_exceeded') throw new Error(`a refresh answered ${reply.error.code}`);
        note(bank, 'refused');
        return;
      }
      const flow = reply.data;
      note(bank, flow.errorCode === 'offline' ? 'offline' : flow.errorCode === 'sync_quota_exceeded' ? 'blocked' : 'asked');
      if (flow.phase !== 'waiting') return;
      const location = laptop.browser();
      await clock.pass(chance.int(1, 20) * MINUTE_MS);
      if (chance.chance(0.04)) {
        await laptop.crash();
        await laptop.start();
      }
      const dice = chance.next();
      if (dice < 0.1) return;
      const outcome = dice < 0.2 ? 'cancel' : dice < 0.25 ? 'fail' : undefined;
      const redirect = await provider.finishWidget(location, outcome === undefined ? {} : { outcome });
      await laptop.deliver(redirect, flow.id);
      await clock.pass(MINUTE_MS);
    },

    /** @param options `doesProlong`: what the bank does at a renewal on the access there is; `days`: how long the new consent lasts */
    async renew(
      bank: BankKey,
      options: { readonly way?: RenewalWay; readonly doesProlong?: boolean; readonly days?: number },
    ): Promise<Flow> {
      const { id: connectionId } = await connectionOf(bank);
      const card = await laptop.demand('connections.consentCard', { language: 'ar' });
      const { way, doesProlong = true, days } = options;
      const request = { connectionId, language: 'ar', channel: 'deep_link', consentVersion: card.version, ...(way && { way }) } as const;
      const flow = await laptop.demand('connections.renew', request);
      note(bank, 'asked');
      await clock.pass(6 * MINUTE_MS);
      const { settings } = provider.bank.engine;
      settings.doesSyncProlong = doesProlong;
      const redirect = await provider.finishWidget(laptop.browser(), {});
      settings.doesSyncProlong = false;
      if (doesProlong) grant(bank, days);
      const ended = await laptop.deliver(redirect, flow.id);
      await clock.pass(3 * MINUTE_MS);
      return ended;
    },

    /** Asks to read what the provider has, and again a minute later. @returns what Mizan said */
    async readTwice(): Promise<string> {
      const first = await laptop.ask('sync.start', {});
      await clock.pass(MINUTE_MS);
      const second = await laptop.ask('sync.start', {});
      return [first, second].map((reply) => (reply.ok ? 'read' : reply.error.code)).join(' ');
    },

    async rename(last4: string, name: string): Promise<void> {
      const account = (await laptop.demand('accounts.list', { includeHidden: true })).find(({ numberLast4 }) => numberLast4 === last4);
      if (!account) throw new Error(`no account ${last4}`);
      await laptop.demand('accounts.update', { id: account.id, name });
    },
  };
}
