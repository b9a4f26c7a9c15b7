/** @file The query of a transaction list: reading the parameters, and which rows they let through (reference, section 10.1). */
import { isDay } from '../../shared/domain/dates.ts';
import { parseDecimal } from '../../shared/domain/money.ts';
import type { Row } from './household/row.ts';
import { type FieldErrors, InvalidRequest } from './replies.ts';
import type { RowState } from './wire-transactions.ts';

export type SinceType = 'booked' | 'created' | 'modified';
type Moment = { readonly epochMs: number; readonly isDay: boolean };

export type TransactionQuery = {
  readonly accounts: readonly string[] | null;
  readonly count: number;
  readonly offset: number;
  readonly sort: 'asc' | 'desc';
  readonly since: Moment | { readonly id: string } | null;
  readonly sinceType: SinceType;
  readonly until: Moment | null;
  readonly filter: { readonly key: 'date' | 'person' | 'purpose' | 'amount'; readonly value: string } | null;
  readonly atLeastMinor: number | null;
  readonly belowMinor: number | null;
  readonly types: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly partners: readonly string[] | null;
  readonly contracts: readonly string[] | null;
  readonly syncId: string | null;
  readonly includesPending: boolean;
  readonly includesStatistics: boolean;
  readonly isCents: boolean;
};

export const MAX_COUNT = 1000;
const DAY_MS = 86_400_000;

/** Reads parameters one by one and collects what is wrong with them. */
function paramReader(params: Readonly<Record<string, string>>) {
  const errors: FieldErrors = {};
  const read = <T>(name: string, fallback: T, accept: (text: string) => T | undefined, message: string): T => {
    const text = params[name];
    if (text === undefined || text === '') return fallback;
    const value = accept(text);
    if (value === undefined) errors[name] = [message];
    return value ?? fallback;
  };
  const isCount = (text: string, min: number, max: number) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max;
  const flags: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
  return {
    errors,
    read,
    integer: (name: string, fallback: number, min: number, max: number) =>
      read(name, fallback, (text) => (isCount(text, min, max) ? Number(text) : undefined), `Must be from ${min} to ${max}.`),
    flag: (name: string) => read(name, false, (text) => flags[text.toLowerCase()], 'Not a valid boolean.'),
    list: (name: string) => read<readonly string[] | null>(name, null, (text) => text.split(',').filter((one) => one !== ''), ''),
    amount: (name: string) => read<number | null>(name, null, (text) => parseDecimal(text, 'SAR'), 'Not a valid number.'),
  };
}

export function readTransactionQuery(params: Readonly<Record<string, string>>): TransactionQuery {
  const { errors, read, integer, flag, list, amount } = paramReader(params);
  const query: TransactionQuery = {
    accounts: list('accounts'),
    count: integer('count', MAX_COUNT, 1, MAX_COUNT),
    offset: integer('offset', 0, 0, 999_999_999),
    sort: read('sort', 'desc', (text) => (text === 'asc' || text === 'desc' ? text : undefined), 'Must be asc or desc.'),
    since: read<TransactionQuery['since']>(
      'since',
      null,
      (text) => (/^T\d/.test(text) ? { id: text } : readMoment(text)),
      'Not a date or transaction id.',
    ),
    sinceType: read<SinceType>('since_type', 'booked', readSinceType, 'Must be booked, created or modified.'),
    until: read<Moment | null>('until', null, readMoment, 'Not a date.'),
    filter: read<TransactionQuery['filter']>('filter', null, readFilter, 'Must be key:value with key date, person, purpose or amount.'),
    atLeastMinor: amount('amount_gte'),
    belowMinor: amount('amount_lt') ?? amount('amount_lte'),
    types: list('types'),
    categories: list('categories'),
    partners: list('payment_partners'),
    contracts: list('contracts'),
    syncId: read<string | null>('sync_id', null, (text) => text, ''),
    includesPending: flag('include_pending'),
    includesStatistics: flag('include_statistics'),
    isCents: flag('cents'),
  };
  if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
  return query;
}

function readSinceType(text: string): SinceType | undefined {
  return text === 'booked' || text === 'created' || text === 'modified' ? text : undefined;
}

function readMoment(text: string): Moment | undefined {
  if (isDay(text)) return { epochMs: Date.parse(`${text}T00:00:00Z`), isDay: true };
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  // A "+" that was not escaped arrives as a space.
  const epochMs = Date.parse(text.replace(' ', '+'));
  return Number.isNaN(epochMs) ? undefined : { epochMs, isDay: false };
}

function readFilter(text: string): TransactionQuery['filter'] | undefined {
  const [, key, value] = /^(date|person|purpose|amount):(.*)$/su.exec(text) ?? [];
  if (value === undefined) return undefined;
  return { key: key as 'date' | 'person' | 'purpose' | 'amount', value }; // the expression allows nothing else
}

/** What a booked row is compared by: its calendar date (as a midnight) or one of the platform's times. */
function comparedBy(state: RowState, type: SinceType): number {
  if (type === 'booked') return state.day * DAY_MS;
  return type === 'created' ? state.createdAt : state.modifiedAt;
}

/** Dates are included on both ends. */
export function isInPeriod(state: RowState, query: Pick<TransactionQuery, 'since' | 'sinceType' | 'until'>): boolean {
  const at = comparedBy(state, query.sinceType);
  const { since, until } = query;
  // A booked date has no time of day, so a time on that date still includes it.
  if (since && 'epochMs' in since && at < (query.sinceType === 'booked' ? Math.floor(since.epochMs / DAY_MS) * DAY_MS : since.epochMs))
    return false;
  return !until || at <= (until.isDay ? until.epochMs + DAY_MS - 1 : until.epochMs);
}

export type RowFacts = {
  readonly row: Row;
  readonly state: RowState;
  readonly purpose: string;
  readonly amountText: string;
  readonly dateText: string;
  readonly partnerId: string | null;
  readonly contractId: string | null;
};

export function passesFilters(facts: RowFacts, query: TransactionQuery): boolean {
  const { row, state } = facts;
  const { words } = row;
  if (query.atLeastMinor !== null && state.minor < query.atLeastMinor) return false;
  if (query.belowMinor !== null && state.minor >= query.belowMinor) return false;
  if (query.types && !query.types.includes(words.type)) return false;
  if (query.categories && !query.categories.includes(String(words.categoryId))) return false;
  if (query.partners && !query.partners.includes(facts.partnerId ?? '')) return false;
  if (query.contracts && !query.contracts.includes(facts.contractId ?? '')) return false;
  if (!query.filter) return true;
  const text = { date: facts.dateText, person: words.name, purpose: facts.purpose, amount: facts.amountText }[query.filter.key];
  return text.toLowerCase().includes(query.filter.value.toLowerCase());
}

/** Whether any parameter looks into the rows; without one a page needs no scan. */
export function hasFilters(query: TransactionQuery): boolean {
  return [query.atLeastMinor, query.belowMinor, query.types, query.categories, query.partners, query.contracts, query.filter].some(
    (one) => one !== null,
  );
}
