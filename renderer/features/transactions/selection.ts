/** @file Which rows are selected: picked ones, or all that match but a few. Pure; ids only, so rows that scroll away stay selected. */
import type { EditTarget } from '../../../shared/contract/transaction-edits.ts';
import type { TransactionFilter, TransactionList } from '../../../shared/contract/transaction-filter.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';

export type PickedRow = Pick<TransactionRow, 'id' | 'amountMinor' | 'currency'>;
export type Selection =
  | { readonly mode: 'picked'; readonly rows: ReadonlyMap<number, PickedRow> }
  | { readonly mode: 'all'; readonly except: ReadonlySet<number> };

export const NOTHING_SELECTED: Selection = { mode: 'picked', rows: new Map() };
export const ALL_SELECTED: Selection = { mode: 'all', except: new Set() };

/** A row the bank took back can be read but not changed. */
export const isSelectable = (row: Pick<TransactionRow, 'removedAt'>): boolean => row.removedAt === null;

export function isSelected(selection: Selection, id: number): boolean {
  return selection.mode === 'picked' ? selection.rows.has(id) : !selection.except.has(id);
}

/** @param matching rows the filter keeps, without those the bank took back */
export function selectedCount(selection: Selection, matching: number): number {
  return selection.mode === 'picked' ? selection.rows.size : Math.max(0, matching - selection.except.size);
}

export function toggled(selection: Selection, { id, amountMinor, currency }: PickedRow): Selection {
  if (selection.mode === 'all') {
    const except = new Set(selection.except);
    if (!except.delete(id)) except.add(id);
    return { mode: 'all', except };
  }
  const rows = new Map(selection.rows);
  if (!rows.delete(id)) rows.set(id, { id, amountMinor, currency });
  return { mode: 'picked', rows };
}

/** These rows too. */
export function withRows(selection: Selection, picked: readonly PickedRow[]): Selection {
  if (selection.mode === 'all') {
    const taken = new Set(picked.map((row) => row.id));
    return { mode: 'all', except: new Set([...selection.except].filter((id) => !taken.has(id))) };
  }
  return { mode: 'picked', rows: new Map([...selection.rows, ...picked.map((row) => [row.id, row] as const)]) };
}

/** Sums of picked rows, each currency by itself, riyals first. What "all that match" adds up to stands above the list. */
export function selectedSums(selection: Selection): { readonly currency: string; readonly minor: number }[] {
  if (selection.mode === 'all') return [];
  const byCurrency = Map.groupBy(selection.rows.values(), (row) => row.currency);
  return [...byCurrency]
    .map(([currency, rows]) => ({ currency, minor: rows.reduce((sum, row) => sum + row.amountMinor, 0) }))
    .sort((a, b) => Number(b.currency === 'SAR') - Number(a.currency === 'SAR'));
}

export function targetOf(selection: Selection, { sort: _, ...filter }: TransactionList): EditTarget {
  if (selection.mode === 'picked') return { ids: [...selection.rows.keys()] };
  return { filter: filter satisfies TransactionFilter, exceptIds: [...selection.except] };
}
