import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Scripted, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';

const answering = (scripted: Scripted | HttpFailure) => createWorld(withTokens(() => scripted));

describe('deleting', () => {
  it.each([
    [{ status: 204 }],
    [{ status: 200 }],
    [{ status: 202, json: {} }],
    [{ status: 200, text: 'OK' }],
    [{ status: 404, json: { error: { code: 1002 } } }],
    [{ status: 404 }],
    [{ status: 400, json: { error: { code: 1002 } } }],
  ])('A9 takes %j as done', async (scripted) => {
    const { provider, sent } = answering(scripted);
    await provider.deleteAccount('A1');
    await provider.deleteAccess('X1');
    expect(sent.filter(({ method }) => method === 'DELETE').map(pathOf)).toEqual(['/rest/accounts/A1', '/rest/accesses/X1']);
  });

  it.each([
    [{ status: 404, text: '<html>nothing here' }, 'response_malformed'],
    [{ status: 403, json: { error: { code: 1007 } } }, 'scope_missing'],
    [{ status: 200, json: { error: { code: 1008 } } }, 'resource_busy'],
  ])('does not take %j as done', async (scripted, code) => {
    expect(await failureOf(answering(scripted).provider.deleteAccess('X1'))).toBe(code);
  });

  it('revokes both tokens, and keeps the set when that fails', async () => {
    const world = answering({ json: { accounts: [] } });
    await world.provider.listAccounts();
    await world.provider.revokeTokens();
    const bodies = world.sent.filter((request) => pathOf(request) === '/auth/revoke').map(({ body }) => JSON.parse(body ?? ''));
    expect([bodies, world.tokens.stored]).toEqual([[{ token: 'refresh-2' }, { token: 'access-2' }], undefined]);
    const offline = answering(new HttpFailure('offline', false));
    expect([await failureOf(offline.provider.revokeTokens()), await offline.provider.hasTokens()]).toEqual(['offline', true]);
  });
});

describe('credential test', () => {
  it.each<[string, Scripted | HttpFailure, string, string | null]>([
    ['a tree', { json: [{ id: 1 }] }, 'ok', null],
    ['an object', { json: { categories: [] } }, 'ok', null],
    ['404 of the provider', { status: 404, json: { error: { code: 1002 } } }, 'ok', null],
    ['400 of the provider', { status: 400, json: { error: { code: 1000 } } }, 'ok', null],
    ['401', { status: 401 }, 'invalid_credentials', 'client_credentials_invalid'],
    ['401 1004', { status: 401, json: { error: { code: 1004 } } }, 'invalid_credentials', 'client_credentials_invalid'],
    ['403 1003', { status: 403, json: { error: { code: 1003 } } }, 'invalid_credentials', 'client_credentials_invalid'],
    ['200 1004', { json: { error: { code: 1004 } } }, 'invalid_credentials', 'client_credentials_invalid'],
    ['400 invalid_client', { status: 400, json: { error: 'invalid_client' } }, 'invalid_credentials', 'client_credentials_invalid'],
    ['403', { status: 403 }, 'scope_missing', 'scope_missing'],
    ['401 1007', { status: 401, json: { error: { code: 1007 } } }, 'scope_missing', 'scope_missing'],
    ['500', { status: 500 }, 'unreachable', 'provider_unavailable'],
    ['502 html', { status: 502, text: '<html>' }, 'unreachable', 'provider_unavailable'],
    ['429', { status: 429 }, 'unreachable', 'rate_limited'],
    ['30006', { status: 400, json: { error: { code: 30006 } } }, 'unreachable', 'provider_unavailable'],
    ['offline', new HttpFailure('offline', false), 'unreachable', 'offline'],
    ['refused', new HttpFailure('refused', false), 'unreachable', 'provider_unavailable'],
    ['timeout', new HttpFailure('timeout', true), 'unreachable', 'timeout'],
    ['certificate', new HttpFailure('tls', false), 'unreachable', 'tls_failed'],
    ['a web page', { text: '<html>' }, 'not_a_provider', 'response_malformed'],
    ['nothing', {}, 'not_a_provider', 'response_malformed'],
    ['404 page', { status: 404, text: '<html>' }, 'not_a_provider', 'response_malformed'],
    ['404 JSON of somebody', { status: 404, json: { message: 'no route' } }, 'not_a_provider', 'response_malformed'],
    ['redirect', { status: 302, headers: { location: 'https://login.example/' } }, 'not_a_provider', 'redirect_refused'],
  ])('tells %s apart', async (_name, scripted, outcome, code) => {
    const world = createWorld(() => scripted);
    expect(await world.provider.testCredentials()).toEqual({ outcome, code });
    expect(world.sent.map(({ method, url }) => [method, url])).toEqual([['GET', 'https://bank.example/category-tree']]);
  });
});
