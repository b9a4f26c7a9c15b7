/** @file `renew BANK` of the demo at servers of every habit that touches it: the step, the sync after it, and what the server saw. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Fault, type OtherServer, startOtherServer } from '../harness/other-server.ts';
import type { StepWalk } from '../harness/other-steps.ts';
import { startStepWalk } from '../harness/other-steps.ts';
import {
  changeRows,
  FIRST_END,
  find,
  inDays,
  LATER_END,
  moveEnd,
  onWay,
  passing,
  refusal,
  reissue,
  twoBanks,
} from '../harness/other-world.ts';

let server: OtherServer;
let walk: StepWalk;
let before: Awaited<ReturnType<StepWalk['one']>>;

/** Both banks connected and read; what the server saw of that is forgotten. */
async function begin(): Promise<void> {
  server = await startOtherServer(twoBanks());
  walk = await startStepWalk(server);
  before = await walk.one('connect; sync');
  expect(before.run).toEqual({ ...NOTHING_NEW, newTransactions: 9 });
  server.calls.length = 0;
  server.posts.length = 0;
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const NOTHING_NEW = { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
const ends = (report: typeof before) => report.connections.map(({ bankName, expiresAt }) => `${bankName} ${expiresAt}`);
const MOVED = [`Other Bank ${LATER_END}`, `Second Bank ${FIRST_END}`];
const UNMOVED = [`Other Bank ${FIRST_END}`, `Second Bank ${FIRST_END}`];
const links = () => server.calls.filter((call) => call.startsWith('POST /ongoing')).map((call) => call.slice('POST /ongoing/'.length));
const exchanges = () => server.posts.filter(({ body }) => body.grant_type === 'authorization_code').length;
const deletes = () => server.calls.filter((call) => call.startsWith('DELETE'));
const prolongs = () => {
  server.world.onPass = onWay('sync', () => moveEnd(server.world, 'X1', LATER_END));
};
/** The bank is connected anew under new ids; its old access goes or stays. */
const connectsAnew = (end: string) => {
  reissue(server.world, 'accesses', 'X1');
  for (const { listed } of server.world.accounts)
    if (String(listed.access_id).startsWith('X1')) moveEnd(server.world, String(listed.access_id), end);
};

describe('on the access there is', () => {
  it('moves the end and nothing else, without a code', async () => {
    await begin();
    prolongs();
    const after = await walk.one('renew Other Bank; sync');
    expect(after).toEqual({
      ...before,
      run: NOTHING_NEW,
      connections: [{ ...before.connections[0], expiresAt: LATER_END }, before.connections[1]],
    });
    expect(links()).toEqual(['sync']);
    expect(exchanges()).toBe(0);
    expect(server.posts[0]?.body).toMatchObject({ account_ids: ['A1', 'A2'], save_secrets: true });
    expect(deletes()).toEqual([]);
  });

  it.each(['sync', 'access'] as const)('brings what changed, came and went along, by the way of a new %s', async (way) => {
    await begin();
    server.world.onPass = onWay(way, () => {
      if (way === 'access') connectsAnew(LATER_END);
      else moveEnd(server.world, 'X1', LATER_END);
      changeRows(server.world);
    });
    const after = await walk.one('renew Other Bank; sync');
    expect(after.run).toEqual({ outcome: 'ok', newTransactions: 1, changedTransactions: 1, removedTransactions: 1 });
    expect([after.errors, ends(after), links()]).toEqual([undefined, MOVED, way === 'sync' ? ['sync'] : ['sync', 'access']]);
    expect(after.accounts.map(({ numberLast4, bookedSumMinor }) => `${numberLast4} ${bookedSumMinor}`)).toEqual([
      '00A1 4250',
      '00A2 3000',
      '00B1 2000',
    ]);
  });

  it.each(passing)('gets over %s', async (_name, answer, leastWaitMs) => {
    await begin();
    const endpoints = [/^POST \/ongoing\/sync/, /^GET \/rest\/accesses/, /^GET \/rest\/accounts/];
    for (const [index, on] of endpoints.entries()) {
      const end = inDays(300 + index);
      server.world.onPass = onWay('sync', () => moveEnd(server.world, 'X1', end));
      server.world.faults = [{ on, answer: answer() }];
      const after = await walk.one('renew Other Bank; sync');
      expect([after.run, after.errors, ends(after)[0]]).toEqual([NOTHING_NEW, undefined, `Other Bank ${end}`]);
      expect(Math.max(...walk.waits)).toBeGreaterThanOrEqual(leastWaitMs);
      expect(server.world.faults[0]?.times).toBe(0);
    }
  });

  it.each<[name: string, answer: Fault['answer'], code: string]>([
    ['truncated JSON', { status: 200, body: '{"location":"http://127.0.0.1/w","i' }, 'response_malformed'],
    ['1020 as 429', { status: 429, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['1020 as 403', { status: 403, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
    ['a 502 page all the time', { status: 502, body: '<html></html>' }, 'provider_unavailable'],
  ])('says so when the link meets %s, changes nothing, and works the next time', async (_name, answer, code) => {
    await begin();
    prolongs();
    server.world.faults = [{ on: /^POST \/ongoing\/sync/, answer, times: 9 }];
    const failed = await walk.one('renew Other Bank');
    expect(failed).toEqual({ ...before, run: { ...NOTHING_NEW, outcome: 'failed' }, errors: [{ step: 'renew Other Bank', code }] });
    expect(new Set(links())).toEqual(new Set(['sync']));
    server.world.faults = [];
    const healed = await walk.one('renew Other Bank; sync');
    expect([healed.run, healed.errors, ends(healed)]).toEqual([NOTHING_NEW, undefined, MOVED]);
  });

  it('does not claim what it could not read, and the next sync tells the new end', async () => {
    await begin();
    prolongs();
    let passed = 0;
    const { onPass } = server.world;
    server.world.onPass = (link) => {
      passed += 1;
      onPass(link);
      server.world.faults = [{ on: /^GET \/rest\/accesses/, answer: { status: 200, body: '{"accesses":[{"id":"X1","con' }, times: 9 }];
    };
    const failed = await walk.one('renew Other Bank');
    expect([failed.errors, ends(failed), passed]).toEqual([[{ step: 'renew Other Bank', code: 'response_malformed' }], UNMOVED, 1]);
    server.world.faults = [];
    expect(ends(await walk.one('sync'))).toEqual(MOVED);
  });

  it('leaves it at that when the person gives up at the bank', async () => {
    await begin();
    server.world.redirect = ({ redirectUri, state }) => `${redirectUri}?success=false&state=${state}`;
    const report = await walk.one('renew Other Bank; sync');
    expect(report).toEqual({ ...before, run: NOTHING_NEW, errors: [{ step: 'renew Other Bank', code: 'flow_not_completed' }] });
    expect(links()).toEqual(['sync']);
  });

  it('finds the accounts again when their ids were issued anew', async () => {
    await begin();
    prolongs();
    reissue(server.world, 'accounts');
    const after = await walk.one('renew Other Bank; sync');
    expect([after.run, after.errors, ends(after)]).toEqual([NOTHING_NEW, undefined, MOVED]);
    expect(after.accounts).toEqual(before.accounts);
    expect(new Set(links())).toEqual(new Set(['sync']));
  });
});

describe('connecting the bank anew', () => {
  const sameData = (after: typeof before) =>
    expect([after.run, after.accounts, after.connections.map(({ bankName, state }) => [bankName, state])]).toEqual([
      NOTHING_NEW,
      before.accounts,
      before.connections.map(({ bankName, state }) => [bankName, state]),
    ]);

  it('is what follows when the end stayed, ids and all', async () => {
    await begin();
    server.world.onPass = onWay('access', () => {
      connectsAnew(LATER_END);
      reissue(server.world, 'transactions', find(server.world, 'A1').listed.access_id as string);
    });
    const after = await walk.one('renew other bank; sync');
    sameData(after);
    expect([after.errors, ends(after)]).toEqual([undefined, MOVED]);
    expect(links()).toEqual(['sync', 'access']);
    expect(exchanges()).toBe(1);
    expect(server.posts.find(({ path }) => path === '/ongoing/access')?.body).toMatchObject({
      accounts: [{ id: 'SA0380000000608010167519' }],
    });
  });

  it('ends the old access when the bank leaves it standing', async () => {
    await begin();
    server.world.onPass = onWay('access', () => {
      const old = server.world.accounts.filter(({ listed }) => listed.access_id === 'X1').map((one) => structuredClone(one));
      connectsAnew(LATER_END);
      server.world.accounts.push(...old);
      (server.world.accesses as { accesses: unknown[] }).accesses.push({ id: 'X1', consent: { expires_at: FIRST_END } });
    });
    const after = await walk.one('renew Other Bank; sync');
    sameData(after);
    expect(ends(after)).toEqual(MOVED);
    expect(deletes()).toEqual(['DELETE /rest/accesses/X1']);
    expect(server.held().accesses).toEqual([expect.stringMatching(/^X1~/), 'X2']);
  });

  it.each([
    ['the same access comes back with the same end', () => undefined],
    ['the new access ends earlier', () => connectsAnew(inDays(100))],
  ])('fails with not_prolonged where neither way prolongs: %s', async (_name, happens) => {
    await begin();
    server.world.onPass = onWay('access', happens);
    const failed = await walk.one('renew Other Bank');
    expect([failed.run.outcome, failed.errors]).toEqual(['failed', [{ step: 'renew Other Bank', code: 'not_prolonged' }]]);
    expect(links()).toEqual(['sync', 'access']);
    const after = await walk.one('sync');
    sameData(after);
    expect(ends(after)).not.toEqual(MOVED);
  });

  it.each([400, 401, 403])('goes there at once when a refresh is refused with %i', async (status) => {
    await begin();
    server.dropAccessTokens();
    server.world.faults.push({ on: /auth\/token/, answer: { status, body: { error: 'invalid_grant' } } });
    server.world.onPass = onWay('access', () => connectsAnew(LATER_END));
    const after = await walk.one('renew Other Bank; sync');
    sameData(after);
    expect([after.errors, ends(after)]).toEqual([undefined, MOVED]);
    expect(links()).toEqual(['access']);
  });

  it('says when the answer of the exchange was lost, exchanges nothing twice, and works the next time', async () => {
    await begin();
    server.world.onPass = onWay('access', () => connectsAnew(LATER_END));
    server.world.faults.push({ on: /auth\/token/, answer: 'lost' });
    const failed = await walk.one('renew Other Bank');
    expect([failed.errors, exchanges(), failed.accounts]).toEqual([
      [{ step: 'renew Other Bank', code: 'exchange_unclear' }],
      1,
      before.accounts,
    ]);
    server.dropAccessTokens();
    server.world.onPass = () => undefined;
    expect((await walk.one('sync')).errors).toEqual([{ step: 'sync', code: 'reconnect_required' }]);
    const healed = await walk.one('renew Other Bank; sync');
    sameData(healed);
    expect([healed.errors, ends(healed)]).toEqual([undefined, MOVED]);
  });

  it('is the way when the access was issued anew meanwhile', async () => {
    await begin();
    reissue(server.world, 'accesses');
    server.world.onPass = () => connectsAnew(LATER_END);
    const after = await walk.one('renew Other Bank; sync');
    sameData(after);
    expect(after.errors).toBeUndefined();
  });
});

it('ends partial when one account cannot be read after it', async () => {
  await begin();
  prolongs();
  server.world.faults.push({ on: /A2\/transactions/, answer: { status: 500 }, times: 9 });
  const after = await walk.one('renew Other Bank; sync');
  expect(after).toEqual({ ...before, run: { ...NOTHING_NEW, outcome: 'partial' }, connections: expect.anything() });
  expect(ends(after)).toEqual(MOVED);
});
