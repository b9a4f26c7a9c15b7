import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Scripted, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';

type Answer = Scripted | HttpFailure;
const code = (number: number, status = 403): Scripted => ({ status, json: { error: { code: number } } });
const GONE: Scripted = { status: 401, json: { error: { code: 1003 } } };
const REFRESH_REFUSED: Scripted = { status: 400, json: { error: 'invalid_grant' } };

/**
 * A server whose `DELETE /rest/user` gives these answers in order (the last one again and again). `carriedOutAt`: that request deletes
 * the user whatever it answers, and from then on every token is dead.
 */
function aServer(answers: readonly Answer[], options: { carriedOutAt?: number; probe?: Answer } = {}) {
  let deletes = 0;
  const isDeleted = () => deletes >= (options.carriedOutAt ?? Number.POSITIVE_INFINITY);
  const tokens = withTokens((request) => {
    if (request.method === 'DELETE') {
      const wasDeleted = isDeleted();
      deletes += 1;
      return wasDeleted ? GONE : (answers[deletes - 1] ?? answers.at(-1) ?? { status: 204 });
    }
    return isDeleted() ? GONE : (options.probe ?? { json: { accounts: [] } });
  });
  const world = createWorld((request, index) =>
    pathOf(request) === '/auth/token' && isDeleted() ? REFRESH_REFUSED : tokens(request, index),
  );
  return { world, outcome: failureOf(world.provider.deleteUser()), deletes: () => deletes };
}

describe('S30 DELETE /rest/user', () => {
  it.each<[string, Answer]>([
    ['200', { status: 200, json: {} }],
    ['202', { status: 202 }],
    ['204', { status: 204 }],
    ['404 and 1002', code(1002, 404)],
    ['a plain 404', { status: 404 }],
  ])('%s is done, asked once', async (_name, answer) => {
    const { outcome, deletes, world } = aServer([answer]);
    expect([await outcome, deletes()]).toEqual(['none', 1]);
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/user']);
  });

  it('keeps the token set, so that the answer can be noted before anything else', async () => {
    const { outcome, world } = aServer([{ status: 204 }]);
    expect([await outcome, world.tokens.stored?.refreshToken]).toEqual(['none', 'refresh-2']);
  });

  it.each<[string, Answer, string]>([
    ['403 and 1007', code(1007), 'scope_missing'],
    ['400', { status: 400, json: { error: { code: 1000 } } }, 'provider_rejected'],
    ['405', { status: 405 }, 'provider_rejected'],
    ['423 and 1010', code(1010, 423), 'user_locked'],
    ['a page with 404', { status: 404, text: '<html>' }, 'response_malformed'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'redirect_refused'],
  ])('%s is a no: asked once, nothing looked up', async (_name, answer, failure) => {
    const { outcome, deletes, world } = aServer([answer]);
    expect([await outcome, deletes(), world.sent.length]).toEqual([failure, 1, 2]);
  });

  it.each<[string, Answer]>([
    ['reset', new HttpFailure('reset', true)],
    ['timeout', new HttpFailure('timeout', true)],
    ['a body that ends early', new HttpFailure('malformed', true)],
    ['500', { status: 500 }],
    ['502', { status: 502, text: '<html>' }],
    ['504', { status: 504 }],
    ['408', { status: 408 }],
  ])('carried out but answered with %s: it is looked up, not sent again, and counts as done', async (_name, answer) => {
    const { outcome, deletes } = aServer([answer], { carriedOutAt: 1 });
    expect([await outcome, deletes()]).toEqual(['none', 1]);
  });

  it.each<[string, Answer]>([
    ['reset', new HttpFailure('reset', true)],
    ['timeout', new HttpFailure('timeout', true)],
    ['502', { status: 502, text: '<html>' }],
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['1008', code(1008, 409)],
  ])('not carried out and answered with %s: sent again once the user is known to be there still', async (_name, answer) => {
    const { outcome, deletes, world } = aServer([answer, { status: 204 }]);
    expect([await outcome, deletes()]).toEqual(['none', 2]);
    expect(world.clock.slept.length).toBeGreaterThan(0);
  });

  it('a 500 that left the user there is said as what it is, and not asked again', async () => {
    const { outcome, deletes } = aServer([{ status: 500 }]);
    expect([await outcome, deletes()]).toEqual(['provider_unavailable', 1]);
  });

  it('answers that keep getting lost end after four tries, each one looked up', async () => {
    const { outcome, deletes } = aServer([new HttpFailure('timeout', true)]);
    expect([await outcome, deletes()]).toEqual(['timeout', 4]);
  });

  it.each<[string, Answer]>([
    ['offline', new HttpFailure('offline', false)],
    ['500', { status: 500 }],
    ['429', { status: 429 }],
  ])('a lost answer that cannot be looked up (%s) is unknown, and nothing is sent again', async (_name, probe) => {
    const { outcome, deletes } = aServer([new HttpFailure('reset', true)], { probe });
    expect([await outcome, deletes()]).toEqual(['answer_lost', 1]);
  });

  it.each<[string, Answer]>([
    ['offline', new HttpFailure('offline', false)],
    ['refused', new HttpFailure('refused', false)],
  ])('never delivered (%s): tried again without looking anything up', async (kind, answer) => {
    const { outcome, deletes, world } = aServer([answer]);
    expect([await outcome, deletes()]).toEqual([kind === 'offline' ? 'offline' : 'provider_unavailable', 4]);
    expect(world.sent.filter((request) => request.method === 'GET')).toEqual([]);
  });

  it('dead tokens: one refresh, then the connection is lost; a delete at the door was never carried out', async () => {
    const world = createWorld((request) => (pathOf(request) === '/auth/token' ? REFRESH_REFUSED : GONE));
    expect(await failureOf(world.provider.deleteUser())).toBe('reconnect_required');
    expect(world.sent.map(pathOf)).toEqual(['/auth/token']);
  });

  it('a dead access token costs one refresh and one more request', async () => {
    let isFirst = true;
    const world = createWorld(
      withTokens(() => {
        const answer = isFirst ? GONE : { status: 204 };
        isFirst = false;
        return answer;
      }),
    );
    expect(await failureOf(world.provider.deleteUser())).toBe('none');
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/user', '/auth/token', '/rest/user']);
  });
});
