import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLBACK_SCHEME, DEEP_LINK_REDIRECT, MAX_CALLBACK_CHARACTERS, parseCallback } from './callback-parser.ts';

const STATE = `${'A'.repeat(42)}_`;
const DEEP = 'app.mizan.desktop:/callback';
const LOOP = 'http://127.0.0.1:53682/callback';

describe('S17 accepts exactly the documented forms', () => {
  it('S17 reads a success by deep link', () => {
    expect(parseCallback(`${DEEP}?state=${STATE}&success=true&code=c0de-_`)).toEqual({
      ok: true,
      callback: { redirectUri: DEEP, state: STATE, isSuccess: true, code: 'c0de-_' },
    });
  });

  it('S17 reads parameters in any order and ignores unknown ones', () => {
    expect(parseCallback(`${LOOP}?flow_id=7&code=a%2Fb%3D&error_description=x%20y&success=true&&state=${STATE}&code2=z`)).toEqual({
      ok: true,
      callback: { redirectUri: LOOP, state: STATE, isSuccess: true, code: 'a/b=' },
    });
  });

  it('S17 keeps a plus in a code', () => {
    expect(parseCallback(`${DEEP}?state=${STATE}&success=true&code=a+b`)).toMatchObject({ ok: true, callback: { code: 'a+b' } });
  });

  it.each([
    ['success=true', undefined, true],
    ['success=true&code=', undefined, true],
    ['success=false', undefined, false],
    ['success=false&code=abc', undefined, false],
  ])('S17 never hands on a code that is empty or comes with a failure: %s', (query, code, isSuccess) => {
    expect(parseCallback(`${DEEP}?state=${STATE}&${query}`)).toEqual({
      ok: true,
      callback: { redirectUri: DEEP, state: STATE, isSuccess, code },
    });
  });

  const good = `state=${STATE}&success=true&code=x`;
  it.each([
    ['nothing', ''],
    ['no query', DEEP],
    ['another scheme', `app.mizan.desktopx:/callback?${good}`],
    ['upper-case scheme', `APP.MIZAN.DESKTOP:/callback?${good}`],
    ['a host', `app.mizan.desktop://callback?${good}`],
    ['three slashes', `app.mizan.desktop:///callback?${good}`],
    ['no slash', `app.mizan.desktop:callback?${good}`],
    ['another path', `app.mizan.desktop:/callback/?${good}`],
    ['a dotted path', `app.mizan.desktop:/x/../callback?${good}`],
    ['an escaped path', `app.mizan.desktop:/call%62ack?${good}`],
    ['a fragment', `${DEEP}?${good}#x`],
    ['an empty fragment', `${DEEP}?${good}#`],
    ['user info', `http://u:p@127.0.0.1:53682/callback?${good}`],
    ['no port', `http://127.0.0.1/callback?${good}`],
    ['a port too large', `http://127.0.0.1:65536/callback?${good}`],
    ['a port with leading zero', `http://127.0.0.1:080/callback?${good}`],
    ['localhost', `http://localhost:53682/callback?${good}`],
    ['another loopback', `http://127.0.0.2:53682/callback?${good}`],
    ['https loopback', `https://127.0.0.1:53682/callback?${good}`],
    ['IPv6 loopback', `http://[::1]:53682/callback?${good}`],
    ['a web page', `https://evil.example/callback?${good}`],
    ['a leading space', ` ${DEEP}?${good}`],
    ['a trailing line break', `${DEEP}?${good}\n`],
    ['a line break inside the scheme', `app.mizan.\ndesktop:/callback?${good}`],
    ['a tab inside the query', `${DEEP}?sta\tte=${STATE}&success=true`],
    ['a NUL', `${DEEP}?${good}\0`],
    ['a raw non-ASCII letter', `${DEEP}?${good}&x=é`],
    ['an escaped line break in the code', `${DEEP}?state=${STATE}&success=true&code=a%0Ab`],
    ['an escaped NUL in the state', `${DEEP}?state=${STATE.slice(0, 42)}%00&success=true`],
    ['a broken escape', `${DEEP}?${good}&x=%zz`],
    ['an escape that is no UTF-8', `${DEEP}?${good}&x=%ff`],
    ['two states', `${DEEP}?${good}&state=${STATE}`],
    ['two successes', `${DEEP}?${good}&success=false`],
    ['two codes', `${DEEP}?${good}&code=x`],
    ['two codes, one escaped', `${DEEP}?${good}&%63ode=x`],
    ['two codes, one empty', `${DEEP}?state=${STATE}&success=true&code=&code=x`],
    ['no state', `${DEEP}?success=true&code=x`],
    ['an empty state', `${DEEP}?state=&success=true&code=x`],
    ['a short state', `${DEEP}?state=${STATE.slice(1)}&success=true&code=x`],
    ['a long state', `${DEEP}?state=${STATE}A&success=true&code=x`],
    ['no success', `${DEEP}?state=${STATE}&code=x`],
    ['success by another word', `${DEEP}?state=${STATE}&success=1&code=x`],
    ['success in capitals', `${DEEP}?state=${STATE}&success=TRUE&code=x`],
    ['array names', `${DEEP}?state[]=${STATE}&success=true&code=x`],
    ['more than 4096 characters', `${DEEP}?${good}&pad=${'x'.repeat(4096)}`],
  ])('S17 refuses %s', (_what, address) => {
    expect(parseCallback(address).ok).toBe(false);
  });

  it('S17 takes 4096 characters and not one more', () => {
    const full = `${DEEP}?${good}&pad=`.padEnd(MAX_CALLBACK_CHARACTERS, 'x');
    expect([parseCallback(full).ok, parseCallback(`${full}x`).ok]).toEqual([true, false]);
  });
});

describe('S17 properties', () => {
  /** Pieces of callback URLs, right and wrong, so that most inputs are nearly valid. */
  const state = fc.oneof(fc.constant(STATE), fc.stringMatching(/^[A-Za-z0-9_-]{43}$/), fc.string({ maxLength: 60 }));
  const extra = fc.oneof(
    state.map((value) => `state=${value}`),
    fc.constantFrom(
      'success=true',
      'success=',
      'success',
      'code=abc',
      'code=%2F',
      'code=',
      'c%6fde=1',
      'flow_id=1',
      '',
      '=',
      '%',
      '&',
      '%E0%A4%A',
    ),
    fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })).map(([name, value]) => `${name}=${value}`),
  );
  const parameters = fc
    .tuple(
      fc.option(
        state.map((value) => `state=${value}`),
        { freq: 6, nil: '' },
      ),
      fc.option(fc.constantFrom('success=true', 'success=false'), { freq: 6, nil: '' }),
      fc.constantFrom('code=abc', 'code=', ''),
      fc.array(extra, { maxLength: 2 }),
    )
    .chain(([one, two, three, more]) => fc.shuffledSubarray([one, two, three, ...more], { minLength: 3 + more.length }));
  const base = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(DEEP, LOOP) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'app.mizan.desktop://callback',
        'APP.mizan.desktop:/callback',
        'http://127.0.0.1/callback',
        'http://localhost:1/callback',
      ),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 70_000 }).map((port) => `http://127.0.0.1:${port}/callback`) },
    { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  );
  const address = fc
    .tuple(base, fc.constantFrom('?', '?', '?', '', '#', '/?'), parameters, fc.constantFrom('', '', '', '#', '\n', ' ', '\0'))
    .map(([start, mark, query, end]) => `${start}${mark}${query.join('&')}${end}`);

  /** A second, independent reading by the platform's own URL parser: what we accept must mean the same there. */
  const meansTheSame = (text: string): boolean => {
    const reading = parseCallback(text);
    if (!reading.ok) return true;
    const url = new URL(text);
    const { callback } = reading;
    const one = (name: string) => url.searchParams.getAll(name).length === 1;
    return (
      /^[\x21-\x7e]+$/.test(text) &&
      text.length <= MAX_CALLBACK_CHARACTERS &&
      ['app.mizan.desktop:', 'http:'].includes(url.protocol) &&
      url.pathname === '/callback' &&
      url.hash === '' &&
      url.username === '' &&
      url.password === '' &&
      (url.protocol === 'http:' ? url.hostname === '127.0.0.1' : url.host === '') &&
      one('state') &&
      url.searchParams.get('state') === callback.state &&
      one('success') &&
      url.searchParams.get('success') === String(callback.isSuccess) &&
      url.searchParams.getAll('code').length <= 1 &&
      text.startsWith(`${callback.redirectUri}?`)
    );
  };

  it('S17 never throws and never accepts what a URL parser reads differently (20,000 near misses)', () => {
    let accepted = 0;
    fc.assert(
      fc.property(address, (text) => {
        if (parseCallback(text).ok) accepted += 1;
        return meansTheSame(text);
      }),
      { numRuns: 20_000 },
    );
    // The grammar must really reach the accepting side, or the property proves nothing.
    expect(accepted).toBeGreaterThan(200);
  });

  it('S17 never throws on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => typeof parseCallback(text).ok === 'boolean'),
      { numRuns: 2_000 },
    );
  });

  it('S17 refuses every single-character change outside the values (10,000 mutations)', () => {
    const prefix = `${DEEP}?`;
    fc.assert(
      fc.property(
        fc.nat({ max: prefix.length - 1 }),
        fc.string({ minLength: 0, maxLength: 1, unit: 'binary' }),
        fc.constantFrom('put', 'insert'),
        (at, character, kind) => {
          const mutated = prefix.slice(0, at) + character + prefix.slice(kind === 'put' ? at + 1 : at);
          fc.pre(mutated !== prefix);
          return !parseCallback(`${mutated}state=${STATE}&success=true&code=x`).ok;
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('S17 says why, by a word that holds nothing of the address', () => {
  const good = `state=${STATE}&success=true&code=x`;
  it.each([
    ['too_long', `${DEEP}?${good}&x=${'y'.repeat(MAX_CALLBACK_CHARACTERS)}`],
    ['characters', `${DEEP}?${good}&x=é`],
    ['form', `x${DEEP}?${good}`],
    ['form', ` ${DEEP}?${good}`.trim().replace('app.', 'app-')],
    ['form', `http://127.0.0.1:65536/callback?${good}`],
    ['form', DEEP],
    ['query', `${DEEP}?${good}&x=%zz`],
    ['query', `${DEEP}?${good}&%zz=x`],
    ['query', `${DEEP}?${good}&code=y`],
    ['query', `${DEEP}?state=${STATE}&success=true&code=a%0Ab`],
    ['parameters', `${DEEP}?success=true`],
    ['parameters', `${DEEP}?state=${STATE}`],
    ['parameters', `${DEEP}?state=${STATE}&success=yes`],
    ['parameters', `${DEEP}?`],
  ])('S17 %s: %s', (reason, address) => {
    expect(parseCallback(address)).toEqual({ ok: false, reason });
  });

  it('S17 takes the largest port, and a name without a value as an empty one', () => {
    expect(parseCallback(`http://127.0.0.1:65535/callback?${good}`)).toMatchObject({ ok: true });
    expect(parseCallback(`${DEEP}?state=${STATE}&success=true&code`)).toMatchObject({ ok: true, callback: { code: undefined } });
    expect(parseCallback(`${DEEP}?state=${STATE}&success=true&=code&code=x`)).toMatchObject({ ok: true, callback: { code: 'x' } });
  });

  it('S17 is of the registered scheme', () => {
    expect([CALLBACK_SCHEME, DEEP_LINK_REDIRECT]).toEqual(['app.mizan.desktop', 'app.mizan.desktop:/callback']);
  });
});
