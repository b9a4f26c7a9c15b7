/** @file From an answer to what the caller wants, or the right AppError. */
import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { HttpFailure } from '../ports/http.ts';
import { faultError } from './errors.ts';
import type { Answer } from './http-client.ts';
import type { AuthLevel } from './paths.ts';

/** @throws AppError when the answer is a failure */
export function assertOk(answer: Answer, level: AuthLevel): void {
  if (answer.fault) throw faultError(answer.fault, level);
}

/** Why there is no answer; undefined when there was one. */
export function transportFailure(error: unknown): HttpFailure | undefined {
  return error instanceof AppError && error.cause instanceof HttpFailure ? error.cause : undefined;
}

/** No answer came, though the server may have done what it was asked. */
export function mayHaveArrived(error: unknown): boolean {
  return transportFailure(error)?.mayHaveBeenDelivered === true;
}

/** The body by its schema. @throws AppError also `response_malformed` for a 2xx that is not what was asked for */
export function parseAnswer<S extends z.ZodType>(answer: Answer, level: AuthLevel, schema: S): z.output<S> {
  assertOk(answer, level);
  const parsed = schema.safeParse(answer.value);
  // SECURITY: the schema's own error text quotes received values, so it is not passed on (S27).
  if (!parsed.success) throw new AppError('response_malformed', `unexpected answer, ${parsed.error.issues.length} issues`);
  return parsed.data;
}
