import { AppError } from '../../shared/errors.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { Db } from './open.ts';

export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** The version this build of Mizan works with. */
export const latestVersion = (steps: readonly Migration[] = migrations): number => steps.at(-1)?.version ?? 0;

/**
 * Whether the database must be stepped up before use.
 * @throws AppError `database_newer` when it was written by a later Mizan: nothing is touched (R3).
 */
export function needsMigration(db: Db, steps: readonly Migration[] = migrations): boolean {
  const version = schemaVersion(db);
  if (version > latestVersion(steps)) throw new AppError('database_newer', `schema ${version} is newer than ${latestVersion(steps)}`);
  return version < latestVersion(steps);
}

/** Foreign keys are off around the step: SQLite ignores the pragma inside a transaction, and a step may rebuild tables. */
function step(db: Db, migration: Migration): void {
  db.pragma('foreign_keys=OFF');
  try {
    db.transaction(() => {
      db.exec(migration.sql);
      const broken = db.pragma('foreign_key_check') as readonly unknown[]; // one row per violation
      if (broken.length > 0) throw new AppError('database_damaged', `migration ${migration.version} breaks ${broken.length} references`);
      db.pragma(`user_version=${migration.version}`);
    }).immediate();
  } finally {
    db.pragma('foreign_keys=ON');
  }
}

/** Brings the schema to the newest version, one transaction per step. */
export function migrate(db: Db, steps: readonly Migration[] = migrations): void {
  if (!needsMigration(db, steps)) return;
  const from = schemaVersion(db);
  for (const migration of steps) {
    if (migration.version > from) step(db, migration);
  }
}
