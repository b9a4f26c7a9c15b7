import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HELP_HOSTS, judgeLink, type LinkPolicy, linkHost, registrableDomain } from './link-policy.ts';

const real: LinkPolicy = { baseUrl: 'https://api.good.com.sa', confirmedHosts: ['widget.other.example'], helpHosts: HELP_HOSTS };
const local: LinkPolicy = { ...real, baseUrl: 'http://127.0.0.1:43117', confirmedHosts: [] };

describe('S9 opens what is vouched for', () => {
  it.each([
    ['the base host itself', 'https://api.good.com.sa/?token=a.b.c'],
    ['a sibling under the registrable domain', 'https://widget.good.com.sa/x?y=1#z'],
    ['the registrable domain itself', 'https://good.com.sa'],
    ['the explicit default port', 'https://widget.good.com.sa:443/'],
    ['a host the person confirmed', 'https://widget.other.example/?token=1'],
    ['our help host', 'https://docs.misconnect.co/docs'],
  ])('S9 allows %s', (_what, link) => expect(judgeLink(link, real)).toBe('allow'));

  it.each(['http://127.0.0.1:8787/widget?t=1', 'http://localhost:3000/', 'http://[::1]:9/', 'https://127.0.0.1:8787/'])(
    'S9 allows loopback for a loopback environment: %s',
    (link) => expect(judgeLink(link, local)).toBe('allow'),
  );

  it.each([
    ['a stranger', 'https://widget.bank.example/', real],
    ['a sibling of a confirmed host', 'https://other.example/', real],
    ['a sibling of the help host', 'https://api.misconnect.co/', real],
    ['a neighbour under com.sa', 'https://evil.com.sa/', real],
    ['the good name as a sub-domain', 'https://good.com.sa.evil.example/', real],
    ['a name that only ends alike', 'https://notgood.com.sa/', real],
    ['any remote host for a loopback environment', 'https://widget.good.com.sa/', local],
    ['anything when the base URL is unusable', 'https://api.good.com.sa/', { ...real, baseUrl: '' }],
  ])('S9 asks first about %s', (_what, link, policy) => expect(judgeLink(link, policy)).toBe('confirm'));

  it('S9 names the host in full', () => {
    expect(linkHost('https://widget.bank.example/?token=1')).toBe('widget.bank.example');
    expect(linkHost('https://u@widget.bank.example/')).toBeUndefined();
  });

  it('S9 takes a base URL as a person may type it', () => {
    expect(judgeLink('https://widget.good.com.sa/', { ...real, baseUrl: 'https://API.Good.com.sa/v1' })).toBe('allow');
  });
});

/** Each would be dangerous or deceptive to hand to the operating system. */
const BAD_LINKS: readonly string[] = [
  '',
  ' ',
  'api.good.com.sa',
  '//api.good.com.sa/',
  '/etc/passwd',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  '\\\\server\\share',
  'smb://server/share',
  'search-ms:query=x&crumb=location:\\\\server',
  'ms-officecmd:x',
  'ms-settings:',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://api.good.com.sa/1',
  'about:blank',
  'chrome://settings',
  'app://bundle/',
  'app.mizan.desktop:/callback?state=x',
  'mailto:a@good.com.sa',
  'ftp://api.good.com.sa/',
  'ws://api.good.com.sa/',
  'http://api.good.com.sa/',
  'HTTPS://api.good.com.sa/',
  'https:api.good.com.sa',
  'https:/api.good.com.sa',
  'https:///api.good.com.sa',
  'https:\\\\api.good.com.sa\\',
  'https://good@evil.example/',
  'https://api.good.com.sa@evil.example/',
  'https://user:pass@api.good.com.sa/',
  'https://@api.good.com.sa/',
  'https://api.good.com.sa:8443/',
  'https://api.good.com.sa:0443/x',
  'https://api.good.com.sa:99999/',
  'https://api.good.com.sa:/',
  'https://api.good.com.sa./',
  'https://.good.com.sa/',
  'https://api..good.com.sa/',
  'https://-api.good.com.sa/',
  'https://API.good.com.sa/',
  'https://api.good.com.sa%2eevil.example/',
  'https://api.good.com.sa%00.evil.example/',
  'https://api.good.com.sa\\.evil.example/',
  'https://api.good.com.sa\\@evil.example/',
  'https://api.good.com.sa\u0000/',
  'https://api.good.com.sa\n/',
  'https://api.good.\tcom.sa/',
  ' https://api.good.com.sa/',
  'https://api.good.com.sa/ x',
  'https://api.good.com.sa/"><script>',
  'https://api.good.com.sa/`id`',
  'https://xn--god-sna.com.sa/',
  'https://api.gооd.com.sa/',
  'https://api。good.com.sa/',
  'https://[2001:db8::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://10.0.0.1/',
  'https://192.168.1.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'http://127.1/',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.1@evil.example/',
  'http://localhost.evil.example/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'https://localhost/',
  'https://intranet/',
  'https://good.c0m1/x',
  `https://${'a'.repeat(64)}.good.com.sa/`,
  `https://${'a.'.repeat(130)}good.com.sa/`,
  `https://api.good.com.sa/${'x'.repeat(2000)}`,
];

describe('S9 refuses everything else', () => {
  it('S9 has at least 40 bad links', () => expect(new Set(BAD_LINKS).size).toBeGreaterThanOrEqual(40));
  it.each(BAD_LINKS)('S9 refuses %j', (link) => expect(judgeLink(link, real)).toBe('refuse'));
  it.each(BAD_LINKS.filter((link) => !/^https:\/\/localhost\//.test(link)))('S9 never just opens %j for a loopback environment', (link) =>
    expect(judgeLink(link, local)).not.toBe('allow'),
  );
  it('S9 refuses loopback links of a remote environment', () => expect(judgeLink('http://127.0.0.1:8787/', real)).toBe('refuse'));

  it('S9 never throws, and allows no host of another owner (10,000 links)', () => {
    const host = fc.oneof(fc.domain(), fc.constantFrom('good.com.sa', 'api.good.com.sa', 'x.evil.example', '127.0.0.1'));
    const link = fc
      .tuple(
        fc.constantFrom('https://', 'http://', 'https:/', 'HTTPS://', ''),
        fc.constantFrom('', 'u@', 'good.com.sa.', 'good.com.sa@'),
        host,
        fc.string({ maxLength: 12 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(link, (text) => {
        const verdict = judgeLink(text, real);
        if (verdict !== 'allow') return true;
        const { protocol, hostname, username } = new URL(text);
        return (
          protocol === 'https:' &&
          username === '' &&
          (hostname === 'good.com.sa' || hostname.endsWith('.good.com.sa') || hostname === 'docs.misconnect.co')
        );
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('registrable domain', () => {
  it.each([
    ['api.ob-finx.misconnect.co', 'misconnect.co'],
    ['a.b.good.com.sa', 'good.com.sa'],
    ['api.bank.gov.sa', 'bank.gov.sa'],
    ['x.bank.co.uk', 'bank.co.uk'],
    ['api.example.com', 'example.com'],
    ['example.sa', 'example.sa'],
    ['com.sa', 'com.sa'],
    ['mine.azurewebsites.net', 'mine.azurewebsites.net'],
    ['api.mine.vercel.app', 'api.mine.vercel.app'],
  ])('%s belongs to %s', (host, domain) => expect(registrableDomain(host)).toBe(domain));

  it('S9 keeps neighbours on shared hosting apart', () => {
    const shared = { ...real, baseUrl: 'https://mine.azurewebsites.net' };
    expect(judgeLink('https://yours.azurewebsites.net/', shared)).toBe('confirm');
  });
});
