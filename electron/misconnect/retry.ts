/** @file When to try again (R12). Pure: time and randomness come in as numbers. */

export type RetryPolicy = { readonly tries: number; readonly budgetMs: number };

/** Reads and other calls that are harmless to repeat. */
export const SAFE: RetryPolicy = { tries: 4, budgetMs: 120_000 };
/** A person is waiting for the answer of a button; an unused widget link just expires. */
export const INTERACTIVE: RetryPolicy = { tries: 3, budgetMs: 15_000 };
/** A refresh: at most once more after an unclear outcome. */
export const REFRESH: RetryPolicy = { tries: 2, budgetMs: 30_000 };
export const NEVER: RetryPolicy = { tries: 1, budgetMs: 0 };

const BASE_MS = 1_000;
const CAP_MS = 60_000;
/** A longer ban is asked for again tomorrow; it also keeps absurd numbers out of timers. */
const LONGEST_WAIT_MS = 86_400_000;

export type NextTry = { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'exhausted' } | { readonly kind: 'beyond_budget' };

/**
 * @param attempt number of tries made, from 1
 * @param floorMs earliest the server allows, counted from now; undefined when it says nothing
 * @param fraction randomness in [0, 1)
 */
export function nextTry(policy: RetryPolicy, attempt: number, elapsedMs: number, floorMs: number | undefined, fraction: number): NextTry {
  if (attempt >= policy.tries) return { kind: 'exhausted' };
  const jitter = fraction * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  const ms = Math.max(jitter, floorMs ?? 0);
  if (elapsedMs + ms <= policy.budgetMs) return { kind: 'wait', ms };
  return floorMs === undefined ? { kind: 'exhausted' } : { kind: 'beyond_budget' };
}

/**
 * Milliseconds a `Retry-After` header asks for: seconds, or a date by the server's clock.
 * @returns undefined when there is no readable one
 */
export function retryAfterMs(header: string | undefined, serverNowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : /[a-z]/i.test(text) ? Date.parse(text) - serverNowMs : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}
