/** @file A bound of an amount as people say it: without its sign, in whole units with decimals, in whatever currency the row has. */
export const AMOUNT_OPS = ['>', '>=', '<', '<='] as const;
export type AmountOp = (typeof AMOUNT_OPS)[number];

/** Plain decimal without grouping: what a bound may hold. */
export const BOUND_VALUE = /^\d{1,12}(?:\.\d{1,3})?$/;

/** `value` is decimal text (`120.50`), so that one bound means the same in riyals, dinars and yen. */
export type AmountBound = { readonly op: AmountOp; readonly value: string };

/** Bounds that only this amount keeps. */
export function exactly(value: string): readonly AmountBound[] {
  return [
    { op: '>=', value },
    { op: '<=', value },
  ];
}

/** Bounds as text of an address (`>=100`); undefined when it is none. */
export function parseBound(text: string): AmountBound | undefined {
  const [, op = '', value = ''] = /^(>=|<=|>|<)(.*)$/.exec(text) ?? [];
  const known = AMOUNT_OPS.find((candidate) => candidate === op);
  return known && BOUND_VALUE.test(value) ? { op: known, value } : undefined;
}
