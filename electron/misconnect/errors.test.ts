import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { errorCodeOf, type Fault, faultError, findFault, isRetryable } from './errors.ts';

const NOTHING: Fault = { status: 400, code: null, word: null, group: null, fields: [], isHtml: false, isProviders: true, retryAtMs: null };
const fault = (parts: Partial<Fault>): Fault => ({ ...NOTHING, ...parts });

describe('A15 meaning of a failing answer', () => {
  it.each<[codes: readonly number[], code: ErrorCode]>([
    [[1000, 1001, 1005, 1006, 1999, 9999], 'provider_rejected'],
    [[1002], 'resource_gone'],
    [[1003], 'reconnect_required'],
    [[1004], 'client_credentials_invalid'],
    [[1007], 'scope_missing'],
    [[1008], 'resource_busy'],
    [[1010], 'user_locked'],
    [[1020], 'sync_quota_exceeded'],
    [[1011, 1021, 10_000, 10_001, 10_009, 10_012, 19_999, 20_007], 'user_action_required'],
    [[10_010, 10_011], 'account_gone'],
    [[20_000, 20_002, 20_003, 20_006, 29_999, 40_001, 49_999], 'bank_unavailable'],
    [[20_001, 40_000], 'bank_unsupported'],
    [[30_000, 30_005, 30_006, 39_999, 50_000, 59_999], 'provider_unavailable'],
  ])('codes %j mean %s under any status', (codes, meaning) => {
    for (const code of codes)
      for (const status of [200, 400, 401, 403, 404, 429, 500, 503]) expect(errorCodeOf(fault({ code, status }), 'user')).toBe(meaning);
  });

  it.each<[status: number, code: ErrorCode]>([
    [400, 'provider_rejected'],
    [401, 'reconnect_required'],
    [403, 'scope_missing'],
    [404, 'resource_gone'],
    [405, 'provider_rejected'],
    [408, 'timeout'],
    [409, 'resource_busy'],
    [410, 'resource_gone'],
    [422, 'provider_rejected'],
    [423, 'user_locked'],
    [429, 'rate_limited'],
    [500, 'provider_unavailable'],
    [599, 'provider_unavailable'],
  ])('status %i alone means %s', (status, meaning) => {
    expect(errorCodeOf(fault({ status }), 'user')).toBe(meaning);
  });

  it('says whose credentials a plain 401 refused', () => {
    expect(errorCodeOf(fault({ status: 401 }), 'client')).toBe('client_credentials_invalid');
    expect(errorCodeOf(fault({ status: 400, code: 1003 }), 'client')).toBe('client_credentials_invalid');
    expect(errorCodeOf(fault({ status: 401, word: 'insufficient_scope' }), 'user')).toBe('scope_missing');
    expect(errorCodeOf(fault({ status: 403, word: 'invalid_token' }), 'user')).toBe('reconnect_required');
  });

  it.each<[group: string, code: ErrorCode]>([
    ['user', 'user_action_required'],
    ['bank', 'bank_unavailable'],
    ['connectivity', 'bank_unavailable'],
    ['figo', 'provider_unavailable'],
    ['general', 'provider_unavailable'],
    ['client', 'provider_rejected'],
  ])('falls back on the group %s', (group, meaning) => {
    expect(errorCodeOf(fault({ group }), 'user')).toBe(meaning);
  });

  it('R12 repeats by status only when no definite code speaks against it', () => {
    const repeated = [408, 429, 502, 503, 504].filter((status) => isRetryable(fault({ status })));
    expect(repeated).toEqual([408, 429, 502, 503, 504]);
    expect([400, 401, 404, 409, 425, 500, 501, 505].filter((status) => isRetryable(fault({ status })))).toEqual([]);
    expect([1000, 1020, 10_000, 19_999].filter((code) => isRetryable(fault({ code, status: 503 })))).toEqual([]);
    expect([1000, 1020].filter((code) => isRetryable(fault({ code, status: 429, retryAtMs: 1 })))).toEqual([1000, 1020]);
    expect([20_001, 30_005, 40_000].filter((code) => isRetryable(fault({ code, status: 503 })))).toEqual([20_001, 30_005, 40_000]);
  });

  it('carries the time to wait for and no words of the answer', () => {
    expect(faultError(fault({ status: 429, retryAtMs: 7 }), 'user')).toMatchObject({
      code: 'rate_limited',
      retryAtMs: 7,
      message: 'provider answered 429',
    });
    expect(faultError(fault({ code: 1000 }), 'user')).toMatchObject({ retryAtMs: undefined, message: 'provider answered 400 code 1000' });
  });

  it('finds the failure in every error shape', () => {
    const find = (status: number, value: unknown, text = '', headers = {}) => findFault(status, headers, text, value, null);
    expect([find(200, {}), find(299, []), find(204, undefined)]).toEqual([undefined, undefined, undefined]);
    expect([find(199, undefined)?.status, find(300, undefined)?.status]).toEqual([199, 300]);
    expect(find(400, { error: { code: ' 1000 ', group: 'Client', data: { redirect_uri: ['x'] } } })).toMatchObject({
      code: 1000,
      group: 'client',
      fields: ['redirect_uri'],
    });
    expect(find(400, { error: 'text with spaces', data: { state: 1 } })).toMatchObject({
      code: null,
      word: null,
      fields: ['state'],
      isProviders: true,
    });
    expect(find(400, { error: '1004' })?.code).toBe(1004);
    expect(find(400, { error: 'Invalid_Grant', error_description: 'x' })?.word).toBe('invalid_grant');
    expect(find(400, { error: { code: 12.5 } })?.code).toBeNull();
    expect(find(401, undefined, '', { 'www-authenticate': 'Bearer realm="x", error="invalid_token"' })?.word).toBe('invalid_token');
    expect([
      find(502, undefined, ' \n<html>')?.isHtml,
      find(502, undefined, 'x', { 'content-type': 'text/HTML' })?.isHtml,
      find(502, undefined, 'x <')?.isHtml,
    ]).toEqual([true, true, false]);
    expect(find(404, { message: 'no route' })?.isProviders).toBe(false);
  });
});
