/**
 * @file What the driver itself needs for the rows of a seeded store: one prepared insert per row and index, a transaction per thousand, no
 * checks, no sums, no raw pages. Plain Node: `node floor-child.ts <seed folder> <plain|encrypted> <rows>`; prints one line of JSON.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Db, keepPages, openDatabase } from '../../electron/db/open.ts';
import { openSeededStore } from './seed/seed-store.ts';

export type FloorResult = { readonly rows: number; readonly seconds: number };
const CHUNK = 1000;

function openTarget(kind: string, path: string): Db {
  if (kind === 'encrypted') {
    const encrypted = openDatabase({ path, keyHex: randomBytes(32).toString('hex') });
    keepPages(encrypted, 'writing');
    return encrypted;
  }
  const db = new Database(path);
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=FULL');
  db.pragma('cache_size=-65536');
  db.pragma('wal_autocheckpoint=16000');
  return db;
}

/** The table and every index of the app's newest schema over it, the search index among them; no references. */
function copySchema(from: Db, to: Db): void {
  const sql = from
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE tbl_name IN ('transactions', 'transaction_search') AND sql IS NOT NULL ORDER BY type DESC",
    )
    .pluck()
    .all() as string[]; // plucked TEXT, filtered above
  to.pragma('foreign_keys=OFF');
  for (const statement of sql) to.exec(statement);
}

function fill(source: Db, target: Db, rows: number): number {
  const columns = source.prepare("SELECT name FROM pragma_table_info('transactions')").pluck().all() as string[]; // plucked TEXT
  const names = columns.join(', ');
  const insert = target.prepare(`INSERT INTO transactions (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
  const index = target.prepare('INSERT INTO transaction_search (rowid, search_text) VALUES (?, ?)');
  const read = source.prepare(`SELECT ${names} FROM transactions WHERE id > ? ORDER BY id LIMIT ${CHUNK}`).raw();
  const [id, text] = [columns.indexOf('id'), columns.indexOf('search_text')];
  const write = target.transaction((chunk: readonly unknown[][]) => {
    for (const row of chunk) {
      insert.run(row);
      index.run(row[id], row[text]);
    }
  });
  let seconds = 0;
  let done = 0;
  for (let last: unknown = 0; done < rows; ) {
    const chunk = read.all(last) as unknown[][]; // raw rows
    if (chunk.length === 0) break;
    const started = performance.now();
    write(chunk);
    seconds += (performance.now() - started) / 1000;
    done += chunk.length;
    last = chunk.at(-1)?.[id];
  }
  return seconds;
}

const [folder = '', kind = '', rows = '0'] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'mizan-floor-'));
const source = openSeededStore(folder);
try {
  const target = openTarget(kind, join(dir, 'floor.db'));
  copySchema(source.db, target);
  const seconds = fill(source.db, target, Number(rows));
  const stored = Number(target.prepare('SELECT count(*) FROM transactions').pluck().get());
  target.close();
  process.stdout.write(`${JSON.stringify({ rows: stored, seconds } satisfies FloorResult)}\n`);
} finally {
  source.close();
  rmSync(dir, { recursive: true, force: true });
}
