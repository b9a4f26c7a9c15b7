/** @file What the outcome of a run says about a bank connection. Pure. */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { SyncState } from '../../ports/bank-provider.ts';
import type { BankState } from './sync-repo.ts';

/** The bank wants the user: its access ended before the date it told (API reference section 11). */
const NEEDS_USER: ReadonlySet<ErrorCode> = new Set(['user_action_required']);
/** The bank itself, or the answers it gives; anything else (network, limits, our own disk) says nothing about it. */
const BANK_FAULTS: ReadonlySet<ErrorCode> = new Set([
  'bank_unavailable',
  'bank_unsupported',
  'account_gone',
  'resource_gone',
  'scope_missing',
  'user_locked',
  'provider_rejected',
  'response_malformed',
]);

/** Whether the provider's own last attempt at the bank failed (API reference 13.2). */
function isFailing({ syncedAt, succeededAt }: SyncState): boolean {
  return syncedAt !== null && (succeededAt === null || succeededAt < syncedAt);
}

/**
 * @param codes one entry per account that was read: null = well
 * @param statuses the provider's sync states of those accounts
 * @returns undefined when the run says nothing about the bank: its state stays
 */
export function bankStateOf(codes: readonly (ErrorCode | null)[], statuses: readonly SyncState[]): BankState | undefined {
  const needed = codes.find((code) => code !== null && NEEDS_USER.has(code));
  if (needed) return { state: 'expired', reason: needed };
  if (codes.some((code) => code === null)) {
    const areAllFailing = statuses.length > 0 && statuses.every(isFailing);
    return areAllFailing ? { state: 'error', reason: 'bank_unavailable' } : { state: 'active', reason: null };
  }
  const fault = codes.find((code) => code !== null && BANK_FAULTS.has(code));
  return fault ? { state: 'error', reason: fault } : undefined;
}
