/** @file Test control: scripted answers. The next calls that match a rule get what the rule says (reference, section 23, item 8). */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PracticeEnv } from './practice-bank.ts';
import { errorBody, type FieldErrors, InvalidRequest } from './replies.ts';

export type Fault = {
  readonly id: number;
  /** `METHOD /path`, `/path` or with `*`; the query does not count. */
  readonly endpoint: string;
  /** Calls it answers; null = every one. */
  readonly times: number | null;
  /** Calls it lets pass first. */
  readonly skip: number;
  readonly status?: number;
  readonly code?: number;
  readonly description?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfter?: string;
  readonly html?: boolean;
  readonly empty?: boolean;
  /** `{ "error": "<text>" }` */
  readonly errorText?: string;
  readonly reset?: boolean;
  readonly truncate?: boolean;
  readonly hang?: boolean;
  readonly delayMs?: number;
  /** The call is carried out first and its answer then lost. */
  readonly afterwards?: boolean;
};

type Live = { readonly fault: Fault; left: number | null; toSkip: number; hits: number };
export type FaultScript = {
  add(rules: unknown): readonly Fault[];
  list(): readonly object[];
  clear(): void;
  readonly middleware: MiddlewareHandler<PracticeEnv>;
};

const KNOWN = [
  'endpoint',
  'times',
  'skip',
  'status',
  'code',
  'description',
  'body',
  'headers',
  'retryAfter',
  'html',
  'empty',
  'errorText',
  'reset',
  'truncate',
  'hang',
  'delayMs',
  'afterwards',
];
const STATUS_OF_CODE: Readonly<Record<number, number>> = {
  1002: 404,
  1003: 401,
  1004: 401,
  1006: 422,
  1007: 403,
  1008: 409,
  1010: 423,
  1020: 429,
};

export function createFaultScript(): FaultScript {
  let live: Live[] = [];
  let lastId = 0;
  const take = (method: string, path: string): Fault | undefined => {
    const found = live.find(({ fault, left }) => left !== 0 && matches(fault.endpoint, method, path));
    if (!found) return undefined;
    if (found.toSkip > 0) {
      found.toSkip -= 1;
      return undefined;
    }
    found.hits += 1;
    if (found.left !== null) found.left -= 1;
    return found.fault;
  };
  return {
    add(rules) {
      const made = (Array.isArray(rules) ? rules : [rules]).map((rule, index) => readFault(rule, lastId + index + 1));
      lastId += made.length;
      live = [
        ...live.filter(({ left }) => left !== 0),
        ...made.map((fault) => ({ fault, left: fault.times, toSkip: fault.skip, hits: 0 })),
      ];
      return made;
    },
    list: () => live.map(({ fault, left, hits }) => ({ ...fault, left, hits })),
    clear() {
      live = [];
    },
    middleware: async (c, next) => {
      if (c.req.path.startsWith('/__practice')) return next();
      const fault = take(c.req.method, c.req.path);
      return fault ? carryOut(c, next, fault) : next();
    },
  };
}

function matches(endpoint: string, method: string, path: string): boolean {
  const [, wantedMethod, wantedPath = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(endpoint) ?? [];
  if (wantedMethod !== undefined && wantedMethod !== method) return false;
  const pattern = wantedPath
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}/?$`).test(path);
}

function readFault(rule: unknown, id: number): Fault {
  const errors: FieldErrors = {};
  const fields = typeof rule === 'object' && rule !== null ? (rule as Record<string, unknown>) : {}; // every field is checked below
  for (const name of Object.keys(fields)) if (!KNOWN.includes(name)) errors[name] = ['Unknown field.'];
  const check = (name: string, isRight: boolean, text: string) => {
    if (fields[name] !== undefined && fields[name] !== null && !isRight) errors[name] = [text];
  };
  const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (typeof fields.endpoint !== 'string' || !/^(?:[A-Z]+ )?[/*]/.test(fields.endpoint))
    errors.endpoint = ['Must be like "GET /rest/accounts" or "/rest/*".'];
  for (const name of ['times', 'skip', 'delayMs', 'code']) check(name, isCount(fields[name]), 'Must be a whole number.');
  check('status', isCount(fields.status) && Number(fields.status) >= 200 && Number(fields.status) <= 599, 'Must be from 200 to 599.');
  for (const name of ['html', 'empty', 'reset', 'truncate', 'hang', 'afterwards'])
    check(name, typeof fields[name] === 'boolean', 'Must be true or false.');
  for (const name of ['description', 'errorText']) check(name, typeof fields[name] === 'string', 'Must be text.');
  if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
  return {
    ...(fields as Partial<Fault>), // checked above
    ...(fields.retryAfter === undefined ? {} : { retryAfter: String(fields.retryAfter) }),
    endpoint: String(fields.endpoint),
    id,
    times: fields.times === null ? null : ((fields.times as number | undefined) ?? 1), // checked above
    skip: (fields.skip as number | undefined) ?? 0, // checked above
  };
}

async function carryOut(c: Context<PracticeEnv>, next: () => Promise<void>, fault: Fault): Promise<Response | undefined> {
  const { outgoing } = c.env;
  if (fault.afterwards || fault.truncate) await next();
  if (fault.delayMs) await sleep(fault.delayMs);
  if (fault.hang) {
    if (!outgoing.destroyed) await once(outgoing, 'close');
    return sendNothingMore(c);
  }
  if (fault.reset) {
    outgoing.socket?.resetAndDestroy();
    return sendNothingMore(c);
  }
  if (fault.truncate) return truncate(c);
  if (answersItself(fault)) {
    const made = answer(c, fault);
    if (fault.afterwards) c.res = made;
    return made;
  }
  if (!fault.afterwards) await next();
  return undefined;
}

function answersItself(fault: Fault): boolean {
  return [fault.status, fault.code, fault.body, fault.html, fault.empty, fault.errorText].some((one) => one !== undefined && one !== false);
}

function answer(c: Context, fault: Fault): Response {
  const status = (fault.status ?? STATUS_OF_CODE[fault.code ?? 0] ?? (fault.code === undefined ? 500 : 503)) as ContentfulStatusCode; // checked when the rule was read
  const headers = { ...(fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter }), ...fault.headers };
  if (fault.empty) return c.body(null, status, headers);
  if (fault.html)
    return c.html(
      `<html><head><title>${status}</title></head><body><h1>${status} Bad Gateway</h1><hr>nginx</body></html>`,
      status,
      headers,
    );
  if (fault.errorText !== undefined) return c.json({ error: fault.errorText }, status, headers);
  if (typeof fault.body === 'string') return c.body(fault.body, status, { 'Content-Type': 'application/json', ...headers });
  if (fault.body !== undefined) return c.json(fault.body as object, status, headers); // any JSON value will do
  const code = fault.code ?? (status === 401 ? 1003 : status === 429 ? 1020 : 30_000);
  return c.json(errorBody(code, fault.description ?? 'Scripted fault.'), status, headers);
}

/** Announces the whole body, sends half of it and hangs up. */
async function truncate(c: Context<PracticeEnv>): Promise<Response> {
  const whole = Buffer.from(await c.res.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(c.res.status, {
    'Content-Type': c.res.headers.get('content-type') ?? 'application/json',
    'Content-Length': whole.length,
  });
  await new Promise<void>((resolve) => outgoing.write(whole.subarray(0, Math.floor(whole.length / 2)), () => resolve()));
  outgoing.socket?.destroy();
  return sendNothingMore(c);
}

/** The socket was dealt with by hand. An answer that is there already would be merged in, so it goes first. */
function sendNothingMore(c: Context<PracticeEnv>): Response {
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
  return RESPONSE_ALREADY_SENT;
}
