/** @file What a receipt is made of. Pure. */
import type { ErasureCounts, ErasureStep, ErasureStepKind, Receipt } from '../../../shared/contract/erasure.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { toStoreError } from '../../db/open.ts';
import type { Random } from '../../ports/random.ts';

/** A bank as a receipt names it. */
export type ErasedBank = { readonly bankName: string; readonly bankNameAr: string | null; readonly endsAt: string | null };

export type StepDetail = Partial<Pick<ErasureStep, 'count' | 'code'>> & { readonly bank?: ErasedBank; readonly isPractice?: boolean };

export function stepOf(kind: ErasureStepKind, nowMs: number, { bank, count, code, isPractice }: StepDetail = {}): ErasureStep {
  return {
    kind,
    outcome: code ? 'not_done' : 'done',
    at: toInstant(nowMs),
    bankName: bank?.bankName ?? null,
    bankNameAr: bank?.bankNameAr ?? null,
    endsAt: bank?.endsAt ?? null,
    count: count ?? null,
    code: code ?? null,
    ...(isPractice && { isPractice }),
  };
}

/** The code a step that failed is recorded under. */
export function failureCode(error: unknown): ErrorCode {
  const known = toStoreError(error);
  return known instanceof AppError ? known.code : 'internal';
}

/** `7F3A-91C2` */
export function receiptNumber(random: Random): string {
  const text = Buffer.from(random.bytes(4)).toString('hex').toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

export const NO_COUNTS: ErasureCounts = { connections: 0, accounts: 0, transactions: 0, keys: 0, backups: 0, files: 0 };

export function receiptOf(
  base: Pick<Receipt, 'number' | 'level' | 'startedAt' | 'counts'>,
  end: Pick<Receipt, 'steps' | 'endedAt'> & Partial<Pick<Receipt, 'tracesFound' | 'wasInterrupted'>>,
): Receipt {
  return { tracesFound: 0, wasInterrupted: false, ...base, ...end, steps: [...end.steps] };
}
