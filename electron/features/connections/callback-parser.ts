/**
 * @file S17: reads the address the browser came back with. Pure and total: any text gives an answer, nothing throws, and
 * only the exact documented forms are accepted. The result holds secrets (state, code): never log it.
 */

export const CALLBACK_SCHEME = 'app.mizan.desktop';
export const DEEP_LINK_REDIRECT = `${CALLBACK_SCHEME}:/callback`;

export type Callback = {
  /** The address without its query: must equal what the flow was started with. */
  readonly redirectUri: string;
  readonly state: string;
  readonly isSuccess: boolean;
  /** Only ever set with success. */
  readonly code: string | undefined;
};
export type CallbackReading =
  | { readonly ok: true; readonly callback: Callback }
  | { readonly ok: false; readonly reason: 'too_long' | 'characters' | 'form' | 'query' | 'parameters' };

export const MAX_CALLBACK_CHARACTERS = 4096;
/** Anything outside printable ASCII: browsers escape the rest, and URL parsers silently drop line breaks and tabs. */
const FOREIGN_CHARACTERS = /[^\x21-\x7e]/;
/** The two forms, exactly: single slash, no host, no user info; or 127.0.0.1 with its port. */
const FORM = /^(app\.mizan\.desktop:\/callback|http:\/\/127\.0\.0\.1:([1-9]\d{0,4})\/callback)\?([^#]*)$/;
/** 32 random bytes in base64url, as our own state store makes them. */
const STATE = /^[A-Za-z0-9_-]{43}$/;
const KNOWN = ['state', 'success', 'code'] as const;
type Known = (typeof KNOWN)[number];

export function parseCallback(address: string): CallbackReading {
  if (address.length > MAX_CALLBACK_CHARACTERS) return { ok: false, reason: 'too_long' };
  if (FOREIGN_CHARACTERS.test(address)) return { ok: false, reason: 'characters' };
  const [, redirectUri, port, query] = FORM.exec(address) ?? [];
  if (redirectUri === undefined || query === undefined || Number(port ?? 1) > 65_535) return { ok: false, reason: 'form' };
  const parameters = readQuery(query);
  if (!parameters) return { ok: false, reason: 'query' };
  const { state, success, code } = parameters;
  if (state === undefined || !STATE.test(state) || (success !== 'true' && success !== 'false')) return { ok: false, reason: 'parameters' };
  const isSuccess = success === 'true';
  return { ok: true, callback: { redirectUri, state, isSuccess, code: isSuccess && code !== '' ? code : undefined } };
}

/** undefined when an escape is broken, a known name repeats, or a known value holds control characters. */
function readQuery(query: string): Partial<Record<Known, string>> | undefined {
  const found: Partial<Record<Known, string>> = {};
  for (const part of query.split('&')) {
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    const value = decode(at < 0 ? '' : part.slice(at + 1));
    if (name === undefined || value === undefined) return undefined;
    if (!isKnown(name)) continue;
    if (found[name] !== undefined || FOREIGN_CHARACTERS.test(value)) return undefined;
    found[name] = value;
  }
  return found;
}

function isKnown(name: string): name is Known {
  return (KNOWN as readonly string[]).includes(name);
}

/** A plus stays a plus: none of our values can hold a space, and a provider that forgets to escape base64 means the plus. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
