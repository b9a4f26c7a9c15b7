/** @file What a receipt leaves to the person. Pure; the screen and the file both say it from here. */
import type { ErasureStep, Receipt } from '../contract/erasure.ts';
import type { ErrorCode } from '../errors.ts';

/** Keys below `erasure.leftover`, in the order in which they are read. */
export type Leftover = {
  readonly step: ErasureStep;
  readonly why: 'offline' | 'failed' | 'unclear' | 'tokens' | 'unasked' | 'refused' | null;
  readonly what:
    | 'consent'
    | 'consentEnds'
    | 'consentUnknown'
    | 'account'
    | 'revoke'
    | 'rows'
    | 'keys'
    | 'keysUnlisted'
    | 'database'
    | 'files';
  readonly after: 'consentGone' | 'consentRetry' | null;
};

/** Any other code is the provider's own no. */
const WHY: Readonly<Partial<Record<ErrorCode, Leftover['why']>>> = {
  offline: 'offline',
  timeout: 'offline',
  tls_failed: 'offline',
  rate_limited: 'failed',
  provider_unavailable: 'failed',
  bank_unavailable: 'failed',
  response_malformed: 'failed',
  response_too_large: 'failed',
  redirect_refused: 'failed',
  answer_lost: 'unclear',
  reconnect_required: 'tokens',
  secret_missing: 'tokens',
  secret_store_locked: 'unasked',
  secret_store_unavailable: 'unasked',
  secret_store_failed: 'unasked',
  environment_not_configured: 'unasked',
  insecure_url: 'unasked',
  database_locked: 'unasked',
  internal: 'unasked',
};

function whyOf(step: ErasureStep): Leftover['why'] {
  return step.code === null ? null : (WHY[step.code] ?? 'refused');
}

type Ended = Pick<Receipt, 'steps' | 'level' | 'tracesFound'>;

function leftoverOf(step: ErasureStep, { level, tracesFound }: Ended): Leftover | undefined {
  switch (step.kind) {
    case 'consent': {
      const what = step.bankName === null ? 'consentUnknown' : step.endsAt === null ? 'consent' : 'consentEnds';
      return { step, why: whyOf(step), what, after: level === 'everything' ? 'consentGone' : 'consentRetry' };
    }
    case 'account':
    case 'revoke':
      return { step, why: whyOf(step), what: step.kind, after: null };
    case 'keys':
      // Nothing was found again: the items Mizan knows are gone, only the store would not list the others.
      return { step, why: null, what: tracesFound === 0 && step.code === 'secret_store_failed' ? 'keysUnlisted' : 'keys', after: null };
    case 'rows':
    case 'database':
    case 'files':
      return { step, why: null, what: step.kind, after: null };
    case 'history_kept':
    case 'search':
      return undefined;
  }
}

export function leftoversOf(receipt: Ended): readonly Leftover[] {
  const open = receipt.steps.filter((step) => step.outcome === 'not_done');
  return open.map((step) => leftoverOf(step, receipt)).filter((one) => one !== undefined);
}

export const stepsDone = (receipt: Pick<Receipt, 'steps'>): number => receipt.steps.filter((step) => step.outcome === 'done').length;
