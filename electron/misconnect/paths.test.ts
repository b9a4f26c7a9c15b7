import { describe, expect, it } from 'vitest';
import { ENDPOINTS, endpointUrl, parseBaseUrl, redirectTarget } from './paths.ts';

describe('S22 addresses', () => {
  it.each([
    ['https://api.example', 'https://api.example/rest/accounts'],
    ['https://api.example/', 'https://api.example/rest/accounts'],
    ['https://api.example/finx/v1//', 'https://api.example/finx/v1/rest/accounts'],
    ['https://API.example:8443/p', 'https://api.example:8443/p/rest/accounts'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787/rest/accounts'],
    ['http://localhost:1', 'http://localhost:1/rest/accounts'],
    ['http://[::1]:9/x', 'http://[::1]:9/x/rest/accounts'],
  ])('S22 accepts %s', (base, url) => {
    expect(endpointUrl(parseBaseUrl(base), ENDPOINTS.accounts, undefined, {})).toBe(url);
  });

  it.each([
    ...[
      'http://api.example',
      'http://127.0.0.1.example',
      'http://localhost.example',
      'http://192.168.0.1',
      'http://0.0.0.0',
      'http://169.254.1.1',
    ],
    ...[
      'ftp://127.0.0.1',
      'file:///etc',
      'https://user@api.example',
      'https://u:p@api.example',
      'https://api.example/?a=b',
      'https://api.example/#x',
    ],
    ...['', 'api.example', '//api.example', 'javascript:alert(1)', 'https://'],
  ])('S22 refuses %j', (base) => {
    expect(() => parseBaseUrl(base)).toThrow(expect.objectContaining({ code: 'insecure_url' }));
  });

  it('S22 keeps ids inside their path step', () => {
    const base = parseBaseUrl('https://api.example');
    const url = (id: string) => endpointUrl(base, ENDPOINTS.deleteAccount, id, {});
    expect(url('A1/../../user?x#y')).toBe('https://api.example/rest/accounts/A1%2F..%2F..%2Fuser%3Fx%23y');
    expect(url('A998944684550094849.1')).toBe('https://api.example/rest/accounts/A998944684550094849.1');
    expect(url('$&')).toBe('https://api.example/rest/accounts/%24%26');
    for (const id of ['', '.', '..']) expect(() => url(id)).toThrow(expect.objectContaining({ code: 'resource_gone' }));
  });

  it('S22 follows a redirect only within the base address', () => {
    const base = parseBaseUrl('https://api.example/p');
    const to = (location: string | undefined) => redirectTarget(base, 'https://api.example/p/rest/accounts', location);
    expect([to('/p/rest/accounts/'), to('accounts/'), to('https://api.example/p/x')]).toEqual([
      'https://api.example/p/rest/accounts/',
      'https://api.example/p/rest/accounts/',
      'https://api.example/p/x',
    ]);
    const refused = [
      '/rest/accounts/',
      'http://api.example/p/x',
      'https://api.example:444/p/x',
      '//evil.example/p/x',
      'https://u@api.example/p/x',
      undefined,
    ];
    expect(refused.map(to)).toEqual(refused.map(() => undefined));
  });
});
