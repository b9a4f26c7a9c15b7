/** @file Keeps secrets and personal data out of the log (S27). Plain. Fails closed: what is not plainly harmless is replaced. */
import { ERROR_CODES } from '../../shared/errors.ts';
import type { LogFields } from '../ports/log.ts';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
/** Keys whose text is personal or secret whatever it looks like. */
const PRIVATE_KEY =
  /authoriz|token|secret|passw|cookie|iban|owner|payee|counterparty|purpose|memo|text|message|address|email|phone|amount|balance|account(?!s|Id)|(?:^|[a-z])Name$|^name$|^url$|^path$/i;
/** Keys that carry a code of ours or the provider's one-time code: only the closed list tells them apart. */
const CODE_KEY = /^(?:code|state|errorCode|reason|outcome)$/;
/** Ids, names of operations, versions, instants: one word of plain characters. */
const PLAIN_WORD = /^[\w.:+@/-]{1,64}$/;
const STATE_WORD = /^[a-z][a-z_-]{0,31}$/;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(authorization\s*[:=]\s*)(?:(?:bearer|basic)\s+)?[^\s,;"']+/gi, '$1<redacted>'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 <redacted>'],
  [/\beyJ[\w-]+(?:\.[\w-]+){0,2}/g, '<jwt>'],
  [
    /(["']?(?:access_token|refresh_token|id_token|client_secret|client_id|token|secret|password|code|state)["']?\s*[:=]\s*["']?)[^"'\s&,;}]+/gi,
    '$1<redacted>',
  ],
  [/\b[a-z][a-z\d+.-]*:\/\/[^\s"'<>]+/gi, '<url>'],
  [/\bapp\.mizan\.desktop:[^\s"'<>]*/gi, '<url>'],
  [/\b[a-z]{2}\d{12,32}\b/g, '<iban>'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '<email>'],
  [/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:"'<>|]+){2,}/g, '<path>'],
  [/\b[A-Za-z\d_-]{32,}\b/g, '<blob>'],
  [/\b\d{6,}\b/g, '<number>'],
  [/[\u0600-\u06ff][\u0600-\u06ff\s]*/g, '<text>'],
];
const IBAN = /\b([A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?)\b/g;

/** An IBAN keeps its last four: enough to tell two accounts apart when a user asks for help. */
function maskIbans(text: string): string {
  return text.replace(IBAN, (iban) => `<iban ..${iban.replaceAll(' ', '').slice(-4)}>`);
}

/** For text that is not ours, e.g. a runtime's error message. */
export function redactText(text: string): string {
  const clipped = text.slice(0, 2000);
  const scrubbed = PATTERNS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), maskIbans(clipped));
  return scrubbed.replace(/\s+/g, ' ').slice(0, 300);
}

function redactValue(key: string, value: string): string {
  if (CODE_KEY.test(key)) return CODES.has(value) || STATE_WORD.test(value) ? value : '<redacted>';
  if (PRIVATE_KEY.test(key)) return '<redacted>';
  if (!PLAIN_WORD.test(value)) return '<text>';
  return redactText(value);
}

export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? redactValue(key, value) : value]),
  );
}

/** As the log writes it: an instant, a level, an event, fields of one word each. */
const LOG_LINE = /^([\d:.TZ-]{20,30} \[\w+\]) ([a-z][a-z.-]{0,80})((?: \w+=\S+)*)$/;

/** A line of the log once more, by the rules it was written by; whatever is no such line, as text of somebody else. */
export function redactLine(line: string): string {
  const match = LOG_LINE.exec(line);
  if (!match) return redactText(line);
  const [, head = '', event = '', rest = ''] = match;
  const fields = Object.entries(redactFields(fieldsOf(rest)));
  return `${head} ${event}${fields.map(([key, value]) => ` ${key}=${String(value)}`).join('')}`;
}

function fieldsOf(text: string): LogFields {
  const pairs = text
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  // A number passes as it is, as it did when it was written; a long one is an id of somebody's.
  return Object.fromEntries(pairs.map(([key, value]) => [key, /^-?\d{1,12}$/.test(value) ? Number(value) : value]));
}

/** Name, code and our own stack frames: a message may quote data, a full path names the user. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => /([\w.-]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? '?');
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Za-z_]{1,40}$/.test(error.code) ? error.code : null;
  return { kind: /^\w{1,60}$/.test(error.name) ? error.name : 'Error', errorName: code, at: frames.join(' ') };
}
