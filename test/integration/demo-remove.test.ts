/** @file `remove-account LAST4` and `disconnect BANK` of the demo at servers that answer deletes in every way, or not at all. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../scripts/demo/report.ts';
import { type Fault, type OtherServer, startOtherServer, type World } from '../harness/other-server.ts';
import { type StepWalk, startStepWalk } from '../harness/other-steps.ts';
import { changeRows, passing, refusal, reissue, twoBanks } from '../harness/other-world.ts';

let server: OtherServer;
let walk: StepWalk;
let before: Report;

async function begin(change: Partial<World> = {}): Promise<void> {
  server = await startOtherServer({ ...twoBanks(), ...change });
  walk = await startStepWalk(server);
  before = await walk.one('connect; sync');
  server.calls.length = 0;
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const NOTHING_NEW = { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
const DELETE = /^DELETE/;
const deletes = () => server.calls.filter((call) => DELETE.test(call));
const held = () => server.held().accounts.map((id) => id.split('~')[0]);

type Case = { readonly step: string; readonly call: string; readonly left: readonly string[]; readonly banks: readonly string[] };
const CASES: Record<string, Case> = {
  'remove-account': {
    step: 'remove-account 00A1',
    call: 'DELETE /rest/accounts/A1',
    left: ['A2', 'B1'],
    banks: ['Other Bank', 'Second Bank'],
  },
  disconnect: { step: 'disconnect Other Bank', call: 'DELETE /rest/accesses/X1', left: ['B1'], banks: ['Second Bank'] },
};

describe.each(Object.entries(CASES))('%s', (_step, { step, call, left, banks }) => {
  /** What is left is as it was before, whatever else happened. */
  const expectLeft = (report: Report | undefined) => {
    const accounts = before.accounts.filter(({ numberLast4 }) => left.includes(numberLast4?.slice(2) ?? ''));
    const connections = before.connections.filter(({ bankName }) => banks.includes(bankName));
    expect([report?.accounts, report?.connections]).toEqual([accounts, connections]);
  };

  it.each([200, 202, 204, 404])('takes a delete answered with %i for done, once', async (status) => {
    await begin({ deletes: { status, isLate: status === 202 } });
    const first = await walk.one(`${step}; sync`);
    expectLeft(first);
    expect([first.run, first.errors, deletes()]).toEqual([NOTHING_NEW, undefined, [call]]);
    server.settleDeletes();
    const second = await walk.one('sync');
    expectLeft(second);
    expect([second.run, deletes(), held()]).toEqual([NOTHING_NEW, [call], left]);
  });

  it.each([...passing, ['a lost answer', () => 'lost' as const, 0] as const, ['half an answer', () => 'cut' as const, 0] as const])(
    'gets over %s',
    async (_name, answer, leastWaitMs) => {
      await begin();
      server.world.faults = [{ on: DELETE, answer: answer() }];
      const after = await walk.one(`${step}; sync`);
      expectLeft(after);
      expect([after.run, after.errors, deletes(), held()]).toEqual([NOTHING_NEW, undefined, [call, call], left]);
      expect(Math.max(...walk.waits)).toBeGreaterThanOrEqual(leastWaitMs);
    },
  );

  it.each<[name: string, answer: Fault['answer'], code: string]>([
    ['1020 as 429', { status: 429, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['1020 as 403', { status: 403, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['403', { status: 403, body: refusal(1007) }, 'scope_missing'],
    ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
    ['502 all the time', { status: 502, body: '<html></html>' }, 'provider_unavailable'],
    ['an error in a 200', { status: 200, body: refusal(10_000, 'user') }, 'user_action_required'],
  ])('deletes here, says what was left there, and asks for it again with the next sync: %s', async (_name, answer, code) => {
    await begin();
    server.world.faults = [{ on: DELETE, answer, times: 20 }];
    const [failed, stillThere] = await walk.do(`${step}; sync; sync`);
    expectLeft(failed);
    expectLeft(stillThere);
    expect([failed?.errors, failed?.run, held()]).toEqual([[{ step, code }], NOTHING_NEW, ['A1', 'A2', 'B1']]);
    server.world.faults = [];
    const healed = await walk.one('sync');
    expectLeft(healed);
    expect([healed.errors, held()]).toEqual([undefined, left]);
    server.calls.length = 0;
    await walk.do('sync');
    expect(deletes()).toEqual([]);
  });

  it.each(['', '; connect'])('is told even when no sync follows, and not forgotten over a connect that works: "%s"', async (more) => {
    await begin();
    server.world.faults = [{ on: DELETE, answer: { status: 403, body: refusal(1007) }, times: 20 }];
    const report = await walk.one(`${step}${more}`);
    expect([report.run.outcome, report.errors]).toEqual(['failed', [{ step, code: 'scope_missing' }]]);
  });

  it.each([400, 401, 403])('needs a reconnect for the rest when a refresh is refused with %i', async (status) => {
    await begin();
    server.dropAccessTokens();
    server.world.faults = [{ on: /auth\/token/, answer: { status, body: { error: 'invalid_grant' } } }];
    const failed = await walk.one(step);
    expect([failed.errors, held()]).toEqual([[{ step, code: 'reconnect_required' }], ['A1', 'A2', 'B1']]);
    expect(failed.accounts.map(({ numberLast4 }) => numberLast4?.slice(2))).toEqual(left);
  });

  it('works on with the tokens there are after an exchange whose answer was lost', async () => {
    await begin();
    server.world.faults = [{ on: /auth\/token/, answer: 'lost' }];
    const report = await walk.one(`connect; ${step}; sync`);
    expectLeft(report);
    expect([report.errors, held()]).toEqual([[{ step: 'connect', code: 'exchange_unclear' }], left]);
  });

  it.each(['transactions', 'accounts', 'accesses'] as const)(
    'deletes what is meant when %s got new ids since they were read',
    async (what) => {
      // The person saw the deleted bank come back with the next sync, and the provider kept what it had been told to delete.
      await begin();
      reissue(server.world, what);
      const [now] = await walk.do(step);
      expect([now, held()]).toEqual([undefined, left]);
      const after = await walk.one('sync');
      expectLeft(after);
      expect([after.run, after.errors, held()]).toEqual([NOTHING_NEW, undefined, left]);
    },
  );

  it('keeps away what gets new ids only after a delete that could not be made', async () => {
    await begin();
    server.world.faults = [{ on: DELETE, answer: { status: 403, body: refusal(1007) } }];
    await walk.do(step);
    reissue(server.world, 'accesses');
    const after = await walk.one('sync');
    expectLeft(after);
    expect([after.run, held()]).toEqual([NOTHING_NEW, left]);
  });

  it('ends partial when one account that is left cannot be read, and takes what changed with the next sync', async () => {
    await begin();
    server.world.faults = [{ on: /B1\/transactions/, answer: { status: 502, body: '<html></html>' }, times: 9 }];
    if (left.includes('A2')) changeRows(server.world);
    const hurt = await walk.one(`${step}; sync`);
    expectLeft(hurt);
    // Nothing is left of the other bank to be read at all.
    expect(hurt.run.outcome).toBe(left.length > 1 ? 'partial' : 'failed');
    server.world.faults = [];
    expect((await walk.one('sync')).run).toEqual(NOTHING_NEW);
  });
});

it('S33 lets a bank in again that is connected again after it was disconnected', async () => {
  await begin();
  const taken = { accounts: server.world.accounts, accesses: server.world.accesses };
  await walk.do('disconnect المصرف الآخر');
  expect(held()).toEqual(['B1']);
  Object.assign(server.world, taken);
  const after = await walk.one('connect; sync');
  expect(after).toEqual({ ...before, run: { ...NOTHING_NEW, newTransactions: 7 } });
});

it('S31 deletes a bank account by account, and refreshes nothing of it any more', async () => {
  await begin();
  const report = await walk.one('remove-account 7519; remove-account 00a1; sync; user-sync');
  expect(report.accounts.map(({ numberLast4 }) => numberLast4)).toEqual(['00B1']);
  expect(deletes()).toEqual(['DELETE /rest/accounts/A2', 'DELETE /rest/accounts/A1']);
  expect([report.errors, held()]).toEqual([undefined, ['B1']]);
  expect(server.posts.filter(({ path }) => path === '/ongoing/sync').map(({ body }) => body.account_ids)).toEqual([['B1']]);
});
