/**
 * @file Sections of a list with their row counts: what a scroll bar over a million rows is made of. Without a filter, or one the daily sums
 * know, they are read off those sums. Otherwise rows are looked at in slices of days, so that other questions get their turn in between;
 * where a slice holds few of them, it names them, and nobody has to walk there again.
 */
import type { z } from 'zod';
import type { ListSection, SectionSlice } from '../../../shared/contract/transactions.ts';
import { addDays, type Day, isDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import { isInDailySums, type Params } from './list-conditions.ts';
import { daysOf } from './list-keys.ts';
import { BAND_SQL, compareCurrencies, comparePlaces, isBySize, isFalling, parseSection, sectionKey, sectionStart } from './list-place.ts';
import { createSources, createStatements, type ListQuery, type Source, whereSql } from './list-sources.ts';

type Group = {
  readonly head: string;
  readonly band: number;
  readonly currency: string;
  readonly count: number;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly pending_minor: number;
  readonly ids: string | null;
};
type Totals = z.infer<typeof SectionSlice>['totals'];
type DayCount = { readonly day: Day; readonly count: number };

/** Rows looked at in one go: a few dozen milliseconds where each has to be fetched. */
const SLICE_ROWS = 20_000;
/** The first look takes this part of it: what is seen first is not kept waiting for what is below. */
const FIRST_PART = 0.25;
/** Days of sums read first. */
const FIRST_DAYS = 60;
/** Up to this many hits a slice names them. */
const FEW = 400;
const NO_SUMS = '0 AS in_minor, 0 AS out_minor, 0 AS pending_minor';
const sumSql = (isPending: 0 | 1, amount: string): string =>
  `sum(CASE WHEN t.is_pending = ${isPending} AND t.own_category NOT IN (SELECT value FROM json_each(:transferIds)) THEN ${amount} ELSE 0 END)`;
const SUMS = `
  ${sumSql(0, 'max(t.amount_minor, 0)')} AS in_minor,
  ${sumSql(0, 'min(t.amount_minor, 0)')} AS out_minor,
  ${sumSql(1, 't.amount_minor')} AS pending_minor`;
const summedSql = (bounds: readonly string[]): string => `
  SELECT
    day_on AS head,
    0 AS band,
    currency,
    sum(count) AS count,
    sum(CASE WHEN category_id IN (SELECT value FROM json_each(:transferIds)) THEN 0 ELSE in_minor END) AS in_minor,
    sum(CASE WHEN category_id IN (SELECT value FROM json_each(:transferIds)) THEN 0 ELSE out_minor END) AS out_minor,
    0 AS pending_minor,
    NULL AS ids
  FROM daily_category_totals
  WHERE count > 0
    AND (:categories IS NULL OR category_id IN (SELECT value FROM json_each(:categories)))
    AND (:transfers IS NULL OR category_id NOT IN (SELECT value FROM json_each(:transfers)))
    AND (:currencies IS NULL OR currency IN (SELECT value FROM json_each(:currencies)))
    AND ${whereSql(bounds)}
  GROUP BY day_on, currency`;

export type ListSections = ReturnType<typeof createListSections>;

/** @param sliceRows about how many rows one look may take */
export function createListSections(db: Db, sliceRows = SLICE_ROWS) {
  const sources = createSources(db);
  const statement = createStatements(db);
  const edges = db.prepare<Params, { first: Day | null; last: Day | null }>(
    'SELECT (SELECT min(day_on) FROM daily_category_totals) AS first, (SELECT max(day_on) FROM daily_category_totals) AS last',
  );

  function groupsOf(query: ListQuery, source: Source, days: Params): Group[] {
    const isSized = isBySize(query.sort);
    const head = isSized ? 't.currency' : 't.day_on';
    const sql = `SELECT ${head} AS head, ${isSized ? BAND_SQL : '0'} AS band, t.currency AS currency, count(*) AS count,
        ${source.isRemoved ? NO_SUMS : SUMS}, ${isSized ? 'NULL' : 'json_group_array(t.id)'} AS ids
      FROM ${source.from} WHERE ${whereSql([...source.where, ...boundsIn(days)])} GROUP BY 1, 2, 3`;
    return statement<Group>(sql).all({ ...source.params, ...days });
  }

  /** Sections of everything a query keeps within these days. */
  function within(query: ListQuery, all: readonly Source[], days: Params): Omit<SectionSlice, 'next'> {
    const groups = all.map((source) => ({ source, groups: groupsOf(query, source, days) }));
    const count = groups.flatMap((one) => (one.source.isRemoved ? [] : one.groups)).reduce((sum, group) => sum + group.count, 0);
    return {
      ...merged(
        query,
        groups.flatMap((one) => one.groups),
      ),
      count,
    };
  }

  /** The newest (or oldest) days first, so that rows can be seen before ten years are added up; then all the rest. */
  function summed(query: ListQuery, cursor: Day | null): SectionSlice {
    const { fromDay, toDay } = query.filter;
    const isDown = isFalling(query.sort);
    const edge = edges.get({});
    const start = isDown ? (toDay ?? edge?.last ?? null) : (fromDay ?? edge?.first ?? null);
    const far = isDown ? fromDay : toDay;
    const last = cursor === null && start !== null ? addDays(start, isDown ? -FIRST_DAYS : FIRST_DAYS) : null;
    const reaches = (day: Day | null | undefined) =>
      last !== null && day !== null && day !== undefined && (isDown ? last <= day : last >= day);
    const isEnd = last === null || reaches(far) || reaches(isDown ? edge?.first : edge?.last);
    const first = cursor ?? (isDown ? toDay : fromDay);
    const end = isEnd ? far : last;
    const days = isDown ? { fromDay: end, toDay: first } : { fromDay: first, toDay: end };
    return { ...fromSums(query, days), next: isEnd ? null : addDays(last, isDown ? -1 : 1) };
  }

  /** Booked rows off the sums by day and category, the others off their own small indexes. */
  function fromSums(query: ListQuery, days: Params): Omit<SectionSlice, 'next'> {
    const { conditions, filter, transferCategoryIds, scope } = query;
    const hasBooked = filter.statuses.length === 0 || filter.statuses.includes('booked');
    const params: Params = {
      categories: null,
      transfers: null,
      currencies: null,
      ...conditions.params,
      ...days,
      transferIds: JSON.stringify(transferCategoryIds),
      scope: scope && JSON.stringify(scope),
    };
    const booked = hasBooked ? statement<Group>(summedSql(boundsIn(days, 'day_on'))).all(params) : [];
    const inScope = scope === null ? [] : ['t.account_id IN (SELECT value FROM json_each(:scope))'];
    const pending: Source = {
      isRemoved: false,
      from: 'transactions t INDEXED BY transactions_pending',
      where: ['t.is_pending = 1', ...(conditions.live ?? ['false']), ...inScope],
      params,
    };
    const beside = [pending, ...sources.of(query, 'walk').filter((source) => source.isRemoved)];
    const others = beside.map((source) => ({ source, groups: groupsOf(query, source, days) }));
    const shown = [...booked, ...others.flatMap((one) => (one.source.isRemoved ? [] : one.groups))];
    const all = [...booked, ...others.flatMap((one) => one.groups)].map((group) => ({ ...group, ids: null }));
    return { ...merged(query, all), count: shown.reduce((sum, group) => sum + group.count, 0) };
  }

  /** Days from `from` on along the list that hold about so many rows. null = to the end. */
  function sliceEnd(query: ListQuery, from: Day | null, most: number): Day | null {
    const isDown = isFalling(query.sort);
    // A bound of its own text: with "or no bound" every slice would walk the days of all slices before it.
    const sql = `SELECT day_on AS day, sum(count) AS count FROM daily_account_totals
      WHERE ${from === null ? 'true' : `day_on ${isDown ? '<=' : '>='} :from`}
        AND (:scope IS NULL OR account_id IN (SELECT value FROM json_each(:scope)))
      GROUP BY day_on ORDER BY day_on ${isDown ? 'DESC' : 'ASC'}`;
    let rows = 0;
    for (const { day, count } of statement<DayCount>(sql).iterate({ from, scope: query.scope && JSON.stringify(query.scope) })) {
      rows += count;
      if (rows >= most) return day;
    }
    return null;
  }

  /** @param cursor day the slice begins with; null = the first */
  function walked(query: ListQuery, cursor: Day | null, most: number): SectionSlice {
    const { fromDay, toDay } = query.filter;
    const isDown = isFalling(query.sort);
    const first = cursor ?? (isDown ? toDay : fromDay);
    const last = sliceEnd(query, first, most);
    const far = isDown ? fromDay : toDay;
    const isEnd = last === null || (far !== null && (isDown ? last <= far : last >= far));
    const end = isEnd ? far : last;
    const days = isDown ? { fromDay: end, toDay: first } : { fromDay: first, toDay: end };
    return { ...within(query, sources.of(query, 'walk'), days), next: isEnd ? null : addDays(last, isDown ? -1 : 1) };
  }

  /** A short look first; where it finds nothing, the next one goes on from there. */
  function firstOrNext(query: ListQuery, cursor: Day | null): SectionSlice {
    if (cursor !== null || isBySize(query.sort)) return walked(query, cursor, sliceRows);
    const first = walked(query, null, sliceRows * FIRST_PART);
    return first.next !== null && first.sections.length === 0 ? walked(query, first.next, sliceRows) : first;
  }

  return {
    /** @throws AppError `invalid_input` for a cursor it did not make */
    slice(query: ListQuery, cursor: string | null): SectionSlice {
      if (cursor !== null && !isDay(cursor))
        throw new AppError('invalid_input', 'not a slice of this list', { fields: { cursor: 'cursor' } });
      if (query.isWholeScope && !isBySize(query.sort) && isInDailySums(query.filter, query.search)) return summed(query, cursor);
      const lead = sources.leadOf(query);
      return lead === 'walk' ? firstOrNext(query, cursor) : { ...within(query, sources.of(query, lead), daysOf(query)), next: null };
    },
  };
}

function boundsIn({ fromDay, toDay }: Params, column = 't.day_on'): string[] {
  return [...(fromDay === null ? [] : [`${column} >= :fromDay`]), ...(toDay === null ? [] : [`${column} <= :toDay`])];
}

/** One section per head and band: groups are per currency too, and of several sources. */
function merged(query: ListQuery, groups: readonly Group[]): Pick<SectionSlice, 'sections' | 'totals'> {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const byKey = Map.groupBy(groups, (group) => sectionKey(query.sort, group.head, group.band));
  const order = comparePlaces(query.sort);
  const sections = [...byKey].map(
    ([key, members]): ListSection => ({
      key,
      count: members.reduce((sum, group) => sum + group.count, 0),
      sums: isBySize(query.sort) ? [] : sumsOf(members),
      pending: isBySize(query.sort) ? [] : pendingOf(members),
      ids: total <= FEW ? idsOf(query, members) : null,
    }),
  );
  const placed = sections.map((section) => ({ section, start: sectionStart(parseSection(section.key, query.sort), query.sort) }));
  return { sections: placed.sort((a, b) => order(a.start, b.start)).map((one) => one.section), totals: totalsOf(groups) };
}

function idsOf({ sort }: ListQuery, groups: readonly Group[]): number[] | null {
  if (groups.some((group) => group.ids === null)) return null;
  const ids = groups.flatMap((group) => JSON.parse(group.ids ?? '[]') as number[]); // built by json_group_array of an INTEGER column
  return ids.sort((a, b) => (isFalling(sort) ? b - a : a - b));
}

function sumsOf(groups: readonly Group[]): ListSection['sums'] {
  return totalsOf(groups).map(({ currency, inMinor, outMinor }) => ({ currency, sumMinor: inMinor + outMinor }));
}

/** Money that is held, each currency by itself, riyals first. */
function pendingOf(groups: readonly Group[]): ListSection['pending'] {
  const byCurrency = Map.groupBy(groups, (group) => group.currency);
  return [...byCurrency]
    .map(([currency, members]) => ({ currency, sumMinor: members.reduce((sum, group) => sum + group.pending_minor, 0) }))
    .filter(({ sumMinor }) => sumMinor !== 0)
    .sort((a, b) => compareCurrencies(a.currency, b.currency));
}

/** Money that moved, each currency by itself, riyals first; a currency in which nothing counts is left out. */
function totalsOf(groups: readonly Group[]): Totals {
  const byCurrency = Map.groupBy(groups, (group) => group.currency);
  return [...byCurrency]
    .map(([currency, members]) => ({
      currency,
      inMinor: members.reduce((sum, group) => sum + group.in_minor, 0),
      outMinor: members.reduce((sum, group) => sum + group.out_minor, 0),
    }))
    .filter(({ inMinor, outMinor }) => inMinor !== 0 || outMinor !== 0)
    .sort((a, b) => compareCurrencies(a.currency, b.currency));
}
