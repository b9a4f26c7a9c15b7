/** @file The main job through every real part but the window: practice bank, adapter, flow, store, read models. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank, type Listening, type PracticeBank } from '../../electron/sandbox/practice-bank.ts';
import { type Report, readReport } from '../../scripts/demo/report.ts';
import { listWidgetBanks, walkWidget } from '../../scripts/lib/widget-walker.ts';
import { figuresFromSeed, NOW } from '../harness/bank.ts';
import { completeWidget } from '../harness/complete-widget.ts';
import { type CoreHarness, followToMizan, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };

let bank: PracticeBank;
let listening: Listening;
let harness: CoreHarness;

beforeEach(async () => {
  bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, controls: createControls });
  listening = await bank.listen(0);
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW });
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

const pass = (name: string) => async (location: string) => (await walkWidget({ location, bank: name, saveSecrets: true })).redirect;

async function connectEveryBank(): Promise<void> {
  const first = await harness.openWidget();
  const names = await listWidgetBanks(first.location);
  expect(names).toHaveLength(3);
  for (const name of names) expect((await harness.connect(pass(name))).phase).toBe('done');
}

const report = () =>
  readReport(
    async (name, input) => {
      const reply = await harness.core().dispatch(name, input);
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.data as never; // readReport states the type of each operation it asks for
    },
    { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 },
    [],
  );

/** Straight from the generator: no HTTP, no adapter, no store. */
const expected = () =>
  figuresFromSeed()
    .accounts.map(({ spec, bookedCount, pendingCount, bookedSumMinor, balanceMinor }) => ({
      currency: spec.currency,
      numberLast4: spec.number.slice(-4),
      balanceMinor,
      bookedCount,
      pendingCount,
      bookedSumMinor,
    }))
    .sort((a, b) => a.numberLast4.localeCompare(b.numberLast4));

const comparable = (accounts: Report['accounts']) =>
  accounts
    .map(({ bankName: _bank, kind: _kind, ibanLast4: _iban, ...rest }) => rest)
    .sort((a, b) => (a.numberLast4 ?? '').localeCompare(b.numberLast4 ?? ''));

describe('the main job', () => {
  it('ends with exactly the figures the seed gives', async () => {
    await connectEveryBank();
    const run = await harness.core().syncNow();
    expect(run).toMatchObject({ outcome: 'ok', changedCount: 0, removedCount: 0 });
    const { accounts, connections } = await report();
    expect(comparable(accounts)).toEqual(expected());
    expect(new Set(accounts.map((account) => account.kind))).toEqual(
      new Set(['current', 'savings', 'credit_card', 'prepaid_card', 'emoney', 'charge_card']),
    );
    expect(connections.map((one) => [one.bankName, one.state])).toEqual([
      ['Practice Bank', 'active'],
      ['Practice Wallet', 'active'],
      ['Sample Bank', 'active'],
    ]);
  });

  it('can show every call by account, and rebuild the ledger from what was received', async () => {
    await connectEveryBank();
    const run = await harness.core().syncNow();
    const ask = async (name: string, input: object = {}) => {
      const reply = await harness.core().dispatch(name, input);
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.data;
    };
    expect(await ask('activity.compareLedger')).toEqual({ rows: run.newCount, differences: 0 });
    expect(await ask('activity.verifyLedger')).toMatchObject({ firstBadId: null });
    const { lines } = (await ask('activity.fetchLedger')) as { lines: { endpoint: string; accountId: string | null }[] }; // parsed by the contract
    const reads = lines.filter(({ endpoint }) => endpoint.endsWith('/transactions'));
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter(({ accountId }) => accountId === null)).toEqual([]);
  });

  it('adds nothing when it reads the same again', async () => {
    await connectEveryBank();
    await harness.core().syncNow();
    const before = await report();
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0, changedCount: 0, removedCount: 0 });
    expect(await report()).toEqual(before);
  });

  it('keeps everything readable after a restart with the bank gone', async () => {
    await connectEveryBank();
    await harness.core().syncNow();
    const before = await report();
    const overview = await harness.ask('overview.get', {});
    await listening.close();
    await harness.restart();
    expect(await report()).toEqual(before);
    expect((await harness.ask('overview.get', {})).main).toEqual(overview.main);
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'failed' });
    expect(await report()).toEqual(before);
  });

  it('connecting a second bank keeps the first readable', async () => {
    await harness.connect(pass('Practice Bank'));
    await harness.core().syncNow();
    await harness.connect(pass('Sample Bank'));
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    const { accounts } = await report();
    expect(new Set(accounts.map((account) => account.bankName))).toEqual(new Set(['Practice Bank', 'Sample Bank']));
    expect(accounts.every((account) => account.bookedCount > 0)).toBe(true);
  });

  it('takes several banks from one widget pass', async () => {
    const flow = await harness.connect((location) => completeWidget(listening.baseUrl, location));
    expect(flow.connectedBanks).toHaveLength(3);
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    expect(comparable((await report()).accounts)).toEqual(expected());
  });

  it('ignores a callback with a state that is not ours, then still takes the right one', async () => {
    const opened = await harness.openWidget();
    const { redirect } = await walkWidget({ location: opened.location, bank: 'Practice Bank', saveSecrets: true });
    const wrong = new URL(redirect);
    wrong.searchParams.set('state', 'x'.repeat(43));
    await followToMizan(wrong.href);
    expect((await harness.ask('connections.flow', { flowId: opened.flow.id })).phase).toBe('waiting');
    await followToMizan(redirect);
    expect((await harness.core().waitForFlow(opened.flow.id)).phase).toBe('done');
  });

  it('takes a callback once: its repeat changes nothing', async () => {
    const opened = await harness.openWidget();
    const { redirect } = await walkWidget({ location: opened.location, bank: 'Practice Bank', saveSecrets: true });
    await followToMizan(redirect);
    const done = await harness.core().waitForFlow(opened.flow.id);
    await harness.core().handleCallback(redirect);
    expect(await harness.ask('connections.flow', { flowId: opened.flow.id })).toEqual(done);
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
  });
});
