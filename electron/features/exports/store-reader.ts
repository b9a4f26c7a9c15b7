/**
 * @file Every table, row by row, as plain values: compressed answers of the provider as the text they came as, other bytes in hexadecimal.
 * Columns are asked of the schema, so that none is forgotten; names come from our own list, never from input.
 */
import type { StoredKind } from '../../../shared/contract/exports.ts';
import type { Db } from '../../db/open.ts';
import { unpackBody } from '../../db/raw-body.ts';
import { SEALED_TOKENS, STORED_TABLES, type StoredTable } from './stored-tables.ts';

export type PlainValue = string | number | null;
export type TableReader = {
  readonly name: string;
  readonly columns: readonly string[];
  count(): number;
  /** All rows in the order of the key, a page at a time. */
  pages(): Generator<readonly (readonly PlainValue[])[], void, undefined>;
};
type Column = { readonly name: string; readonly pk: number };
type StoredValue = string | number | Buffer | null;

const PAGE_ROWS = 500;

function toPlain(value: StoredValue, column: string): PlainValue {
  if (!Buffer.isBuffer(value)) return value;
  return column === 'body' ? unpackBody(value).toString('utf8') : value.toString('hex');
}

function readerOf(db: Db, { name, pageRows = PAGE_ROWS }: StoredTable): TableReader {
  const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid').all(name) as Column[]; // columns as selected
  const keys = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const quoted = (list: readonly Column[]) => list.map((column) => `"${column.name}"`).join(', ');
  const isKept = name === 'settings' ? `name <> '${SEALED_TOKENS}'` : 'true';
  const order = `ORDER BY ${quoted(keys)} LIMIT ${pageRows}`;
  const first = db.prepare(`SELECT ${quoted(columns)} FROM "${name}" WHERE ${isKept} ${order}`).raw();
  const next = db
    .prepare(
      `SELECT ${quoted(columns)} FROM "${name}" WHERE ${isKept} AND (${quoted(keys)}) > (${keys.map(() => '?').join(', ')}) ${order}`,
    )
    .raw();
  const count = db.prepare(`SELECT count(*) FROM "${name}" WHERE ${isKept}`).pluck();
  const keyPlaces = keys.map((key) => columns.indexOf(key));
  return {
    name,
    columns: columns.map((column) => column.name),
    count: () => Number(count.get()),
    *pages() {
      let rows = first.all() as StoredValue[][]; // raw rows of SQLite's own types
      while (rows.length > 0) {
        yield rows.map((row) => row.map((value, place) => toPlain(value, columns[place]?.name ?? '')));
        const last = rows.at(-1) ?? [];
        rows = rows.length < pageRows ? [] : (next.all(...keyPlaces.map((place) => last[place] ?? null)) as StoredValue[][]); // as above
      }
    },
  };
}

export type StoreReader = ReturnType<typeof createStoreReader>;

export function createStoreReader(db: Db) {
  return {
    tables: (): TableReader[] => STORED_TABLES.map((table) => readerOf(db, table)),
    inventory(): { kind: StoredKind; count: number }[] {
      const counts = new Map<StoredKind, number>();
      for (const table of STORED_TABLES.filter(({ isAside }) => !isAside))
        counts.set(table.kind, (counts.get(table.kind) ?? 0) + readerOf(db, table).count());
      return [...counts].map(([kind, count]) => ({ kind, count }));
    },
  };
}
