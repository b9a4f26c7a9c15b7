/** @file A list as it is laid out: its sections put together from their slices, where lines stand, and what is asked for together. */
import type { TransactionList } from '../../../shared/contract/transaction-filter.ts';
import type { ListSection, SectionSlice } from '../../../shared/contract/transactions.ts';
import { type Chunk, planChunks } from './list-chunks.ts';
import { type ListGeometry, listGeometry } from './list-geometry.ts';
import type { OpenedList } from './queries.ts';

export type Totals = SectionSlice['totals'];
export type Arrangement = {
  readonly opened: OpenedList;
  readonly list: TransactionList;
  /** Equal for equal lists. */
  readonly key: string;
  readonly geometry: ListGeometry;
  readonly chunks: readonly Chunk[];
  /** Booked, without own transfers; riyals first. */
  readonly totals: Totals;
  /** Rows without removed ones. */
  readonly count: number;
  /** False while older rows are still being counted. */
  readonly isComplete: boolean;
};

export const isSizeSort = ({ sort }: Pick<TransactionList, 'sort'>): boolean => sort === 'largest' || sort === 'smallest';
export const currencyOfSection = (key: string): string => key.slice(0, 3);

/** Riyals first, then by code. */
export function compareCurrencies(a: string, b: string): number {
  return Number(b === 'SAR') - Number(a === 'SAR') || (a < b ? -1 : Number(a > b));
}

/** Slices by day follow each other; by size they add up. */
function sectionsOf(list: TransactionList, slices: readonly SectionSlice[]): ListSection[] {
  const all = slices.flatMap((slice) => slice.sections);
  if (!isSizeSort(list)) return all;
  const byKey = new Map<string, ListSection>();
  for (const section of all) byKey.set(section.key, { ...section, count: section.count + (byKey.get(section.key)?.count ?? 0) });
  const direction = list.sort === 'largest' ? -1 : 1;
  const band = ({ key }: ListSection) => Number(key.slice(4));
  return [...byKey.values()].sort(
    (a, b) => compareCurrencies(currencyOfSection(a.key), currencyOfSection(b.key)) || direction * (band(a) - band(b)),
  );
}

function totalsOf(slices: readonly SectionSlice[]): Totals {
  const byCurrency = new Map<string, Totals[number]>();
  for (const total of slices.flatMap((slice) => slice.totals)) {
    const known = byCurrency.get(total.currency);
    byCurrency.set(total.currency, {
      currency: total.currency,
      inMinor: total.inMinor + (known?.inMinor ?? 0),
      outMinor: total.outMinor + (known?.outMinor ?? 0),
    });
  }
  return [...byCurrency.values()].sort((a, b) => compareCurrencies(a.currency, b.currency));
}

/** By day every section has a header; by size a currency has one, where there are several. */
function hasHeaderAt(list: TransactionList, sections: readonly ListSection[]): (section: number) => boolean {
  if (!isSizeSort(list)) return () => true;
  const currency = (section: number) => currencyOfSection(sections[section]?.key ?? '');
  const isMixed = sections.some((_, section) => currency(section) !== currency(0));
  return (section) => isMixed && (section === 0 || currency(section) !== currency(section - 1));
}

/** @param slices all that were read, the opened list's own among them */
export function arrange(opened: OpenedList, slices: readonly SectionSlice[]): Arrangement {
  const { list } = opened;
  const sections = sectionsOf(list, slices);
  return {
    opened,
    list,
    key: JSON.stringify(list),
    geometry: listGeometry(sections, hasHeaderAt(list, sections)),
    chunks: planChunks(sections),
    totals: totalsOf(slices),
    count: slices.reduce((sum, slice) => sum + slice.count, 0),
    isComplete: slices.at(-1)?.next === null,
  };
}
