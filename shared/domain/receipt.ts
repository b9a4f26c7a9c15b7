/** @file What a receipt leaves to the person. Pure; the screen and the file both say it from here. */
import type { ErasureStep, Receipt } from '../contract/erasure.ts';
import type { ErrorCode } from '../errors.ts';

/** Keys below `erasure.leftover`, in the order in which they are read. */
export type Leftover = {
  /** What it is left of: one step, or the consents of several banks for the same reason. */
  readonly steps: readonly [ErasureStep, ...ErasureStep[]];
  readonly why: 'offline' | 'failed' | 'unclear' | 'tokens' | 'unasked' | 'refused' | null;
  readonly what:
    | 'consent'
    | 'consentEnds'
    | 'consentUnknown'
    | 'consentPractice'
    | 'account'
    | 'revoke'
    | 'rows'
    | 'keys'
    | 'keysUnlisted'
    | 'database'
    | 'files';
  /** What the person can do at the banks themselves. */
  readonly advice: 'consentAdvice' | null;
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

function consentLeftover(step: ErasureStep, level: Ended['level']): Leftover | undefined {
  // The practice bank is gone with everything else: there is nobody to tell.
  if (step.isPractice && level === 'everything') return undefined;
  const after = level === 'everything' ? 'consentGone' : 'consentRetry';
  const about = { steps: [step], why: whyOf(step), after } as const;
  if (step.isPractice) return { ...about, what: 'consentPractice', advice: null };
  if (step.bankName === null) return { ...about, what: 'consentUnknown', advice: null };
  return { ...about, what: step.endsAt === null ? 'consent' : 'consentEnds', advice: 'consentAdvice' };
}

function leftoverOf(step: ErasureStep, { level, tracesFound }: Ended): Leftover | undefined {
  const about = { steps: [step], why: null, advice: null, after: null } as const;
  switch (step.kind) {
    case 'consent':
      return consentLeftover(step, level);
    case 'account':
    case 'revoke':
      return { ...about, why: whyOf(step), what: step.kind };
    case 'keys':
      // Nothing was found again: the items Mizan knows are gone, only the store would not list the others.
      return { ...about, what: tracesFound === 0 && step.code === 'secret_store_failed' ? 'keysUnlisted' : 'keys' };
    case 'rows':
    case 'database':
    case 'files':
      return { ...about, what: step.kind };
    case 'history_kept':
    case 'search':
      return undefined;
  }
}

const isSameStory = (a: Leftover, b: Leftover): boolean =>
  a.what === b.what && a.advice !== null && a.why === b.why && a.steps[0].code === b.steps[0].code;

/** In the order of the steps; banks of which the same is to be said are told of together. */
export function leftoversOf(receipt: Ended): readonly Leftover[] {
  const told: Leftover[] = [];
  for (const step of receipt.steps) {
    const one = step.outcome === 'not_done' ? leftoverOf(step, receipt) : undefined;
    if (one === undefined) continue;
    const index = told.findIndex((other) => isSameStory(other, one));
    const before = told[index];
    if (before) told[index] = { ...before, steps: [...before.steps, step] };
    else told.push(one);
  }
  return told;
}

export const countLeft = (leftovers: readonly Leftover[]): number => leftovers.reduce((sum, { steps }) => sum + steps.length, 0);

export const stepsDone = (receipt: Pick<Receipt, 'steps'>): number => receipt.steps.filter((step) => step.outcome === 'done').length;
