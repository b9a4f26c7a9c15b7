import type { z } from 'zod';
import type { BalancePoint } from '../../shared/contract/accounts.ts';

export type Point = z.infer<typeof BalancePoint>;
export type HistorySummary = { readonly first: Point; readonly last: Point; readonly low: Point; readonly high: Point };

/** What the sentence of a balance chart says; undefined below two points, where there is no line either. */
export function historySummary(points: readonly Point[]): HistorySummary | undefined {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return undefined;
  let low = first;
  let high = first;
  for (const point of points) {
    if (point.balanceMinor < low.balanceMinor) low = point;
    if (point.balanceMinor > high.balanceMinor) high = point;
  }
  return { first, last, low, high };
}
