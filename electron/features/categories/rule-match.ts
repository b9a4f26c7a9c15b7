/** @file Whether a rule fits a row. One implementation for new rows, previews and changed rules. Pure. */
import { foldText } from '../../../shared/domain/fold.ts';

export type Rule = {
  readonly id: number;
  readonly text: string;
  readonly direction: 'any' | 'in' | 'out';
  /** Bounds of the amount without its sign, in `currency`; null = none. */
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
  readonly currency: string | null;
  readonly accountId: string | null;
  readonly categoryId: number;
};

export type RuleSubject = {
  readonly accountId: string;
  /** The bank's own words, folded. */
  readonly searchText: string;
  readonly amountMinor: number;
  readonly currency: string;
};

export type PreparedRule = Rule & { readonly needle: string };

export const prepareRule = (rule: Rule): PreparedRule => ({ ...rule, needle: foldText(rule.text) });

/** A rule without text would fit everything by mistake: it fits nothing unless it names an account or bounds. */
export function fits(rule: PreparedRule, row: RuleSubject): boolean {
  const hasBounds = rule.minMinor !== null || rule.maxMinor !== null;
  if (rule.needle === '' && !hasBounds && rule.accountId === null) return false;
  if (rule.accountId !== null && rule.accountId !== row.accountId) return false;
  if (rule.direction === 'in' ? row.amountMinor <= 0 : rule.direction === 'out' && row.amountMinor >= 0) return false;
  if (hasBounds && rule.currency !== null && rule.currency !== row.currency) return false;
  const size = Math.abs(row.amountMinor);
  if (size < (rule.minMinor ?? 0) || size > (rule.maxMinor ?? Number.MAX_SAFE_INTEGER)) return false;
  return row.searchText.includes(rule.needle);
}
