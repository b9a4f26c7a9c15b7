/** @file What an export page is set to, and the filter that follows. */
import type { Input } from '../../../shared/contract/index.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import { listFilter } from '../transactions/public.ts';
import { type Days, type Range, spanOf } from './export-range.ts';

export type ExportFilter = Input<'exports.start'>['filter'];
export type Selection = {
  /** `list`: exactly what the list shows; `chosen`: accounts and days chosen here. */
  readonly what: 'list' | 'chosen';
  readonly range: Range;
  readonly days: Days;
  /** null = all accounts. */
  readonly accountIds: readonly string[] | null;
};

/** What the address brought: null when it says no more than accounts, which can be chosen here as well. */
export function listedFilter(params: URLSearchParams): ExportFilter | null {
  const { accountIds: _, ...rest } = listFilter(params);
  const narrows = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false);
  return Object.values(rest).some(narrows) ? listFilter(params) : null;
}

export function startSelection(params: URLSearchParams, today: Day): Selection {
  const { accountIds } = listFilter(params);
  return {
    what: listedFilter(params) ? 'list' : 'chosen',
    range: 'all',
    days: { fromDay: `${today.slice(0, 4)}-01-01`, toDay: today },
    accountIds: accountIds.length === 0 ? null : accountIds,
  };
}

export type Problem = 'noAccount';
/** undefined where there is nothing to export yet. */
export function filterOf(
  selection: Selection,
  listed: ExportFilter | null,
  today: Day,
): { readonly filter?: ExportFilter; readonly problem?: Problem } {
  if (selection.what === 'list' && listed) return { filter: listed };
  const span = spanOf(selection.range, today, selection.days);
  if (selection.accountIds?.length === 0) return { problem: 'noAccount' };
  return { filter: { ...span, accountIds: [...(selection.accountIds ?? [])] } };
}
