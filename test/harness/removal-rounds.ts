/** @file One round of the removal kill tests: a process that removes bank A is ended at its n-th step, then the store is opened again. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../electron/db/open.ts';
import { marksIn, marksOf, rowsOf, staying, tablesOf } from './marked-store.ts';
import {
  aRemovalService,
  BANKS,
  bytesOnDisk,
  indexLeft,
  type Level,
  openMarked,
  pagesIn,
  type StoreKind,
  seedMarked,
  willing,
} from './removal-world.ts';

const CHILD = join(import.meta.dirname, 'removal-child.ts');

export type RemovalRounds = {
  /** `again`: the start that finishes is killed too, at that step of its own. */
  readonly run: (step: number, again?: number) => RemovalRound;
  readonly close: () => void;
};
export type RemovalRound = {
  /** How many steps there were, when the process came to its end. */
  readonly steps: number | undefined;
  /** Whether the journal knew of the removal when the process was gone. */
  readonly isBegun: boolean;
  /** Marks of what was to go: before anything is opened again (plain stores only), and after. */
  readonly left: readonly string[];
  readonly index: { readonly rows: number; readonly terms: number };
  /** Rows that still name its account, in any table. */
  readonly rows: number;
  /** Rows of bank B, and those no bank owns, that are not as they were. */
  readonly changed: readonly string[];
  readonly faults: readonly string[];
};

/** `touch` writes a blank behind some of the texts. */
const withoutTouch = (json: string) => json.replace(/ +"/g, '"');
const isOfB = (json: string) => !json.includes('zqxa') && !/bank-a|account-a|consent-a|flow-a/.test(json);

/** The journal of removals, and sums over all accounts, which become those of bank B (an invariant of R6 checks them). */
const CHANGING: readonly string[] = ['withdrawals', 'withdrawn_ids', 'daily_category_totals'];

/** What must be the same afterwards: everything that is not bank A's. */
function othersOf(db: Db): Readonly<Record<string, readonly string[]>> {
  const tables = tablesOf(db).filter((name) => !CHANGING.includes(name));
  return rowsOf(db, tables, (json) => isOfB(json));
}

function changedIn(db: Db, before: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const after = othersOf(db);
  const textOf = (rows: readonly string[] = []) => rows.map(withoutTouch).join('\n');
  return Object.keys(before).filter((name) => textOf(before[name]) !== textOf(after[name]));
}

/** Rows that name bank A's account, also where there is no text to mark; the fetch ledger keeps its lines. */
function rowsLeft(db: Db): number {
  const tables = tablesOf(db).filter((name) => name !== 'fetch_ledger');
  const columnsOf = (table: string) =>
    (db.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name).filter((name) => name.endsWith('account_id'));
  const count = (table: string, column: string) =>
    Number(db.prepare(`SELECT count(*) FROM "${table}" WHERE "${column}" = 'account-a'`).pluck().get());
  return tables.flatMap((table) => columnsOf(table).map((column) => count(table, column))).reduce((sum, one) => sum + one, 0);
}

function faultsOf(db: Db): readonly string[] {
  const integrity = db.pragma('integrity_check', { simple: true });
  const broken = db.pragma('foreign_key_check') as unknown[]; // one row per violation
  return [...(integrity === 'ok' ? [] : [String(integrity)]), ...broken.map(() => 'a row without its owner')];
}

function killedChild(args: readonly string[]): string {
  const ended = spawnSync(process.execPath, ['--no-warnings', CHILD, ...args], { encoding: 'utf8' });
  if (ended.signal !== 'SIGKILL') throw new Error(`the child was not killed: ${ended.stderr.slice(-800)}`);
  return ended.stdout;
}

export function startRemovalRounds(kind: StoreKind, level: Level): RemovalRounds {
  const parent = mkdtempSync(join(tmpdir(), 'mizan-removal-kill-'));
  const seed = join(parent, 'seed');
  mkdirSync(seed);
  seedMarked(seed, kind);
  const seeded = openMarked(seed, kind);
  const before = othersOf(seeded.db);
  seeded.close();
  // A bank that goes takes its accounts along.
  const gone = marksOf('a', level);
  const stays = new Set(marksOf('a', 'everything').filter((mark) => staying().some((name) => mark.what === `a: ${name}`)));

  return {
    run(step, again) {
      const dir = join(parent, `step-${step}`);
      cpSync(seed, dir, { recursive: true });
      try {
        const said = killedChild([dir, kind, level, String(step)]);
        if (again !== undefined) killedChild([dir, kind, level, String(again), 'finish']);
        const steps = /steps (\d+)/.exec(said)?.[1];
        const store = openMarked(dir, kind);
        try {
          const { db } = store;
          const isBegun = Number(db.prepare("SELECT count(*) FROM withdrawals WHERE subject_id LIKE '%-a'").pluck().get()) > 0;
          aRemovalService(dir, db, willing);
          const bytes = () => (kind === 'plain' ? bytesOnDisk(dir) : pagesIn(dir, db));
          const missing = marksIn(bytes(), [...stays, ...marksOf(BANKS[1], 'everything')]).length;
          const lost = missing === stays.size + marksOf(BANKS[1], 'everything').length ? [] : ['marks that should have stayed'];
          return {
            steps: steps === undefined ? undefined : Number(steps),
            isBegun,
            left: marksIn(bytes(), gone),
            index: indexLeft(db),
            rows: rowsLeft(db),
            changed: [...changedIn(db, before), ...lost],
            faults: faultsOf(db),
          };
        } finally {
          store.close();
        }
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
    close: () => rmSync(parent, { recursive: true, force: true }),
  };
}
