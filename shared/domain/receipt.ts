/** @file What a receipt leaves to the person. Pure; the screen and the file both say it from here. */
import type { ErasureStep, Receipt } from '../contract/erasure.ts';
import type { ErrorCode } from '../errors.ts';

/** Keys below `erasure.leftover`, in the order in which they are read. */
export type Leftover = {
  readonly step: ErasureStep;
  readonly why: 'offline' | 'tokens' | 'refused' | null;
  readonly what: 'consent' | 'consentEnds' | 'consentUnknown' | 'account' | 'keys' | 'database' | 'files';
  readonly after: 'consentGone' | 'consentRetry' | null;
};

const UNREACHED: ReadonlySet<ErrorCode> = new Set(['offline', 'timeout', 'tls_failed', 'provider_unavailable', 'rate_limited']);
const LOST: ReadonlySet<ErrorCode> = new Set(['reconnect_required', 'exchange_unclear', 'secret_missing']);

function whyOf(step: ErasureStep): Leftover['why'] {
  if (step.code === null) return null;
  if (UNREACHED.has(step.code)) return 'offline';
  return LOST.has(step.code) ? 'tokens' : 'refused';
}

function leftoverOf(step: ErasureStep, level: Receipt['level']): Leftover | undefined {
  switch (step.kind) {
    case 'consent': {
      const what = step.bankName === null ? 'consentUnknown' : step.endsAt === null ? 'consent' : 'consentEnds';
      return { step, why: whyOf(step), what, after: level === 'everything' ? 'consentGone' : 'consentRetry' };
    }
    case 'account':
      return { step, why: whyOf(step), what: 'account', after: null };
    case 'keys':
    case 'database':
    case 'files':
      return { step, why: null, what: step.kind, after: null };
    case 'rows':
    case 'history_kept':
    case 'search':
      return undefined;
  }
}

export function leftoversOf(receipt: Pick<Receipt, 'steps' | 'level'>): readonly Leftover[] {
  const open = receipt.steps.filter((step) => step.outcome === 'not_done');
  return open.map((step) => leftoverOf(step, receipt.level)).filter((one) => one !== undefined);
}

export const stepsDone = (receipt: Pick<Receipt, 'steps'>): number => receipt.steps.filter((step) => step.outcome === 'done').length;
