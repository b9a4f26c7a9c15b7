/** @file `erase` of the demo at servers that answer deletes in every way, or refuse them: what is printed, and what the server holds after it. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Fault, type OtherServer, startOtherServer, type World } from '../harness/other-server.ts';
import { type StepWalk, startStepWalk } from '../harness/other-steps.ts';
import { changeRows, passing, refusal, reissue, twoBanks } from '../harness/other-world.ts';

let server: OtherServer;
let walk: StepWalk;

async function begin(change: Partial<World> = {}): Promise<void> {
  server = await startOtherServer({ ...twoBanks(), ...change });
  walk = await startStepWalk(server);
  expect((await walk.one('connect; sync')).run).toMatchObject({ outcome: 'ok', newTransactions: 9 });
  server.calls.length = 0;
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const NONE = { newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
const ERASED = { accounts: [], connections: [], run: { outcome: 'ok', ...NONE } };
const HALF = (code: string) => ({ ...ERASED, run: { outcome: 'partial', ...NONE }, errors: [{ step: 'erase', code }] });
const NOTHING = { accounts: [], accesses: [] };
const USER = /^DELETE \/rest\/user$/;
/** Deletes and revocations, in order. */
const endings = () => server.calls.filter((call) => /^DELETE|revoke/.test(call)).map((call) => call.replace(/~\d+/, ''));
const userIds = () => new Set(server.posts.filter(({ path }) => path === '/ongoing/access').map(({ body }) => body.user_id));

describe('where the provider deletes its user', () => {
  it.each([200, 202, 204, 404])('S30 sends one DELETE and no revoke, and prints one empty object (%i)', async (status) => {
    await begin({ deletes: { status, isLate: status === 202 } });
    expect(await walk.do('erase')).toEqual([ERASED]);
    expect(endings()).toEqual(['DELETE /rest/user']);
    server.settleDeletes();
    expect(server.held()).toEqual(NOTHING);
    // Nothing is left to go on with, and nothing more is asked of the provider.
    expect(await walk.do('sync; erase; user-sync')).toEqual([
      { ...ERASED, run: { outcome: 'failed', ...NONE }, errors: [{ step: 'sync', code: 'reconnect_required' }] },
      ERASED,
      { ...ERASED, run: { outcome: 'failed', ...NONE }, errors: [{ step: 'user-sync', code: 'reconnect_required' }] },
    ]);
    expect(endings()).toEqual(['DELETE /rest/user']);
  });

  it('begins afresh under another user when a bank is connected after it, also in one walk', async () => {
    await begin();
    server.world.onPass = () => Object.assign(server.world, twoBanks());
    const [erased, again] = await walk.do('erase; connect; sync');
    expect([erased, again?.run.newTransactions, again?.errors, userIds().size]).toEqual([ERASED, 9, undefined, 2]);
  });

  it.each(passing.filter(([name]) => name !== 'a 502 page'))('gets over %s', async (_name, answer, leastWaitMs) => {
    await begin();
    server.world.faults = [{ on: USER, answer: answer() }];
    expect(await walk.do('erase')).toEqual([ERASED]);
    expect([endings(), server.held()]).toEqual([['DELETE /rest/user', 'DELETE /rest/user'], NOTHING]);
    expect(Math.max(...walk.waits)).toBeGreaterThanOrEqual(leastWaitMs);
  });

  it.each<[name: string, answer: Fault['answer']]>([
    ['a 502 page', { status: 502, body: '<html></html>' }],
    ['half an answer', 'cut'],
    ['an answer that was lost', 'lost'],
  ])('ends with an empty server after %s, and never with a revoke', async (_name, answer) => {
    await begin();
    server.world.faults = [{ on: USER, answer }];
    const [report] = await walk.do('erase');
    // Whether a lost answer meant yes may stay unknown; then it is said.
    expect({ ...report, run: { ...report?.run, outcome: 'ok' }, errors: undefined }).toEqual({ ...ERASED, errors: undefined });
    expect(report?.run.outcome === 'ok').toBe(report?.errors === undefined);
    expect([server.held(), new Set(endings())]).toEqual([NOTHING, new Set(['DELETE /rest/user'])]);
    expect(endings().length).toBeLessThanOrEqual(2);
  });

  it.each(['transactions', 'accounts', 'accesses'] as const)('needs no id that was issued anew: %s', async (what) => {
    await begin();
    reissue(server.world, what);
    changeRows(server.world);
    expect(await walk.do('erase')).toEqual([ERASED]);
    expect([server.held(), endings()]).toEqual([NOTHING, ['DELETE /rest/user']]);
  });
});

describe('where the provider refuses', () => {
  it.each([
    ['403 and 1007', { status: 403, body: refusal(1007) }],
    ['400 and 1000', { status: 400, body: refusal(1000) }],
  ])('the user (%s), each access goes by itself and the tokens come last', async (_name, answer) => {
    await begin();
    server.world.faults = [{ on: USER, answer, times: 9 }];
    expect(await walk.do('erase')).toEqual([ERASED]);
    expect(server.held()).toEqual(NOTHING);
    const [first, second, third, ...revokes] = endings();
    expect([first, new Set([second, third])]).toEqual([
      'DELETE /rest/user',
      new Set(['DELETE /rest/accesses/X1', 'DELETE /rest/accesses/X2']),
    ]);
    expect(revokes).toEqual(['POST /auth/revoke', 'POST /auth/revoke']);
  });

  it('the user, and an access has a new id: the one that is listed goes', async () => {
    await begin();
    reissue(server.world, 'accesses');
    server.world.faults = [{ on: USER, answer: { status: 403, body: refusal(1007) }, times: 9 }];
    expect(await walk.do('erase')).toEqual([ERASED]);
    expect(server.held()).toEqual(NOTHING);
  });

  it('one access as well, it says so: all is gone here, not there', async () => {
    await begin();
    server.world.faults = [
      { on: USER, answer: { status: 403, body: refusal(1007) }, times: 9 },
      { on: /^DELETE .*X2/, answer: { status: 403, body: refusal(1007) }, times: 9 },
    ];
    expect(await walk.do('erase')).toEqual([HALF('scope_missing')]);
    expect(server.held()).toEqual({ accounts: ['B1'], accesses: ['X2'] });
  });

  it.each([400, 401, 403])('the refresh with %i, nothing can be deleted there, and that is said', async (status) => {
    await begin();
    server.dropAccessTokens();
    server.world.faults = [{ on: /auth\/token/, answer: { status, body: { error: 'invalid_grant' } }, times: 9 }];
    expect(await walk.do('erase')).toEqual([HALF('reconnect_required')]);
    expect(server.held().accesses).toEqual(['X1', 'X2']);
    expect(endings().filter((call) => call.includes('accesses'))).toEqual([]);
  });

  it.each<[name: string, answer: Fault['answer'], code: string]>([
    ['1020 as 429', { status: 429, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['1020 as 403', { status: 403, body: refusal(1020) }, 'sync_quota_exceeded'],
    ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'rate_limited'],
  ])('for now (%s), all is gone here and the server is left as it is', async (_name, answer, code) => {
    await begin();
    server.world.faults = [{ on: USER, answer, times: 9 }];
    expect(await walk.do('erase')).toEqual([HALF(code)]);
    expect(server.held().accesses).toEqual(['X1', 'X2']);
  });
});

it('is complete when nothing was ever connected, and asks nobody', async () => {
  server = await startOtherServer(twoBanks());
  walk = await startStepWalk(server);
  expect(await walk.do('erase; erase')).toEqual([ERASED, ERASED]);
  expect(server.calls).toEqual([]);
});

it('asks nobody after an exchange whose answer was lost: there is no token to delete with, and the connect told of it', async () => {
  server = await startOtherServer({ ...twoBanks(), faults: [{ on: /auth\/token/, answer: 'lost' }] });
  walk = await startStepWalk(server);
  const [report] = await walk.do('connect; erase');
  expect(report).toMatchObject({ accounts: [], connections: [], errors: [{ step: 'connect', code: 'exchange_unclear' }] });
  expect(endings()).toEqual([]);
});

it('holds errors of steps before it, and those after it come in their own object', async () => {
  await begin();
  const [erased, after] = await walk.do('renew Nobody; disconnect Second Bank; erase; remove-account 00A1; disconnect Other Bank');
  expect(erased).toEqual({ ...ERASED, errors: [{ step: 'renew Nobody', code: 'not_found' }] });
  expect(after?.errors).toEqual([
    { step: 'remove-account 00A1', code: 'not_found' },
    { step: 'disconnect Other Bank', code: 'not_found' },
  ]);
  expect(endings()).toEqual(['DELETE /rest/accesses/X2', 'DELETE /rest/user']);
});
