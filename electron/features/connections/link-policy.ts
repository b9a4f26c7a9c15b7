/**
 * @file S9: which addresses may be handed to the user's browser. Pure; used by the connect flow before it asks to open and
 * again by the opener in main. Everything that is not plainly fine is refused: links come from an API that may be hostile.
 */

export type LinkVerdict =
  | 'allow'
  /** Well formed, but on a host nobody has vouched for: show it in full and ask once. */
  | 'confirm'
  | 'refuse';

export type LinkPolicy = {
  /** Base URL of the active environment. */
  readonly baseUrl: string;
  /** Hosts the person confirmed for this environment, exactly. */
  readonly confirmedHosts: readonly string[];
  readonly helpHosts: readonly string[];
};

/** Where our help lives. */
export const HELP_HOSTS: readonly string[] = ['docs.misconnect.co'];

const MAX_LENGTH = 2000;
/** Printable ASCII without space, quotes, angle brackets, backslash, caret, backtick, braces, bar: what a URL may consist of. */
const URL_TEXT = /^[!#-;=?-[\]_a-z~]+$/;
/** Scheme and authority exactly as written; lower case only, no user info, no escapes. */
const WRITTEN = /^(https?):\/\/(\[::1\]|[a-z0-9.-]+)(?::(\d{1,5}))?(?:[/?#]|$)/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export function judgeLink(link: string, policy: LinkPolicy): LinkVerdict {
  const target = parseLink(link);
  if (!target) return 'refuse';
  const base = parseLink(URL.canParse(policy.baseUrl) ? new URL(policy.baseUrl).href : '');
  if (LOOPBACK_HOSTS.has(target.host)) return base && LOOPBACK_HOSTS.has(base.host) ? 'allow' : 'refuse';
  if (!isOpenableRemote(target)) return 'refuse';
  if (policy.helpHosts.includes(target.host) || policy.confirmedHosts.includes(target.host)) return 'allow';
  if (!base || LOOPBACK_HOSTS.has(base.host)) return 'confirm';
  return registrableDomain(target.host) === registrableDomain(base.host) ? 'allow' : 'confirm';
}

/** The host to show and to remember; undefined for anything that is refused as malformed. */
export function linkHost(link: string): string | undefined {
  return parseLink(link)?.host;
}

type Target = { readonly scheme: string; readonly host: string; readonly port: string | undefined };

function parseLink(link: string): Target | undefined {
  if (link.length > MAX_LENGTH || !URL_TEXT.test(link) || !URL.canParse(link)) return undefined;
  const match = WRITTEN.exec(link);
  const [, scheme, host, port] = match ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  // What we read must be what a browser reads: number forms such as 127.1 or 0x7f.1 change when parsed.
  const parsed = new URL(link);
  if (parsed.hostname !== host || parsed.username !== '' || parsed.password !== '') return undefined;
  return { scheme, host, port };
}

/** https on the default port and a real DNS name: no number addresses, no punycode look-alikes, no single labels. */
function isOpenableRemote({ scheme, host, port }: Target): boolean {
  if (scheme !== 'https' || (port !== undefined && port !== '443')) return false;
  const labels = host.split('.');
  if (labels.length < 2 || host.length > 253) return false;
  if (!labels.every((label) => LABEL.test(label) && !label.startsWith('xn--'))) return false;
  return /^[a-z]{2,}$/.test(labels.at(-1) ?? '');
}

/** Second-level labels under which country domains are registered: com.sa, net.sa, org.sa, gov.sa, med.sa, pub.sa, edu.sa, sch.sa, co.uk, com.au, or.jp … */
const COUNTRY_SECOND_LEVEL: ReadonlySet<string> = new Set(
  'ac ad asso biz co com edu fin go gob gop gouv gov gv id inf info int ltd me med mil mod name ne net nhs nom or org plc police pol pro pub sch school web'.split(
    ' ',
  ),
);
/** Hosting under which strangers are neighbours; the common ones. A domain missing here is wider than it should be, so add rather than guess. */
const SHARED_HOSTING: readonly string[] = [
  'amazonaws.com',
  'appspot.com',
  'azure-api.net',
  'azureedge.net',
  'azurefd.net',
  'azurewebsites.net',
  'cloudapp.net',
  'cloudfront.net',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'netlify.app',
  'ngrok-free.app',
  'ngrok.io',
  'onrender.com',
  'pages.dev',
  'railway.app',
  'run.app',
  'trycloudflare.com',
  'vercel.app',
  'web.app',
  'windows.net',
  'workers.dev',
];

/**
 * The part of a host that one owner registered. Not the whole public suffix list (13,000 entries that age): country second
 * levels by rule, shared hosting by name; under shared hosting only the very same host counts, because depth differs there.
 */
export function registrableDomain(host: string): string {
  if (SHARED_HOSTING.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))) return host;
  const labels = host.split('.');
  const isCountrySecondLevel = (labels.at(-1) ?? '').length === 2 && COUNTRY_SECOND_LEVEL.has(labels.at(-2) ?? '');
  return labels.slice(isCountrySecondLevel ? -3 : -2).join('.');
}
