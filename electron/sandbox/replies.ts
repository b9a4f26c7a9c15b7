/** @file Answers and errors in the provider's form (reference, section 16). */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export type FieldErrors = Record<string, string[]>;

/** Thrown by request readers; the app turns it into 400 with code 1000. */
export class InvalidRequest extends Error {
  readonly data: FieldErrors;

  constructor(data: FieldErrors) {
    super('invalid request');
    this.data = data;
  }
}

function groupOf(code: number): string {
  if (code < 10_000) return 'client';
  if (code < 20_000) return 'user';
  if (code < 30_000) return 'bank';
  if (code < 40_000) return 'general';
  return code < 50_000 ? 'connectivity' : 'categorization';
}

export function errorBody(code: number, description: string, data?: FieldErrors): object {
  return { error: { code, group: groupOf(code), description, ...(data ? { data } : {}) } };
}

export function fail(c: Context, status: ContentfulStatusCode, code: number, description: string, data?: FieldErrors): Response {
  return c.json(errorBody(code, description, data), status);
}

export function notFound(c: Context): Response {
  return fail(c, 404, 1002, 'Entry not found.');
}

export function forbidden(c: Context, scope: string): Response {
  c.header('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
  return fail(c, 403, 1007, `Forbidden: scope ${scope} is missing.`);
}

/** A JSON text that is already serialised. */
export function json(c: Context, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'application/json' });
}

/** The request body as an object. @throws InvalidRequest for anything else. */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new InvalidRequest({ content_type: ['Must be application/json.'] });
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new InvalidRequest({ body: ['Not valid JSON.'] });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new InvalidRequest({ body: ['Must be an object.'] });
  return body as Record<string, unknown>; // checked on the line above
}

/** Collects what is wrong with a body's fields, then throws once. */
export function fieldReader(body: Readonly<Record<string, unknown>>) {
  const errors: FieldErrors = {};
  const wrong = (name: string, text: string): undefined => {
    errors[name] = [...(errors[name] ?? []), text];
    return undefined;
  };
  const read = <T>(name: string, isRequired: boolean, accept: (value: unknown) => T | undefined, text: string): T | undefined => {
    const value = body[name];
    if (value === undefined || value === null) return isRequired ? wrong(name, 'Missing data for required field.') : undefined;
    const accepted = accept(value);
    return accepted === undefined ? wrong(name, text) : accepted;
  };
  const asText = (min: number, max: number) => (value: unknown) =>
    typeof value === 'string' && value.length >= min && value.length <= max ? value : undefined;
  return {
    wrong,
    text: (name: string, isRequired: boolean, min = 1, max = 1024) =>
      read(name, isRequired, asText(min, max), `Must be text of ${min} to ${max} characters.`),
    boolean: (name: string) => read(name, false, (value) => (typeof value === 'boolean' ? value : undefined), 'Not a valid boolean.'),
    integer: (name: string, min: number, max: number) =>
      read(
        name,
        false,
        (value) => (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined),
        `Must be a whole number from ${min} to ${max}.`,
      ),
    list: <T>(name: string, isRequired: boolean, accept: (value: unknown) => T | undefined) =>
      read(
        name,
        isRequired,
        (value) => {
          if (!Array.isArray(value)) return undefined;
          const accepted = value.map(accept).filter((one) => one !== undefined);
          return accepted.length === value.length ? accepted : undefined;
        },
        'Not a valid list.',
      ),
    uri: (name: string) => read(name, true, acceptUri, 'Not a valid URL.'),
    done() {
      if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
    },
  };
}

/** Any absolute address a browser may be sent to; script and data addresses are not. */
function acceptUri(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 2048 || !URL.canParse(value)) return undefined;
  return /^(javascript|data|vbscript|file|blob|about):$/.test(new URL(value).protocol) ? undefined : value;
}
