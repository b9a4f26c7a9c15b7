/**
 * @file A store with a marker in every table: two banks with one account each, so that what belongs to one can be looked for byte by byte
 * once it was removed, and the other be compared. A table that is added later has no row here, and the tests that use this fail until it has.
 */
import type { Db } from '../../electron/db/open.ts';
import { body, markOf, type Owner, TABLES } from './marked-tables.ts';

export type Mark = { readonly what: string; readonly bytes: Buffer };

/** The index holds trigrams of search_text, never a whole word; its own tables are checked by their count. */
const INDEX = /^transaction_search(?:_|$)/;

export function tablesOf(db: Db): readonly string[] {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
    .pluck()
    .all() as string[]; // sqlite_schema.name is TEXT
  return names.filter((name) => !INDEX.test(name));
}

/** Tables somebody added and nobody covered here, and covered ones that are gone: both must be none. */
export function uncoveredTables(db: Db): readonly string[] {
  const stored = new Set(tablesOf(db));
  const covered = Object.keys(TABLES);
  return [...[...stored].filter((name) => !covered.includes(name)), ...covered.filter((name) => !stored.has(name))];
}

/** Rows with the marker of this bank in every table. `sync_runs` comes first: others refer to it. */
export function plantEverywhere(db: Db, banks: readonly string[]): void {
  db.transaction(() => {
    for (const table of ['sync_runs', ...Object.keys(TABLES).filter((name) => name !== 'sync_runs')]) {
      for (const bank of banks) TABLES[table]?.plant(db, bank, (part) => markOf(bank, table, part));
    }
  }).immediate();
}

const belongsTo = (owner: Owner, level: 'account' | 'bank' | 'everything') =>
  level === 'everything' || owner === 'account' || (level === 'bank' && owner === 'bank');

/** What must be gone once this much of a bank was removed. */
export function marksOf(bank: string, level: 'account' | 'bank' | 'everything'): readonly Mark[] {
  const names = Object.entries(TABLES).filter(([, { owner, isWithoutText }]) => belongsTo(owner, level) && !isWithoutText);
  const prefixes = names.map(([table]) => ({ what: `${bank}: ${table}`, bytes: Buffer.from(markOf(bank, table).slice(0, -3)) }));
  return [...prefixes, { what: `${bank}: body of raw_pages`, bytes: body(bank).subarray(0, 24) }];
}

/** The names of the tables whose rows stay when a bank goes. */
export const staying = (): readonly string[] =>
  Object.entries(TABLES).flatMap(([name, { owner }]) => (typeof owner === 'object' ? [name] : []));

/** Every row of every table as JSON, for comparing what must not have changed. */
export function rowsOf(db: Db, tables: readonly string[], filter: (json: string) => boolean): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    tables.map((table) => {
      const rows = db.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[]; // every table gives rows
      const texts = rows.map((row) =>
        JSON.stringify(row, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)),
      );
      return [table, texts.filter(filter).sort()];
    }),
  );
}

/** Marks among these bytes. */
export function marksIn(bytes: Buffer, marks: readonly Mark[]): readonly string[] {
  return marks.filter((mark) => bytes.includes(mark.bytes)).map((mark) => mark.what);
}
