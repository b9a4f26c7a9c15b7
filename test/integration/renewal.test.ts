/** @file Renewing a consent through every real part but the window, at banks that prolong, do not, re-issue ids or leave the old access standing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/system.ts';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank, type Listening, type PracticeBank } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import type { RenewalWay } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import { type CoreHarness, followToMizan, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const START = '2026-11-07T11:07:00.000Z';
const DAY_MS = 86_400_000;
const BANK = 'Practice Bank';
type Flow = Output<'connections.flow'>;

let bank: PracticeBank;
let listening: Listening;
let harness: CoreHarness;
let nowMs: number;
let location: string;

beforeEach(async () => {
  nowMs = Date.parse(START);
  bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: START, controls: createControls });
  listening = await bank.listen(0);
  harness = await startCoreHarness(
    { baseUrl: listening.baseUrl, ...CLIENT },
    {
      ports: {
        // Short waits end at once: what the provider writes late is not what these tests are about.
        clock: { ...systemClock, now: () => nowMs, sleep: (ms, signal) => systemClock.sleep(ms > 30_000 ? ms : 1, signal) },
        opener: {
          open: async (url) => {
            location = url;
          },
        },
      },
    },
  );
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

/** Both clocks, as time passes. */
function pass(days: number): void {
  nowMs += days * DAY_MS;
  bank.engine.clock.advance(days * DAY_MS);
}

async function connect(name = BANK): Promise<Flow> {
  const card = await harness.ask('connections.consentCard', { language: 'en' });
  const flow = await harness.ask('connections.start', {
    language: 'en',
    keepUpdating: true,
    consentVersion: card.version,
    channel: 'loopback',
  });
  await followToMizan((await walkWidget({ location, bank: name, saveSecrets: true })).redirect);
  return harness.core().waitForFlow(flow.id);
}

async function connectionOf(name = BANK) {
  const found = (await harness.ask('connections.list', {})).find((connection) => connection.bankName === name);
  if (!found) throw new Error(`no connection to ${name}`);
  return found;
}

async function renew(options: { way?: RenewalWay; isShown?: boolean; end?: 'cancel' } = {}): Promise<Flow> {
  const { id: connectionId } = await connectionOf();
  const card = options.isShown ? await harness.ask('connections.consentCard', { language: 'ar', renewedId: connectionId }) : undefined;
  const flow = await harness.ask('connections.renew', {
    connectionId,
    language: card ? 'ar' : 'en',
    channel: 'loopback',
    ...(options.way && { way: options.way }),
    ...(card && { consentVersion: card.version }),
  });
  expect(flow.phase).toBe('waiting');
  await followToMizan((await walkWidget({ location, ...(options.end && { end: options.end }) })).redirect);
  return harness.core().waitForFlow(flow.id);
}

/** Everything a person knows their accounts by; ids are Mizan's own. */
const accounts = async () =>
  (await harness.ask('accounts.list', { includeHidden: true })).map(({ id, name, bookedCount, isArchived }) => ({
    id,
    name,
    bookedCount,
    isArchived,
  }));
const newestRows = async (limit: number) => (await harness.ask('transactions.page', { limit })).rows.map((row) => row.id);
const lanes = async () => {
  const { groups } = await harness.ask('consents.timeline', {});
  return groups.flatMap((group) => group.lanes.map((lane) => ({ bank: group.bankName, states: lane.bars.map((bar) => bar.state) })));
};

describe('renewing on the access there is', () => {
  it('R25 is done when the end moved, without a code and with the tokens as they were', async () => {
    await connect();
    await harness.core().syncNow();
    const before = await accounts();
    pass(60);
    const { expiresAt } = await connectionOf();
    const flow = await renew();
    const after = await connectionOf();
    expect(flow).toMatchObject({ phase: 'done', purpose: 'renew', renewal: { way: 'sync', missingAccounts: [], addedAccounts: [] } });
    expect(Date.parse(after.expiresAt ?? '')).toBeGreaterThan(Date.parse(expiresAt ?? ''));
    expect(flow.renewal).toMatchObject({ endedBefore: expiresAt, endsAt: after.expiresAt });
    expect((await accounts()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
  });

  it('keeps the text that was shown this time with the new grant, in both languages', async () => {
    await connect();
    pass(100);
    expect((await renew({ isShown: true })).phase).toBe('done');
    const { groups } = await harness.ask('consents.timeline', {});
    const bars = groups[0]?.lanes[0]?.bars ?? [];
    expect(bars.map((bar) => bar.state)).toEqual(['replaced', 'in_force']);
    const [first, second] = await Promise.all(bars.map((bar) => harness.ask('consents.get', { id: bar.consentId })));
    expect([first?.language, second?.language]).toEqual(['en', 'ar']);
    expect([second?.shown?.language, second?.translation?.language]).toEqual(['ar', 'en']);
    expect(second?.shown?.title).toContain((await connectionOf()).bankNameAr);
    expect(second?.translation?.title).toContain(BANK);
    expect(second?.shown?.historyFrom).toBe(second?.translation?.historyFrom);
  });

  it('R25 is not done when the bank took part and the end stayed; connecting anew then is', async () => {
    bank.engine.settings.doesSyncProlong = false;
    await connect();
    await harness.core().syncNow();
    const before = await accounts();
    const rows = await newestRows(20);
    pass(30);
    const { expiresAt } = await connectionOf();
    expect(await renew()).toMatchObject({ phase: 'not_prolonged', errorCode: 'not_prolonged' });
    expect((await connectionOf()).expiresAt).toBe(expiresAt);
    expect(await renew({ way: 'access' })).toMatchObject({ phase: 'done', renewal: { way: 'access', missingAccounts: [] } });
    expect(Date.parse((await connectionOf()).expiresAt ?? '')).toBeGreaterThan(Date.parse(expiresAt ?? ''));
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    expect((await accounts()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await newestRows(500)).toEqual(expect.arrayContaining(rows));
  });

  it('cancelled at the bank, changes nothing', async () => {
    await connect();
    pass(30);
    const before = await connectionOf();
    expect(await renew({ end: 'cancel' })).toMatchObject({ phase: 'not_completed' });
    expect((await connectionOf()).expiresAt).toBe(before.expiresAt);
  });
});

describe('connecting a bank once more instead of renewing it', () => {
  // Two connects and three refreshes went through within a day, and the text agreed to the second time was not kept.
  it.each(['replace', 'reuse'] as const)('R20 counts, and keeps what was agreed to, when the bank will %s', async (reconnect) => {
    bank.engine.settings.reconnect = reconnect;
    await connect();
    await harness.core().syncNow();
    nowMs += 60_000;
    bank.engine.clock.advance(60_000);
    await connect();
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0 });
    const { id: connectionId } = await connectionOf();
    const refresh = () => harness.core().dispatch('connections.startSync', { connectionId, language: 'en', channel: 'paste' });
    expect([(await refresh()).ok, (await refresh()).ok, (await refresh()).ok]).toEqual([true, true, false]);
    const bars = (await harness.ask('consents.timeline', {})).groups[0]?.bars ?? [];
    expect(bars.map((bar) => bar.state)).toEqual(['replaced', 'in_force']);
    const cards = await Promise.all(bars.map((bar) => harness.ask('consents.get', { id: bar.consentId })));
    expect(cards.map(({ shown }) => shown?.language)).toEqual(['en', 'en']);
  });
});

describe('connecting the same bank anew', () => {
  it.each(['replace', 'leave', 'reuse'] as const)('keeps accounts, rows and one lane when the bank will %s', async (reconnect) => {
    bank.engine.settings.reconnect = reconnect;
    await connect();
    await harness.core().syncNow();
    const [account] = await accounts();
    await harness.ask('accounts.update', { id: account?.id ?? '', name: 'Household' });
    pass(1);
    await harness.core().syncNow();
    const before = await accounts();
    const count = await harness.ask('transactions.count', {});
    expect(await renew({ way: 'access' })).toMatchObject({ phase: 'done', renewal: { missingAccounts: [], addedAccounts: [] } });
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0, removedCount: 0 });
    expect(await accounts()).toEqual(before);
    expect(await harness.ask('transactions.count', {})).toEqual(count);
    expect(new Set((await lanes()).map((lane) => lane.states.join()))).toEqual(new Set(['replaced,in_force']));
    expect(await harness.ask('connections.list', {})).toHaveLength(1);
    const [user] = bank.engine.store.state.users;
    expect(user?.accesses).toHaveLength(1);
  });

  it('ends a leftover access later when the bank refuses it now', async () => {
    bank.engine.settings.reconnect = 'leave';
    await connect();
    pass(1);
    await harness.core().syncNow();
    const before = await accounts();
    const control = (path: string, body: unknown) =>
      fetch(`${listening.baseUrl}/__practice/${path}`, { method: 'POST', body: JSON.stringify(body) });
    await control('faults', { endpoint: 'DELETE /rest/accesses/*', status: 403, code: 1007, times: 1 });
    expect((await renew({ way: 'access' })).phase).toBe('done');
    expect(bank.engine.store.state.users[0]?.accesses).toHaveLength(2);
    // Both are listed meanwhile: still one account each. The read that sees them ends the old one, and the start after it finds none.
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0 });
    expect(await accounts()).toEqual(before);
    expect(bank.engine.store.state.users[0]?.accesses).toHaveLength(1);
    await harness.restart();
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0 });
    expect(await accounts()).toEqual(before);
  });

  it('R17 three renewals under three provider ids are one account with one unbroken history and one lane', async () => {
    await connect();
    await harness.core().syncNow();
    const before = await accounts();
    for (let round = 0; round < 3; round++) {
      pass(100);
      expect((await renew({ way: 'access' })).phase).toBe('done');
      expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    }
    expect((await accounts()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await lanes()).toEqual(before.map(() => ({ bank: BANK, states: ['replaced', 'replaced', 'replaced', 'in_force'] })));
    const { groups } = await harness.ask('consents.timeline', {});
    expect(groups.flatMap((group) => group.lanes.flatMap((lane) => lane.gaps))).toEqual([]);
  });

  it('goes there at once when the tokens are lost', async () => {
    await connect();
    await harness.core().syncNow();
    const before = await accounts();
    pass(100);
    for (const user of bank.engine.store.state.users) user.tokens = [];
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'failed', errorCode: 'reconnect_required' });
    expect((await connectionOf()).state).toBe('reconnect_required');
    expect(await renew()).toMatchObject({ phase: 'done', renewal: { way: 'access' } });
    expect((await connectionOf()).state).toBe('active');
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    expect((await accounts()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('flags accounts that did not come along', async () => {
    await connect();
    await harness.core().syncNow();
    const names = (await accounts()).map(({ name }) => name);
    const { id: connectionId } = await connectionOf();
    pass(1);
    const flow = await harness.ask('connections.renew', { connectionId, language: 'en', way: 'access', channel: 'loopback' });
    const key = bank.engine.dataset.banks.find((one) => one.name === BANK)?.key;
    const first = bank.engine.dataset.accounts.find((one) => one.bank === key);
    const completed = await fetch(`${listening.baseUrl}/__practice/complete`, {
      method: 'POST',
      body: JSON.stringify({ location, accounts: [first?.key] }),
    });
    const { redirect } = (await completed.json()) as { redirect: string };
    await followToMizan(redirect);
    const ended = await harness.core().waitForFlow(flow.id);
    expect(ended.phase).toBe('done');
    expect(ended.renewal?.missingAccounts).toHaveLength(names.length - 1);
    expect((await accounts()).filter(({ isArchived }) => isArchived)).toHaveLength(names.length - 1);
  });
});
