import { contract, type Handlers, type OpName } from '../../shared/contract/index.ts';
import { type ApiFailure, AppError, type Reply } from '../../shared/errors.ts';
import { toStoreError } from '../db/open.ts';
import type { Log } from '../ports/log.ts';

export type Dispatch = (name: string, input: unknown) => Promise<Reply<unknown>>;
type AnyHandler = (input: unknown) => unknown;

/** Largest argument accepted over the bridge; every real one is far smaller. */
const MAX_INPUT_CHARACTERS = 100_000;

function fieldsOf(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Record<string, string> {
  return Object.fromEntries(issues.map((issue) => [issue.path.map(String).join('.') || 'input', issue.message]));
}

/**
 * Name → schema → handler → schema → reply. The output schema is an allow-list: a column nobody declared never leaves.
 * Nothing throws: expected failures keep their code, anything else is logged under a short ref the user can quote.
 */
export function createDispatcher(deps: {
  readonly handlers: () => Handlers;
  /** @throws AppError when it may not be done now: asked before, and again before an answer leaves */
  readonly mayRun?: (name: OpName, input: unknown) => void;
  readonly log: Log;
  readonly newRef: () => string;
}): Dispatch {
  const operations = new Map(Object.entries(contract));

  const fail = (name: string, failure: unknown): { ok: false; error: ApiFailure } => {
    const error = toStoreError(failure);
    if (error instanceof AppError) {
      if (error.code === 'internal') deps.log.error('operation.failed', { operation: name, code: error.code });
      return { ok: false, error: { code: error.code, ...(error.fields && { fields: error.fields }) } };
    }
    const ref = deps.newRef();
    deps.log.error('operation.crashed', { operation: name, ref, kind: error instanceof Error ? error.name : typeof error });
    return { ok: false, error: { code: 'internal', ref } };
  };

  return async (name, input) => {
    const operation = operations.get(name);
    if (!operation) return { ok: false, error: { code: 'unknown_operation' } };
    try {
      if (input !== undefined && JSON.stringify(input).length > MAX_INPUT_CHARACTERS)
        throw new AppError('invalid_input', 'input too large');
      const parsed = operation.input.safeParse(input ?? {});
      if (!parsed.success) throw new AppError('invalid_input', `bad input for ${name}`, { fields: fieldsOf(parsed.error.issues) });
      const known = name as OpName; // the map has it
      deps.mayRun?.(known, parsed.data);
      // A handler takes exactly what its schema gave.
      const handler = deps.handlers()[known] as AnyHandler;
      const output = await handler(parsed.data);
      // SECURITY: what was asked for before Mizan was locked is not answered after.
      deps.mayRun?.(known, parsed.data);
      return { ok: true, data: operation.output.parse(output) };
    } catch (error) {
      return fail(name, error);
    }
  };
}
