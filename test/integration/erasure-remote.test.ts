/** @file S30, the provider's part of erasing everything: what is asked, how often, in which order, for every kind of answer, and what the receipt says. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Receipt } from '../../shared/contract/erasure.ts';
import { leftoversOf } from '../../shared/domain/receipt.ts';
import { type EraseServer, type Planned, startEraseServer } from '../harness/erase-server.ts';
import { type EraseWorld, keychainOf, openWorld, otherIdOf, PHRASE, seedErase } from '../harness/erase-world.ts';
import { markOf } from '../harness/marked-tables.ts';

const ACCESS = { a: markOf('a', 'connections', 'access'), b: markOf('b', 'connections', 'access') };
const no = (code: number, status = 403): Planned => ({ status, body: { error: { code } } });

let parent: string;
let server: EraseServer;
let place: string;
let world: EraseWorld | undefined;
let serial = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mizan-erase-remote-'));
  server = await startEraseServer({ a: [ACCESS.a, 'unknown-here'], b: [ACCESS.b] });
  await seedErase(join(parent, 'seed'), server.baseUrl);
});
beforeEach(() => {
  server.reset();
  serial += 1;
  place = join(parent, `place-${serial}`);
  cpSync(join(parent, 'seed'), place, { recursive: true });
});
afterEach(async () => {
  await world?.core.close();
  world = undefined;
});
afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

const start = async (isOffline = false) => {
  await world?.core.close();
  world = await openWorld(place, { baseUrl: server.baseUrl, isOffline });
  return world;
};
const erase = async (isEvery = false, isOffline = false) => {
  const { ask } = await start(isOffline);
  return ask('erasure.eraseEverything', { confirmation: PHRASE, everyEnvironment: isEvery });
};
/** Everything that deletes or revokes, in order. */
const told = () => server.calls.filter((call) => call.startsWith('DELETE') || call.includes('revoke'));
const remoteSteps = (receipt: Receipt) =>
  receipt.steps.filter(({ kind }) => kind === 'consent' || kind === 'revoke').map(({ kind, code }) => [kind, code]);
/** The server stands where the practice bank would; what is left is read as that of any other provider. */
const leftWhy = ({ steps, ...receipt }: Receipt) =>
  leftoversOf({ ...receipt, steps: steps.map((step) => ({ ...step, isPractice: false })) }).map(({ what, why }) => [what, why]);
const plan = (on: RegExp, ...answers: readonly (Planned | undefined)[]) => {
  server.plan = (call, count) => (on.test(call) ? answers[Math.min(count, answers.length) - 1] : undefined);
};
const DELETE_USER = /^DELETE \/a\/rest\/user$/;

describe('the whole user, once', () => {
  it.each<[string, Planned]>([
    ['200', { status: 200, body: {} }],
    ['202', { status: 202 }],
    ['204', { status: 204 }],
    ['404 and 1002', no(1002, 404)],
  ])('S30 %s: one DELETE, no single delete, nothing revoked, the consent is withdrawn', async (_name, answer) => {
    plan(DELETE_USER, answer);
    const receipt = await erase();
    expect([told(), remoteSteps(receipt), leftWhy(receipt)]).toEqual([['DELETE /a/rest/user'], [['consent', null]], []]);
    await start();
    expect(told()).toHaveLength(1);
  });

  it('S30 a lost answer is looked up: the user is gone, so the consent is withdrawn', async () => {
    plan(DELETE_USER, 'lost');
    const receipt = await erase();
    expect([server.deleted, told(), remoteSteps(receipt)]).toEqual([['a'], ['DELETE /a/rest/user'], [['consent', null]]]);
  });

  it.each<[string, Planned]>([
    ['reset', 'reset'],
    ['timeout', 'hang'],
    ['502', { status: 502, body: '<html>' }],
    ['429', { status: 429 }],
  ])('S30 %s, and the user is still there: asked once more, and deleted', async (_name, answer) => {
    plan(DELETE_USER, answer, undefined);
    const receipt = await erase();
    expect([server.deleted, told(), remoteSteps(receipt)]).toEqual([
      ['a'],
      ['DELETE /a/rest/user', 'DELETE /a/rest/user'],
      [['consent', null]],
    ]);
  });

  it('S30 a lost answer that nobody can tell about is said to be unknown, and nothing else is tried', async () => {
    server.plan = (call) => (DELETE_USER.test(call) ? 'lost' : call.startsWith('GET') ? { status: 500 } : undefined);
    const receipt = await erase();
    expect([told(), remoteSteps(receipt)]).toEqual([['DELETE /a/rest/user'], [['consent', 'answer_lost']]]);
    expect(leftWhy(receipt)).toEqual([['consentEnds', 'unclear']]);
    await start();
    expect(told()).toHaveLength(1);
  });

  it('S30 a 500 is no refusal: no single deletes, nothing revoked, and the receipt says so', async () => {
    plan(DELETE_USER, { status: 500 });
    const receipt = await erase();
    expect([told(), remoteSteps(receipt), leftWhy(receipt)]).toEqual([
      ['DELETE /a/rest/user'],
      [['consent', 'provider_unavailable']],
      [['consentEnds', 'failed']],
    ]);
    await start();
    expect(told()).toHaveLength(1);
  });

  it('S30 dead tokens: nothing could be asked, and the receipt says so', async () => {
    server.plan = (call) => (call.endsWith('/auth/token') ? { status: 400, body: { error: 'invalid_grant' } } : undefined);
    const receipt = await erase();
    expect([told(), remoteSteps(receipt), leftWhy(receipt)]).toEqual([
      [],
      [['consent', 'reconnect_required']],
      [['consentEnds', 'tokens']],
    ]);
  });

  it('S30 an answer 401 to the delete itself: refreshed once, then given up', async () => {
    let issued = 0;
    server.plan = (call) => {
      if (DELETE_USER.test(call)) return no(1003, 401);
      if (!call.endsWith('/auth/token')) return undefined;
      issued += 1;
      return issued === 1 ? undefined : { status: 400, body: { error: 'invalid_grant' } };
    };
    const receipt = await erase();
    expect([told(), remoteSteps(receipt)]).toEqual([['DELETE /a/rest/user'], [['consent', 'reconnect_required']]]);
  });

  it('S30 offline: nothing is asked, also by the next start, and the receipt says how to do it at the bank', async () => {
    const receipt = await erase(false, true);
    expect([server.calls, remoteSteps(receipt), leftWhy(receipt)]).toEqual([[], [['consent', 'offline']], [['consentEnds', 'offline']]]);
    await start();
    expect(server.calls).toEqual([]);
  });
});

describe('refused', () => {
  const single = (id: string) => `DELETE /a/rest/accesses/${id}`;

  it.each<[string, Planned]>([
    ['403 and 1007', no(1007)],
    ['403 and 1001', no(1001)],
    ['405', { status: 405 }],
    ['423 and 1010', no(1010, 423)],
  ])('S30 %s: each access, known here or only there, then the tokens; the user is not asked for again', async (_name, answer) => {
    plan(DELETE_USER, answer);
    const receipt = await erase();
    expect(told()).toEqual(['DELETE /a/rest/user', single(ACCESS.a), single('unknown-here'), 'POST /a/auth/revoke', 'POST /a/auth/revoke']);
    expect([remoteSteps(receipt), server.accesses.get('a'), leftWhy(receipt)]).toEqual([
      [
        ['consent', null],
        ['revoke', null],
      ],
      [],
      [],
    ]);
  });

  it('S30 an access that is refused too is named; the others go all the same', async () => {
    server.plan = (call) => (DELETE_USER.test(call) || call === single(ACCESS.a) ? no(1007) : undefined);
    const receipt = await erase();
    expect(remoteSteps(receipt)).toEqual([
      ['consent', 'scope_missing'],
      ['revoke', null],
    ]);
    expect([server.accesses.get('a'), leftWhy(receipt)]).toEqual([[ACCESS.a], [['consentEnds', 'refused']]]);
  });

  it('S30 an access nobody here knows of, refused: Mizan says that something may be left there', async () => {
    server.plan = (call) => (DELETE_USER.test(call) || call === single('unknown-here') ? no(1007) : undefined);
    const receipt = await erase();
    expect(remoteSteps(receipt)).toEqual([
      ['consent', null],
      ['consent', 'scope_missing'],
      ['revoke', null],
    ]);
    expect(leftWhy(receipt)).toEqual([['consentUnknown', 'refused']]);
  });

  it('S30 tokens that could not be revoked are named', async () => {
    server.plan = (call) => (DELETE_USER.test(call) ? no(1007) : call.includes('revoke') ? { status: 500 } : undefined);
    const receipt = await erase();
    expect(remoteSteps(receipt)).toEqual([
      ['consent', null],
      ['revoke', 'provider_unavailable'],
    ]);
    expect(leftWhy(receipt)).toEqual([['revoke', 'failed']]);
  });

  it('S30 deletes that are already gone count as done', async () => {
    server.accesses.set('a', []);
    plan(DELETE_USER, no(1007));
    expect(remoteSteps(await erase())).toEqual([
      ['consent', null],
      ['revoke', null],
    ]);
  });
});

describe('several environments at once', () => {
  const both = [
    ['consent', null],
    ['consent', null],
  ];

  it('S30 deletes the user of each, also of the one that is not open, with its own tokens', async () => {
    const { ask } = await start();
    expect(await ask('erasure.preview', { everyEnvironment: true })).toMatchObject({
      connections: 2,
      transactions: 240,
      otherEnvironments: 0,
    });
    const receipt = await ask('erasure.eraseEverything', { confirmation: PHRASE, everyEnvironment: true });
    expect([told(), server.deleted, remoteSteps(receipt)]).toEqual([['DELETE /a/rest/user', 'DELETE /b/rest/user'], ['a', 'b'], both]);
    expect(receipt.steps.map((step) => step.bankName).slice(0, 2)).toEqual([markOf('a', 'connections'), markOf('b', 'connections')]);
    expect((await ask('environments.list', {})).map(({ id }) => id)).toEqual(['practice']);
  });

  it('S30 without being asked to, leaves the other one and its user alone', async () => {
    const otherId = otherIdOf(place);
    const { ask } = await start();
    expect(await ask('erasure.preview', {})).toMatchObject({ connections: 1, transactions: 120, otherEnvironments: 1 });
    await ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect(server.calls.filter((call) => call.includes(' /b/'))).toEqual([]);
    await ask('environments.activate', { id: otherId });
    expect((await ask('erasure.preview', {})).transactions).toBe(120);
    const listed = await keychainOf(place).list();
    expect(listed.status === 'found' && listed.accounts.filter((item) => item.startsWith(otherId))).toHaveLength(4);
  });

  it('S30 erases the one in use when that is not the practice bank, and leaves the practice bank', async () => {
    const otherId = otherIdOf(place);
    const { ask } = await start();
    await ask('environments.activate', { id: otherId });
    const receipt = await ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect([told(), remoteSteps(receipt)]).toEqual([['DELETE /b/rest/user'], [['consent', null]]]);
    expect((await ask('erasure.preview', {})).transactions).toBe(120);
    expect((await ask('environments.list', {})).map(({ id }) => id)).toEqual(['practice']);
  });

  it('S30 what one provider refuses, and the other cannot answer, is said of each bank by itself', async () => {
    server.plan = (call) => (DELETE_USER.test(call) ? no(1007) : call === 'DELETE /b/rest/user' ? { status: 500 } : undefined);
    const receipt = await erase(true);
    expect(remoteSteps(receipt)).toEqual([
      ['consent', null],
      ['revoke', null],
      ['consent', 'provider_unavailable'],
    ]);
    expect([server.accesses.get('a'), server.accesses.get('b')]).toEqual([[], [ACCESS.b]]);
  });

  it('S30 tokens lost in one are said of that one only', async () => {
    await keychainOf(place).remove('practice:tokens');
    const receipt = await erase(true);
    expect([told(), remoteSteps(receipt)]).toEqual([
      ['DELETE /b/rest/user'],
      [
        ['consent', 'reconnect_required'],
        ['consent', null],
      ],
    ]);
  });

  it('S30 a store that cannot be read does not keep the rest from going, and is not passed over in silence', async () => {
    await keychainOf(place).remove(`${otherIdOf(place)}:database-key`);
    const receipt = await erase(true);
    expect([server.deleted, remoteSteps(receipt)]).toEqual([
      ['a'],
      [
        ['consent', null],
        // Its token set is sealed in that store.
        ['consent', 'database_locked'],
      ],
    ]);
    expect(leftWhy(receipt)).toEqual([['consentUnknown', 'unasked']]);
  });

  it('S30 an environment that was never connected is not mentioned', async () => {
    const { ask } = await start();
    const client = { baseUrl: `${server.baseUrl}/c`, clientId: 'c', clientSecret: 'c' };
    await ask('environments.create', { kind: 'custom', ...client, legalName: { ar: 'ط', en: 'P' } });
    const receipt = await ask('erasure.eraseEverything', { confirmation: PHRASE, everyEnvironment: true });
    expect([remoteSteps(receipt), server.calls.filter((call) => call.includes(' /c/'))]).toEqual([both, []]);
    const listed = await keychainOf(place).list();
    // What opened afterwards is new.
    expect(listed.status === 'found' && listed.accounts).toEqual(['practice:database-key']);
  });
});
