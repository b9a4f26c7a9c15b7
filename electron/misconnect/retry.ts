/** @file When to try again (R12). Pure: time and randomness come in as numbers. */
import type { Random } from '../ports/random.ts';

export type RetryPolicy = {
  readonly tries: number;
  readonly budgetMs: number;
  /** Not sent again once it may have arrived: whoever asks finds out first what became of it. */
  readonly isSentOnce?: boolean;
};

/** Reads and other calls that are harmless to repeat. */
export const SAFE: RetryPolicy = { tries: 4, budgetMs: 120_000 };
/** What the server refused to look at may be sent again; what it may have carried out may not. */
export const ONCE: RetryPolicy = { ...SAFE, isSentOnce: true };
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

/** A number in [0, 1). */
export function fractionOf(random: Random): number {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return (a * 65_536 + b * 256 + c) / 2 ** 24;
}

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
