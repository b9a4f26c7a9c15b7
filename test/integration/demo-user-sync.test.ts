/** @file `user-sync` of the demo at servers of every habit that touches it: what is asked of the banks, and what the next sync reads. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../scripts/demo/report.ts';
import { type Fault, type OtherServer, startOtherServer } from '../harness/other-server.ts';
import { type StepWalk, startStepWalk } from '../harness/other-steps.ts';
import { changeRows, find, moveEnd, onWay, passing, refusal, reissue, twoBanks } from '../harness/other-world.ts';

let server: OtherServer;
let walk: StepWalk;
let before: Report;
/** Which accounts the banks were asked for, each time someone came through the widget. */
let reached: string[];

async function begin(): Promise<void> {
  server = await startOtherServer(twoBanks());
  walk = await startStepWalk(server);
  before = await walk.one('connect; sync');
  reached = [];
  server.world.onPass = onWay('sync', ({ accountIds }) => reached.push(accountIds.join()));
  server.calls.length = 0;
  server.posts.length = 0;
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const DAY_MS = 86_400_000;
const NOTHING_NEW = { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
const EACH = ['A1,A2', 'B1'];
const LINK = /^POST \/ongoing\/sync/;
const links = () => server.calls.filter((call) => LINK.test(call)).length;
const refused = (count: number, code = 'sync_quota_exceeded') => Array.from({ length: count }, () => ({ step: 'user-sync', code }));

describe('a refresh', () => {
  it('asks every bank once, and the next sync reads what changed, came and went', async () => {
    await begin();
    server.world.onPass = onWay('sync', ({ accountIds }) => {
      reached.push(accountIds.join());
      if (accountIds.includes('A1')) changeRows(server.world);
    });
    const after = await walk.one('user-sync; sync');
    expect([reached, links()]).toEqual([EACH, 2]);
    expect(after.run).toEqual({ outcome: 'ok', newTransactions: 1, changedTransactions: 1, removedTransactions: 1 });
    expect(after.errors).toBeUndefined();
    expect(after.accounts.map(({ numberLast4, bookedCount, bookedSumMinor }) => `${numberLast4} ${bookedCount} ${bookedSumMinor}`)).toEqual(
      ['00A1 4 4250', '00A2 3 3000', '00B1 2 2000'],
    );
    // What is saved for automatic updates stays saved, and nothing is saved that was not.
    expect(server.posts.map(({ body }) => body.save_secrets)).toEqual([true, false]);
  });

  it.each(['transactions', 'accounts', 'accesses'] as const)('keeps every account and row when %s get new ids meanwhile', async (what) => {
    await begin();
    server.world.onPass = onWay('sync', () => reissue(server.world, what));
    expect(await walk.do('user-sync; sync; user-sync; sync')).toEqual([
      { ...before, run: NOTHING_NEW },
      { ...before, run: NOTHING_NEW },
    ]);
  });

  it('R20 ends partial when one account cannot be read after it, and heals', async () => {
    await begin();
    server.world.onPass = onWay('sync', ({ accountIds }) => accountIds.includes('A1') && changeRows(server.world));
    server.world.faults = [{ on: /A2\/transactions/, answer: { status: 200, body: '{"transactions":[{"tra' }, times: 9 }];
    const [hurt, healed] = await walk.do('user-sync; sync');
    expect(hurt?.run).toEqual({ outcome: 'partial', newTransactions: 1, changedTransactions: 1, removedTransactions: 1 });
    expect(healed).toBeUndefined();
    server.world.faults = [];
    expect((await walk.one('sync')).run).toEqual(NOTHING_NEW);
  });
});

it('finds the accounts again when a refresh meets ids that were issued anew', async () => {
  // The person saw `resource_gone` from a bank that was connected and read a minute before.
  await begin();
  reissue(server.world, 'accounts');
  const after = await walk.one('user-sync; sync');
  expect(after).toEqual({ ...before, run: NOTHING_NEW });
  expect(reached).toEqual([`${find(server.world, 'A1').id},${find(server.world, 'A2').id}`, find(server.world, 'B1').id]);
});

describe('the limit', () => {
  it('R20 lets no fifth attempt, connecting included, reach a bank within 24 hours, and says when the next may', async () => {
    await begin();
    const [first, second] = await walk.do('user-sync; user-sync; user-sync; sync; user-sync; sync');
    expect([first?.errors, second?.errors]).toEqual([undefined, refused(2)]);
    expect(reached).toEqual([...EACH, ...EACH, ...EACH]);
    expect(links()).toBe(6);
    expect((await walk.one('user-sync')).run.outcome).toBe('failed');
    expect(walk.said().filter((line) => line.includes('asked often enough; again from 20'))).toHaveLength(2);
    walk.pass(DAY_MS - 60_000);
    expect((await walk.one('user-sync; sync')).errors).toEqual(refused(2));
    walk.pass(60_000);
    expect((await walk.one('user-sync; sync')).errors).toBeUndefined();
    expect(reached).toHaveLength(8);
  });

  it('R20 counts a renewal for its bank, and refuses none', async () => {
    await begin();
    let days = 300;
    server.world.onPass = (link) => {
      reached.push(link.accountIds.join());
      days += 1;
      moveEnd(server.world, 'X1', new Date(Date.now() + days * DAY_MS).toISOString());
    };
    const report = await walk.one('renew Other Bank; renew Other Bank; user-sync; user-sync; user-sync; renew Other Bank; sync');
    expect(report.errors).toEqual(refused(2));
    expect(reached.filter((ids) => ids === 'A1,A2')).toHaveLength(4);
    expect(reached.filter((ids) => ids === 'B1')).toHaveLength(3);
  });

  it('R20 counts attempts that failed: the bank may have been reached', async () => {
    await begin();
    server.world.redirect = ({ redirectUri, state }) => `${redirectUri}?success=false&state=${state}`;
    const report = await walk.one('user-sync; user-sync; user-sync; user-sync; user-sync; sync');
    expect(report.errors).toEqual([...refused(6, 'flow_not_completed'), ...refused(4)]);
    expect(links()).toBe(6);
  });
});

describe('a link that is not given', () => {
  it.each(passing)('is asked for again after %s', async (_name, answer, leastWaitMs) => {
    await begin();
    server.world.faults = [{ on: LINK, answer: answer() }];
    const after = await walk.one('user-sync; sync');
    expect(after).toEqual({ ...before, run: NOTHING_NEW });
    expect([reached, links()]).toEqual([EACH, 3]);
    expect(Math.max(...walk.waits)).toBeGreaterThanOrEqual(leastWaitMs);
  });

  it.each<[name: string, answer: Fault['answer'], code: string]>([
    ['truncated JSON', { status: 201, body: '{"location":"http://127.0.0.1/w","i' }, 'response_malformed'],
    ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
    ['an error in a 200', { status: 200, body: refusal(20_003, 'bank') }, 'bank_unavailable'],
  ])('is one bank’s trouble, not the other’s: %s', async (_name, answer, code) => {
    await begin();
    server.world.faults = [{ on: LINK, answer, times: code === 'bank_unavailable' ? 3 : 1 }];
    const after = await walk.one('user-sync; sync');
    expect(after).toEqual({ ...before, run: NOTHING_NEW, errors: refused(1, code) });
    expect(reached).toEqual(['B1']);
    expect((await walk.one('user-sync; sync')).errors).toBeUndefined();
    expect(reached).toEqual(['B1', ...EACH]);
  });

  it.each<[name: string, answer: Fault['answer'], heldMs: number]>([
    ['429', { status: 429, body: refusal(1020) }, 30 * 3_600_000],
    ['403', { status: 403, body: refusal(1020) }, 30 * 3_600_000],
    ['429 until in ten hours', { status: 429, body: refusal(1020), headers: { 'retry-after': '36000' } }, 36_000_000],
  ])('1020 as %s holds for that bank until its time, without a call', async (_name, answer, heldMs) => {
    await begin();
    server.world.faults = [{ on: LINK, answer }];
    expect((await walk.one('user-sync; sync')).errors).toEqual(refused(1));
    expect([reached, links()]).toEqual([['B1'], 2]);
    expect((await walk.one('user-sync; sync')).errors).toEqual(refused(1));
    expect([reached, links()]).toEqual([['B1', 'B1'], 3]);
    walk.pass(heldMs);
    expect((await walk.one('user-sync; sync')).errors).toBeUndefined();
    expect(reached).toEqual(['B1', 'B1', ...EACH]);
  });
});

describe('what cannot be asked', () => {
  it.each([400, 401, 403])('says that a reconnect is needed once a refresh was refused with %i', async (status) => {
    await begin();
    server.dropAccessTokens();
    server.world.faults = [{ on: /auth\/token/, answer: { status, body: { error: 'invalid_grant' } } }];
    const [lost, after] = await walk.do('user-sync; sync; user-sync');
    expect(lost?.errors).toEqual([{ step: 'sync', code: 'reconnect_required' }]);
    expect([after?.errors, after?.accounts]).toEqual([refused(1, 'reconnect_required'), before.accounts]);
    expect(reached).toEqual(EACH);
    // Two banks, one token set: connecting again brings both back.
    const healed = await walk.one('connect; user-sync; sync');
    expect(healed).toEqual({ ...before, run: NOTHING_NEW });
  });

  it('says so when nothing is connected, also after an exchange whose answer was lost', async () => {
    server = await startOtherServer({ ...twoBanks(), faults: [{ on: /auth\/token/, answer: 'lost' }] });
    walk = await startStepWalk(server);
    const report = await walk.one('user-sync; connect; user-sync');
    expect(report.errors).toEqual([
      ...refused(1, 'reconnect_required'),
      { step: 'connect', code: 'exchange_unclear' },
      ...refused(1, 'reconnect_required'),
    ]);
    expect(links()).toBe(0);
  });

  it('S33 leaves a bank alone whose consent has ended, and names it', async () => {
    await begin();
    moveEnd(server.world, 'X1', '2020-01-01T00:00:00Z');
    const after = (await walk.do('sync; user-sync; sync')).at(-1);
    expect([after?.errors, reached]).toEqual([undefined, ['B1']]);
    await walk.do('user-sync');
    expect(walk.said()).toContain('user-sync: Other Bank / المصرف الآخر is not asked (expired)');
  });
});
