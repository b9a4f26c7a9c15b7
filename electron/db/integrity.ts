/** @file Reads every page of an open store (R7): reads of single rows alone do not reveal damage. */
import { AppError } from '../../shared/errors.ts';
import { type Db, readPragma } from './open.ts';

/** `quick`: pages and their order, as at every start. `full`: that indexes and the search index agree with the rows, too. */
export type Extent = 'quick' | 'full';

/**
 * With this cipher a flipped bit in any page is an error (S29). The quick one goes table by table, because of a whole file SQLite also has the
 * search index prove itself word by word, which takes six times as long as everything else; its pages are read here.
 * @throws AppError `database_damaged`, or the driver's own error for a page that cannot be read
 */
export function checkIntegrity(db: Db, extent: Extent): void {
  for (const pragma of extent === 'full' ? ['integrity_check'] : quickChecks(db)) {
    if (readPragma(db, pragma) !== 'ok') throw new AppError('database_damaged', `${extent} check failed`);
  }
}

function quickChecks(db: Db): string[] {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").pluck().all() as string[]; // plucked TEXT
  return tables.map((name) => `quick_check("${name}")`);
}
