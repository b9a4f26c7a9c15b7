/**
 * @file Which rows stand where: keys after or before a place. Never an offset, so that the hundredth page costs what the first does and
 * rows arriving meanwhile shift nothing.
 */
import type { Db } from '../../db/open.ts';
import type { Params } from './list-conditions.ts';
import {
  BAND_SQL,
  compareCurrencies,
  comparePlaces,
  endOf,
  isBySize,
  isFalling,
  OPPOSITE,
  type Place,
  type Section,
  startOf,
} from './list-place.ts';
import { createSources, createStatements, type ListQuery, type Source, whereSql } from './list-sources.ts';

export type Key = Place & { readonly isRemoved: boolean };
type KeyRow = { readonly id: number; readonly head: string; readonly size: number };

const KEY_BY_DAY = 't.id, t.day_on AS head, 0 AS size';
const KEY_BY_SIZE = 't.id, t.currency AS head, abs(t.amount_minor) AS size';
const CURRENCIES = `
  SELECT DISTINCT currency FROM daily_account_totals
  UNION SELECT DISTINCT currency FROM transactions INDEXED BY transactions_pending WHERE is_pending = 1
  UNION SELECT DISTINCT currency FROM removed_transactions`;

export type ListKeys = ReturnType<typeof createListKeys>;

export function createListKeys(db: Db) {
  const sources = createSources(db);
  const statement = createStatements(db);
  const currencies = db.prepare<[], string>(CURRENCIES).pluck();

  function read(source: Source, sql: string, params: Params): Key[] {
    return statement<KeyRow>(sql)
      .all({ ...source.params, ...params })
      .map((row) => ({ ...row, isRemoved: source.isRemoved }));
  }

  /** Along the day index: one bound of the days is the place itself, so that no page walks what an earlier one did. */
  function byDay(query: ListQuery, all: readonly Source[], from: Place, limit: number): Key[] {
    const { fromDay, toDay } = query.filter;
    const isDown = isFalling(query.sort);
    const order = isDown ? 'DESC' : 'ASC';
    const far = isDown ? fromDay : toDay;
    const near = isDown ? toDay : fromDay;
    const start = near !== null && (isDown ? from.head > near : from.head < near) ? { ...startOf(query.sort), head: near } : from;
    const keys = all.flatMap((source) => {
      const where = [...source.where, ...(far === null ? [] : [isDown ? 't.day_on >= :far' : 't.day_on <= :far'])];
      const sql = `SELECT ${KEY_BY_DAY} FROM ${source.from} WHERE ${whereSql(where)}
        AND (t.day_on, t.id) ${isDown ? '<' : '>'} (:head, :id) ORDER BY t.day_on ${order}, t.id ${order} LIMIT :limit`;
      return read(source, sql, { far, head: start.head, id: start.id, limit });
    });
    return keys.sort(comparePlaces(query.sort)).slice(0, limit);
  }

  /** One currency after the other. */
  function bySize(query: ListQuery, all: readonly Source[], from: Place | null, limit: number, isBefore: boolean): Key[] {
    const known = currencies.all().sort(compareCurrencies);
    const ordered = isBefore ? known.reverse() : known;
    const rest = from === null ? ordered : ordered.slice(Math.max(0, ordered.indexOf(from.head)));
    const keys: Key[] = [];
    for (const currency of rest) {
      const place = from?.head === currency ? from : startOf(query.sort, currency);
      keys.push(...ofCurrency(query, all, place, limit - keys.length));
      if (keys.length >= limit) break;
    }
    return keys;
  }

  function ofCurrency(query: ListQuery, all: readonly Source[], from: Place, limit: number): Key[] {
    const isDown = isFalling(query.sort);
    const order = isDown ? 'DESC' : 'ASC';
    const keys = all.flatMap((source) => {
      const sql = `SELECT ${KEY_BY_SIZE} FROM ${source.from} WHERE ${whereSql([...source.where, ...dayBounds(query)])}
        AND t.currency = :head AND (abs(t.amount_minor), t.id) ${isDown ? '<' : '>'} (:size, :id)
        ORDER BY abs(t.amount_minor) ${order}, t.id ${order} LIMIT :limit`;
      return read(source, sql, { ...daysOf(query), head: from.head, size: from.size, id: from.id, limit });
    });
    return keys.sort(comparePlaces(query.sort)).slice(0, limit);
  }

  /** Keys after a place in list order; before it when asked, still in list order. null = from the list's own edge. */
  function keys(query: ListQuery, place: Place | null, limit: number, isBefore = false): Key[] {
    const walked = isBefore ? { ...query, sort: OPPOSITE[query.sort] } : query;
    const all = sources.of(query, sources.leadOf(query));
    const found = isBySize(query.sort)
      ? bySize(walked, all, place, limit, isBefore)
      : byDay(walked, all, place ?? (isBefore ? endOf(query.sort) : startOf(query.sort)), limit);
    return isBefore ? found.reverse() : found;
  }

  /** Which of these rows the filter keeps, with their places. */
  function placesOf(query: ListQuery, ids: readonly number[]): Key[] {
    const columns = isBySize(query.sort) ? KEY_BY_SIZE : KEY_BY_DAY;
    return sources.of(query, 'walk').flatMap((source) => {
      const table = source.isRemoved ? 'removed_transactions' : 'transactions';
      const sql = `SELECT ${columns} FROM json_each(:wanted) w CROSS JOIN ${table} t ON t.id = w.value
        WHERE ${whereSql([...source.where, ...dayBounds(query)])}`;
      return read(source, sql, { ...daysOf(query), wanted: JSON.stringify(ids) });
    });
  }

  /** Rows of a section that stand before a place of it. */
  function countBefore(query: ListQuery, section: Section, place: Place): number {
    const isDown = isFalling(query.sort);
    const earlier = isDown ? '>' : '<';
    const within = isBySize(query.sort)
      ? [`t.currency = :head`, `${BAND_SQL} = :band`, `(abs(t.amount_minor), t.id) ${earlier} (:size, :id)`]
      : [`t.day_on = :head`, `t.id ${earlier} :id`];
    return sources.of(query, sources.leadOf(query)).reduce((sum, source) => {
      const sql = `SELECT count(*) AS count FROM ${source.from} WHERE ${whereSql([...source.where, ...dayBounds(query), ...within])}`;
      const params = { ...source.params, ...daysOf(query), ...section, size: place.size, id: place.id };
      return sum + (statement<{ count: number }>(sql).get(params)?.count ?? 0);
    }, 0);
  }

  /** Everything the filter keeps, without removed rows, in no order. */
  function allIds(query: ListQuery): number[] {
    return sources.of(query, sources.leadOf(query)).flatMap((source) => {
      if (source.isRemoved) return [];
      const sql = `SELECT t.id AS id FROM ${source.from} WHERE ${whereSql([...source.where, ...dayBounds(query)])}`;
      return statement<{ id: number }>(sql)
        .all({ ...source.params, ...daysOf(query) })
        .map((row) => row.id);
    });
  }

  function count(query: ListQuery): number {
    return sources.of(query, sources.leadOf(query)).reduce((sum, source) => {
      if (source.isRemoved) return sum;
      const sql = `SELECT count(*) AS count FROM ${source.from} WHERE ${whereSql([...source.where, ...dayBounds(query)])}`;
      return sum + (statement<{ count: number }>(sql).get({ ...source.params, ...daysOf(query) })?.count ?? 0);
    }, 0);
  }

  return { keys, placesOf, countBefore, allIds, count };
}

export function dayBounds({ filter }: ListQuery): string[] {
  return [...(filter.fromDay === null ? [] : ['t.day_on >= :fromDay']), ...(filter.toDay === null ? [] : ['t.day_on <= :toDay'])];
}

export function daysOf({ filter: { fromDay, toDay } }: ListQuery): Params {
  return { fromDay, toDay };
}
