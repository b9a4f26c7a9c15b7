/** @file Sums over booked rows: per category, per merchant, recurring payments, series over time (reference, section 21). */
import { isDay } from '../../shared/domain/dates.ts';
import { parseDecimal } from '../../shared/domain/money.ts';
import type { Engine } from './engine.ts';
import { categoryPath, type Language } from './household/categories.ts';
import type { Row } from './household/row.ts';
import { type FieldErrors, InvalidRequest } from './replies.ts';
import type { Holding } from './transaction-list.ts';
import { major } from './wire-accounts.ts';
import { dayText } from './wire-time.ts';
import { contractId, partnerId, stateOf } from './wire-transactions.ts';

export type AggregateQuery = {
  readonly accounts: readonly string[] | null;
  readonly accesses: readonly string[] | null;
  /** First and last booking day, both included. */
  readonly from: string;
  readonly to: string;
  readonly isDescending: boolean;
  readonly atLeastMinor: number | null;
  readonly belowMinor: number | null;
  readonly currency: string;
  readonly frequency: Frequency;
};
const FREQUENCIES = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;
type Frequency = (typeof FREQUENCIES)[number];

const FIRST = '0000-01-01';
const LAST = '9999-12-31';

/** Without `currency` these answer in riyals: a Saudi household has nothing in the platform's own default. */
export function readAggregateQuery(params: Readonly<Record<string, string>>): AggregateQuery {
  const errors: FieldErrors = {};
  const read = <T>(name: string, accept: (text: string) => T | undefined, message: string): T | null => {
    const text = params[name];
    if (text === undefined || text === '') return null;
    const value = accept(text);
    if (value === undefined) errors[name] = [message];
    return value ?? null;
  };
  const list = (text: string) => text.split(',').filter((one) => one !== '');
  const day = (text: string) => (isDay(text.slice(0, 10)) ? text.slice(0, 10) : undefined);
  const amount = (text: string) => parseDecimal(text, 'SAR');
  const period = read('period', readPeriod, 'Must be like 2019, 2019-12, 2019-Q1, 2019-W23 or 2019-12-24.');
  const query = {
    accounts: read('accounts', list, ''),
    accesses: read('accesses', list, ''),
    from: read('since', day, 'Not a date.') ?? period?.[0] ?? FIRST,
    to: read('until', day, 'Not a date.') ?? period?.[1] ?? LAST,
    isDescending: read('sort', (text) => (text === 'asc' || text === 'desc' ? text : undefined), 'Must be asc or desc.') === 'desc',
    atLeastMinor: read('amount_gte', amount, 'Not a number.'),
    belowMinor: read('amount_lt', amount, 'Not a number.') ?? read('amount_lte', amount, 'Not a number.'),
    currency: read('currency', (text) => (/^[A-Z]{3}$/.test(text) ? text : undefined), 'Must be an ISO 4217 code.') ?? 'SAR',
    frequency:
      read('frequency', (text) => FREQUENCIES.find((one) => one === text), `Must be one of ${FREQUENCIES.join(', ')}.`) ?? 'monthly',
  };
  if (Object.keys(errors).length > 0) throw new InvalidRequest(errors);
  return query;
}

function isoDay(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}

function readPeriod(text: string): readonly [string, string] | undefined {
  if (isDay(text)) return [text, text];
  const [, yearText, rest] = /^(\d{4})(?:-(\d{2}|Q[1-4]|W\d{2}))?$/.exec(text) ?? [];
  if (yearText === undefined) return undefined;
  const year = Number(yearText);
  if (rest === undefined) return [`${yearText}-01-01`, `${yearText}-12-31`];
  if (rest.startsWith('Q')) {
    const month = (Number(rest.slice(1)) - 1) * 3;
    return [isoDay(year, month, 1), isoDay(year, month + 3, 0)];
  }
  if (rest.startsWith('W')) {
    // Week 1 is the one with 4 January; weeks begin on Monday (ISO 8601).
    const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7;
    const monday = 4 - fourth + 1 + (Number(rest.slice(1)) - 1) * 7;
    return [isoDay(year, 0, monday), isoDay(year, 0, monday + 6)];
  }
  const month = Number(rest);
  return month >= 1 && month <= 12 ? [isoDay(year, month - 1, 1), isoDay(year, month, 0)] : undefined;
}

export type Entry = { readonly row: Row; readonly accountId: string; readonly day: string };

export function entriesOf(engine: Engine, holdings: readonly Holding[], query: AggregateQuery): readonly Entry[] {
  return holdings
    .filter(({ access, account }) => (query.accounts?.includes(account.id) ?? true) && (query.accesses?.includes(access.id) ?? true))
    .flatMap(({ access, account }) =>
      engine.view(access, account).booked.map((row) => ({ row, accountId: account.id, day: dayText(stateOf(row, account, true).day) })),
    )
    .filter(({ row, day }) => row.currency === query.currency && day >= query.from && day <= query.to)
    .filter(
      ({ row }) =>
        (query.atLeastMinor === null || row.minor >= query.atLeastMinor) && (query.belowMinor === null || row.minor < query.belowMinor),
    );
}

function groupBy(entries: readonly Entry[], keyOf: (entry: Entry) => string | null): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function totals(entries: readonly Entry[], currency: string) {
  const minors = entries.map(({ row }) => row.minor);
  const sum = minors.reduce((total, minor) => total + minor, 0);
  const average = Math.round(sum / Math.max(1, minors.length));
  const extreme = (pick: (a: number, b: number) => number) => minors.reduce((a, b) => pick(a, b), minors[0] ?? 0);
  return {
    sum,
    shown: {
      count: minors.length,
      sum: major(sum, currency),
      high: major(extreme(Math.max), currency),
      low: major(extreme(Math.min), currency),
      average: major(average, currency),
    },
  };
}

function sorted(groups: readonly { readonly sum: number; readonly shown: object }[], isDescending: boolean): readonly object[] {
  return [...groups].sort((a, b) => (isDescending ? b.sum - a.sum : a.sum - b.sum)).map((group) => group.shown);
}

export function categoryGroups(entries: readonly Entry[], query: AggregateQuery, language: Language): readonly object[] {
  const groups = [...groupBy(entries, ({ row }) => (row.words.categoryId === null ? null : String(row.words.categoryId)))].map(
    ([id, group]) => {
      const own = categoryPath(Number(id)).at(-1);
      const { sum, shown } = totals(group, query.currency);
      const { average: _average, ...rest } = shown;
      return {
        sum,
        shown: { id: Number(id), parent_id: own?.parentId ?? null, name: own?.names[language] ?? '', currency: query.currency, ...rest },
      };
    },
  );
  return sorted(groups, query.isDescending);
}

export function partnerGroups(entries: readonly Entry[], query: AggregateQuery): readonly object[] {
  const groups = [...groupBy(entries, ({ row }) => row.words.partner)].map(([name, group]) => {
    const { sum, shown } = totals(group, query.currency);
    return { sum, shown: { id: partnerId(name), name, currency: query.currency, ...shown } };
  });
  return sorted(groups, query.isDescending);
}

export function contractItems(engine: Engine, entries: readonly Entry[]): readonly { readonly id: string }[] {
  return [...groupBy(entries, ({ row }) => row.words.contract)].map(([contract, group]) => {
    const last = group.at(-1);
    return {
      id: contractId(engine.seed, contract),
      name: last?.row.words.partner ?? contract,
      account_id: last?.accountId ?? '',
      interval: 'monthly',
      amount: major(last?.row.minor ?? 0, last?.row.currency ?? 'SAR'),
      currency: last?.row.currency ?? 'SAR',
      count: group.length,
      payment_partner: last?.row.words.partner == null ? null : { id: partnerId(last.row.words.partner), name: last.row.words.partner },
      first_booked_at: `${group[0]?.day ?? ''}T00:00:00.000Z`,
      last_booked_at: `${last?.day ?? ''}T00:00:00.000Z`,
    };
  });
}

/** First day of the stretch a day belongs to. */
function stretchStart(day: string, frequency: Frequency): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]; // a Day always has three parts
  switch (frequency) {
    case 'daily':
      return day;
    case 'weekly':
      return isoDay(year, month - 1, date - ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    case 'monthly':
      return isoDay(year, month - 1, 1);
    case 'quarterly':
      return isoDay(year, month - 1 - ((month - 1) % 3), 1);
    case 'yearly':
      return `${day.slice(0, 4)}-01-01`;
  }
}

export function timeline(entries: readonly Entry[], query: AggregateQuery): object {
  const accounts = [...groupBy(entries, (entry) => entry.accountId)].map(([accountId, own]) => ({
    account_id: accountId,
    currency: query.currency,
    timeline: [...groupBy(own, ({ day }) => stretchStart(day, query.frequency))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([start, group]) => {
        const sum = (pick: (minor: number) => boolean) =>
          group.reduce((total, { row }) => (pick(row.minor) ? total + row.minor : total), 0);
        const [income, expense] = [sum((minor) => minor > 0), sum((minor) => minor < 0)];
        return { date: start, income: major(income, query.currency), expense: major(expense, query.currency), count: group.length };
      }),
  }));
  return { currency: query.currency, frequency: query.frequency, accounts };
}
