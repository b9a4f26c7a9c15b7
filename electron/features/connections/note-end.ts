import { AppError } from '../../../shared/errors.ts';
import { toStoreError } from '../../db/open.ts';
import type { Log } from '../../ports/log.ts';
import type { ClosedReason, StateStore } from './state-store.ts';

/** Notes why a flow is over. A full disk must not keep it from ending; its record is settled by a later read, start or deadline. */
export function noteEnd({ states, log }: { readonly states: StateStore; readonly log: Log }, id: string, reason: ClosedReason): void {
  try {
    states.close(id, reason);
  } catch (error) {
    const failure = toStoreError(error);
    if (!(failure instanceof AppError)) throw error;
    log.warn('connect.end-not-noted', { code: failure.code });
  }
}
