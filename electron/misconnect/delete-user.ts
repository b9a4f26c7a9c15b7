/**
 * @file `DELETE /rest/user`, which is not sent twice on suspicion (S30). A deleted user's tokens are dead, so a repeat would be refused
 * and look like a lost connection: after a lost or failing answer it is looked up first whether the user is still there.
 */
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { mayHaveArrived } from './answers.ts';
import { errorCodeOf, type Fault, faultError, isRetryable, mayBeCarriedOut } from './errors.ts';
import type { Answer } from './http-client.ts';
import { ENDPOINTS, type Endpoint } from './paths.ts';
import { fractionOf, nextTry, ONCE, type RetryPolicy, SAFE } from './retry.ts';

export type DeleteUserDeps = {
  /** Bearer call with its one refresh. @throws AppError `reconnect_required` once no token is good any more */
  readonly call: (endpoint: Endpoint, retry: RetryPolicy) => Promise<Answer>;
  readonly clock: Clock;
  readonly random: Random;
};

/** Undefined: deleted, or gone already. */
type Trouble = { readonly error: AppError; readonly mayBeDone: boolean; readonly mayRepeat: boolean; readonly retryAtMs: number | null };

/** @throws AppError why it is not done; `answer_lost` when nobody can tell */
export async function deleteUser(deps: DeleteUserDeps): Promise<void> {
  const { clock, random } = deps;
  const startedAt = clock.monotonic();
  for (let attempt = 1; ; attempt += 1) {
    const trouble = await deleteOnce(deps);
    if (!trouble || (trouble.mayBeDone && (await isGone(deps, trouble.error)))) return;
    const floorMs = trouble.retryAtMs === null ? undefined : Math.max(0, trouble.retryAtMs - clock.now());
    const next = nextTry(SAFE, attempt, clock.monotonic() - startedAt, floorMs, fractionOf(random));
    if (!trouble.mayRepeat || next.kind !== 'wait') throw trouble.error;
    await clock.sleep(next.ms);
  }
}

async function deleteOnce({ call }: DeleteUserDeps): Promise<Trouble | undefined> {
  try {
    const { fault } = await call(ENDPOINTS.deleteUser, ONCE);
    return fault && troubleOf(fault);
  } catch (error) {
    if (!(error instanceof AppError) || !mayHaveArrived(error)) throw error;
    return { error, mayBeDone: true, mayRepeat: true, retryAtMs: null };
  }
}

function troubleOf(fault: Fault): Trouble | undefined {
  // Already gone is what was wanted (reference 14).
  if (errorCodeOf(fault, 'user') === 'resource_gone') return undefined;
  const error = faultError(fault, 'user');
  return { error, mayBeDone: mayBeCarriedOut(fault), mayRepeat: isRetryable(fault), retryAtMs: fault.retryAtMs };
}

/** Codes that only an existing user gets. */
const EXISTS = new Set(['scope_missing', 'user_locked', 'resource_busy', 'user_action_required']);

/** @throws AppError when that cannot be told either */
async function isGone({ call }: DeleteUserDeps, trouble: AppError): Promise<boolean> {
  let fault: Fault | undefined;
  try {
    fault = (await call(ENDPOINTS.accounts, SAFE)).fault;
  } catch (error) {
    if (error instanceof AppError && error.code === 'reconnect_required') return true;
    throw unknown(trouble);
  }
  const code = fault && errorCodeOf(fault, 'user');
  if (code === 'resource_gone') return true;
  if (code === undefined || EXISTS.has(code)) return false;
  throw unknown(trouble);
}

function unknown(trouble: AppError): AppError {
  return mayHaveArrived(trouble) ? new AppError('answer_lost', 'answer to the deletion was lost', { cause: trouble }) : trouble;
}
