/** @file Every fault on every endpoint that is read, through the whole core: what is waited for, what is lost, what heals. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Fault, type OtherServer, startOtherServer } from '../harness/other-server.ts';
import { account, item, items, type OtherWalk, startOtherWalk } from '../harness/other-walk.ts';

let server: OtherServer;
let walk: OtherWalk;

async function begin(): Promise<void> {
  const accounts = ['A1', 'A2', 'A3'].map((id) => account(id, items(30)));
  server = await startOtherServer({ accounts, accesses: { accesses: [{ id: 'X1.1', consent: { expires_at: '2099-01-01T00:00:00Z' } }] } });
  walk = await startOtherWalk(server);
  expect((await walk.connect()).phase).toBe('done');
  walk.waits.length = 0;
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const NONE = { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
const ALL = { ...NONE, newTransactions: 90 };
const fault = (code: number, group = 'bank') => ({ error: { code, group, description: 'x' } });
const ACTIVE = [{ bankName: 'Other Bank', state: 'active', expiresAt: '2099-01-01T00:00:00.000Z' }];
const READS = { accounts: /^GET \/rest\/accounts$/, accesses: /accesses/, transactions: /A2\/transactions/ };

/** Gone at the second try: the run is whole. */
const passing: Record<string, Fault['answer']> = {
  '429 with Retry-After': { status: 429, headers: { 'retry-after': '7' } },
  '429 with Retry-After and code 1020': { status: 429, headers: { 'retry-after': '7' }, body: fault(1020, 'client') },
  '429 without a word': { status: 429 },
  '502 with a page': { status: 502, body: '<html><h1>Bad gateway</h1></html>' },
  '503 with Retry-After': { status: 503, headers: { 'retry-after': '0' } },
  '504': { status: 504, body: { error: 'timeout' } },
  '409 busy': { status: 409, body: fault(1008, 'client') },
  'maintenance with 500': { status: 500, body: fault(20_003) },
  'a 200 that says unavailable': { status: 200, body: fault(30_006, 'general') },
  'code as text': { status: 500, body: { error: { code: '30000', group: 'General' } } },
  'a reset': 'reset',
  'a body cut short': 'cut',
  'no answer': 'hang',
};
const [FIRST] = Object.keys(passing);

/** Still there at the last try, or not worth one: that read fails, the rest is told. */
const lasting: Record<string, [answer: Fault['answer'], code: string]> = {
  '1020 without Retry-After': [{ status: 429, body: fault(1020, 'client') }, 'sync_quota_exceeded'],
  '1020 until tomorrow': [{ status: 429, body: fault(1020, 'client'), headers: { 'retry-after': '40000' } }, 'sync_quota_exceeded'],
  '429 for an hour': [{ status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
  'an empty 500': [{ status: 500 }, 'provider_unavailable'],
  'error as text': [{ status: 500, body: { error: 'internal', data: null } }, 'provider_unavailable'],
  'truncated JSON': [{ status: 200, body: '{"transactions":[{"transaction_id":"T1","amo' }, 'response_malformed'],
  'a 200 with an error object': [{ status: 200, body: fault(20_000) }, 'bank_unavailable'],
  'an empty 200': [{ status: 200 }, 'response_malformed'],
  'a portal page': [{ status: 200, body: '<html>Welcome to the guest network</html>' }, 'response_malformed'],
  '503 all the time': [{ status: 503, body: { error: { code: null, group: 'figo' } } }, 'provider_unavailable'],
  'the bank wants its user': [{ status: 400, body: fault(10_000, 'user') }, 'user_action_required'],
  'resets all the time': ['reset', 'provider_unavailable'],
};

describe.each(Object.entries(READS))('%s', (name, on) => {
  it('gets over what passes', async () => {
    await begin();
    for (const [what, answer] of Object.entries(passing)) {
      server.world.faults = [{ on, answer }];
      server.world.accounts[1]?.items.push(item({}, { changedOn: '2026-11-22' }));
      walk.waits.length = 0;
      const { run, connections } = await walk.sync();
      expect({ what, run }).toEqual({ what, run: { ...NONE, newTransactions: what === FIRST ? 91 : 1 } });
      expect(connections).toEqual(ACTIVE);
      expect({ what, times: server.world.faults[0]?.times }).toEqual({ what, times: 0 });
      if (what.startsWith('429 with Retry-After')) expect(walk.waits).toEqual([7000]);
    }
  });

  it('tells of what lasts, keeps the rest and heals', async () => {
    await begin();
    await walk.sync();
    const seen = { accounts: 0, accesses: 2, transactions: 1 }[name] ?? 0;
    let booked = 90;
    for (const [what, [answer, code]] of Object.entries(lasting)) {
      for (const one of server.world.accounts.slice(1)) one.items.push(item({}, { changedOn: '2026-11-22' }));
      server.world.faults = [{ on, answer, times: 100 }];
      const hurt = await walk.sync();
      const outcome = name === 'accounts' ? 'failed' : 'partial';
      expect({ what, run: hurt.run }).toEqual({ what, run: { ...NONE, outcome, newTransactions: seen } });
      expect(hurt.errors).toEqual([{ step: 'sync', code }]);
      expect(hurt.accounts.reduce((sum, one) => sum + one.bookedCount, 0)).toBe(booked + seen);
      server.world.faults = [];
      booked += 2;
      const healed = await walk.sync();
      expect({ what, run: healed.run }).toEqual({ what, run: { ...NONE, newTransactions: 2 - seen } });
      expect(healed.connections).toEqual(ACTIVE);
      expect(healed.accounts.reduce((sum, one) => sum + one.bookedCount, 0)).toBe(booked);
    }
  });
});

it('goes on where a first import of many pages was cut off', async () => {
  server = await startOtherServer({ accounts: [account('A1', items(2500), {}, { cap: 500 }), account('A2', items(1))] });
  walk = await startOtherWalk(server);
  await walk.connect();
  server.world.faults.push({ on: /offset=1000/, answer: 'cut', times: 100 });
  expect((await walk.sync()).run).toEqual({ ...NONE, outcome: 'partial', newTransactions: 1001 });
  server.world.faults = [];
  server.calls.length = 0;
  const healed = await walk.sync();
  expect(healed.run).toEqual({ ...NONE, newTransactions: 1500 });
  expect(healed.accounts[0]).toMatchObject({ bookedCount: 2500, bookedSumMinor: 2_500_000 });
  expect(server.calls.filter((call) => /A1.*offset=(0|500)&sort=asc$/.test(call))).toEqual([]);
});

it('follows one redirect at home, and none to strangers', async () => {
  await begin();
  server.world.faults.push({ on: READS.accounts, answer: { status: 308, headers: { location: '/rest/accounts?slash=1' } } });
  expect((await walk.sync()).run).toEqual(ALL);
  server.world.faults.push({ on: READS.accounts, answer: { status: 301, headers: { location: 'http://127.0.0.2:9/rest/accounts' } } });
  expect((await walk.sync()).errors).toEqual([{ step: 'sync', code: 'redirect_refused' }]);
});

it('follows a consent that is prolonged, brought forward and no longer told', async () => {
  await begin();
  const ends: unknown[] = ['2099-06-01', '2098-01-01T00:00:00Z', null, '2019-12-31T22:00:00+00:00', '2097-01-01T00:00:00.000Z'];
  const shown: unknown[] = [];
  for (const end of ends) {
    server.world.accesses = [{ id: 'X1.1', consent: end === null ? null : { expires_at: end, recurring: true, period: 365 } }];
    shown.push((await walk.sync()).connections.map(({ state, expiresAt }) => `${state} ${expiresAt}`));
  }
  expect(shown.flat()).toEqual([
    'active 2099-06-01T00:00:00.000Z',
    'active 2098-01-01T00:00:00.000Z',
    'active 2098-01-01T00:00:00.000Z',
    'expired 2019-12-31T22:00:00.000Z',
    'active 2097-01-01T00:00:00.000Z',
  ]);
});

it('says expired when every account of a bank wants its user, and recovers', async () => {
  await begin();
  server.world.faults.push({ on: /transactions/, answer: { status: 403, body: fault(10_001, 'user') }, times: 3 });
  expect(await walk.sync()).toMatchObject({ run: { outcome: 'failed' }, connections: [{ state: 'expired' }] });
  expect(await walk.sync()).toMatchObject({ run: ALL, connections: [{ state: 'active' }] });
});

it('changes nothing of an account whose later run fails half-way', async () => {
  await begin();
  const before = await walk.sync();
  const [one] = server.world.accounts;
  one?.items.push(item({}, { changedOn: '2026-11-22' }), item({}, { isPending: true, day: '2026-11-22' }));
  if (one) one.listed.balance = { balance: 1 };
  server.world.faults.push({ on: /A1\/transactions/, answer: { status: 500 } });
  const hurt = await walk.sync();
  expect(hurt).toEqual({ ...before, run: { ...NONE, outcome: 'partial' }, errors: [{ step: 'sync', code: 'provider_unavailable' }] });
  const healed = await walk.sync();
  expect(healed.run).toEqual({ ...NONE, newTransactions: 2 });
  expect(healed.accounts[0]).toMatchObject({ bookedCount: 31, pendingCount: 1, bookedSumMinor: 31_000, balanceMinor: 100 });
});
