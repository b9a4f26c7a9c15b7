/**
 * @file What a filter asks of a row, as SQL over `t`; its days are bounds of the walk instead (`list-sources.ts`). The parts are fixed
 * texts; everything a person chose or typed is a parameter.
 * Indexes they want once lists are long: see docs/decisions/0012-positions-in-the-list.md.
 */

import type { TransactionFilter } from '../../../shared/contract/transaction-filter.ts';
import type { AmountBound } from '../../../shared/domain/amount-bound.ts';
import { boundMinor, currenciesByExponent } from '../../../shared/domain/money.ts';
import type { Search } from './search-terms.ts';

export type Params = Readonly<Record<string, string | number | null>>;
export type Conditions = {
  /** Of rows that are shown; null when the filter keeps none of them. */
  readonly live: readonly string[] | null;
  /** Of rows the bank took back; null when the filter keeps none of them. */
  readonly removed: readonly string[] | null;
  readonly params: Params;
};
/** What the filter's ids stand for. */
export type Lookups = {
  /** Named categories with their children. */
  readonly categoryIds: readonly number[];
  readonly transferCategoryIds: readonly number[];
};

type Part = { readonly live?: string | null; readonly removed?: string | null; readonly both?: string; readonly params?: Params };

const listed = (name: string): string => `IN (SELECT value FROM json_each(:${name}))`;
const EXPONENTS = [2, ...currenciesByExponent().keys()];

/** The limit of the row's own currency: `500` is 50000 halalas, 500000 fils, 500 yen. */
function limitSql(name: string): string {
  const cases = [...currenciesByExponent()].map(
    ([exponent, currencies]) => `WHEN t.currency IN (${currencies.map((code) => `'${code}'`).join(', ')}) THEN :${name}${exponent}`,
  );
  return `(CASE ${cases.join(' ')} ELSE :${name}2 END)`;
}
const AMOUNT_SQL = `abs(t.amount_minor) BETWEEN ${limitSql('min')} AND ${limitSql('max')}`;

function limitsOf(bounds: readonly AmountBound[], exponent: number): readonly [min: number, max: number] {
  let [min, max] = [0, Number.MAX_SAFE_INTEGER];
  for (const { op, value } of bounds) {
    if (op === '>') min = Math.max(min, boundMinor(value, exponent, 'down') + 1);
    if (op === '>=') min = Math.max(min, boundMinor(value, exponent, 'up'));
    if (op === '<') max = Math.min(max, boundMinor(value, exponent, 'up') - 1);
    if (op === '<=') max = Math.min(max, boundMinor(value, exponent, 'down'));
  }
  return [min, max];
}

function amountPart(bounds: readonly AmountBound[]): Part {
  const limits = EXPONENTS.flatMap((exponent) => {
    const [min, max] = limitsOf(bounds, exponent);
    return [
      [`min${exponent}`, min],
      [`max${exponent}`, max],
    ];
  });
  return { both: AMOUNT_SQL, params: Object.fromEntries(limits) as Params }; // pairs of a name and a number
}

function statusPart(statuses: TransactionFilter['statuses']): Part {
  const has = (status: TransactionFilter['statuses'][number]) => statuses.length === 0 || statuses.includes(status);
  const one = has('pending') ? 't.is_pending = 1' : 't.is_pending = 0';
  const none = !has('pending') && !has('booked');
  return {
    ...(none ? { live: null } : has('pending') && has('booked') ? {} : { live: one }),
    ...(has('removed') ? {} : { removed: null }),
  };
}

/** A row the bank took back has no category of its own any more and asks for no review. */
function categoryParts(filter: TransactionFilter, { categoryIds, transferCategoryIds }: Lookups): Part[] {
  const parts: Part[] = [];
  if (filter.categoryIds.length > 0)
    parts.push({
      live: `t.own_category ${listed('categories')}`,
      ...(categoryIds.includes(0) ? {} : { removed: null }),
      params: { categories: JSON.stringify(categoryIds) },
    });
  if (filter.isWithoutTransfers)
    parts.push({ live: `t.own_category NOT ${listed('transfers')}`, params: { transfers: JSON.stringify(transferCategoryIds) } });
  if (filter.isUnreviewed) parts.push({ live: 't.is_reviewed = 0', removed: null });
  return parts;
}

function annotationParts({ tagIds, hasNote }: TransactionFilter): Part[] {
  const parts: Part[] = [];
  if (tagIds.length > 0)
    parts.push({
      both: `EXISTS (SELECT 1 FROM transaction_tags x WHERE x.transaction_id = t.id AND x.tag_id ${listed('tags')})`,
      params: { tags: JSON.stringify(tagIds) },
    });
  if (hasNote !== null)
    parts.push({
      both: `${hasNote ? '' : 'NOT '}EXISTS (SELECT 1 FROM transaction_edits e WHERE e.transaction_id = t.id AND e.note IS NOT NULL)`,
    });
  return parts;
}

const FOREIGN_SQL = `(coalesce(t.original_currency <> t.currency, 0) OR t.currency <> (SELECT a.currency FROM accounts a WHERE a.id = t.account_id))`;

function rowParts(filter: TransactionFilter): Part[] {
  const { kinds, amounts, currencies, direction, isForeign } = filter;
  const parts: Part[] = [];
  if (kinds.length > 0) parts.push({ both: `t.kind ${listed('kinds')}`, params: { kinds: JSON.stringify(kinds) } });
  if (amounts.length > 0) parts.push(amountPart(amounts));
  if (currencies.length > 0) parts.push({ both: `t.currency ${listed('currencies')}`, params: { currencies: JSON.stringify(currencies) } });
  if (direction !== null) parts.push({ both: direction === 'in' ? 't.amount_minor > 0' : 't.amount_minor < 0' });
  if (isForeign) parts.push({ both: FOREIGN_SQL });
  return parts;
}

/** The trigram index only suggests; each term is confirmed on the row's texts. */
function termParts({ terms }: Search): Part[] {
  return terms.map((term, i) => ({
    live: `(instr(t.search_text, :term${i}) > 0 OR instr(t.own_text, :term${i}) > 0)`,
    removed: `instr(t.search_text, :term${i}) > 0`,
    params: { [`term${i}`]: term },
  }));
}

export function conditionsOf(filter: TransactionFilter, search: Search, lookups: Lookups): Conditions {
  const parts: Part[] = [
    ...rowParts(filter),
    statusPart(filter.statuses),
    ...categoryParts(filter, lookups),
    ...annotationParts(filter),
    ...termParts(search),
  ];
  const of = (side: 'live' | 'removed'): string[] | null => {
    if (parts.some((part) => part[side] === null)) return null;
    return parts.flatMap((part) => part[side] ?? part.both ?? []);
  };
  return { live: of('live'), removed: of('removed'), params: Object.assign({}, ...parts.map((part) => part.params)) as Params };
}

/** Whether the sums by day and category can answer: everything asked for is in their keys, or of the few rows beside them. */
export function isInDailySums(filter: TransactionFilter, search: Search): boolean {
  const { kinds, amounts, direction, tagIds, hasNote, isForeign, isUnreviewed } = filter;
  const asksMore =
    search.terms.length + kinds.length + amounts.length + tagIds.length > 0 ||
    direction !== null ||
    hasNote !== null ||
    isForeign ||
    isUnreviewed;
  return !asksMore;
}
