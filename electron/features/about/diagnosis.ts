/**
 * @file Facts for a report of a problem (S27): ids, codes, counts, durations. No name, amount, number, address or text of anybody: what is not on a
 * closed list is left out, whatever the store says.
 */
import { ERROR_CODES } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';

const CODES: ReadonlySet<string> = new Set([...ERROR_CODES, 'ok']);
const STATES: ReadonlySet<string> = new Set(['active', 'expired', 'error', 'reconnect_required', 'disconnected']);
const RUNS = 20;

const onList = (list: ReadonlySet<string>, value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' && list.has(value) ? value : 'other';

/** undefined for what is no instant. */
function msBetween(from: unknown, to: unknown): number | null {
  const ms = Date.parse(String(to)) - Date.parse(String(from));
  return Number.isFinite(ms) ? ms : null;
}

type RunRow = {
  id: number;
  trigger: string;
  outcome: string | null;
  error_code: string | null;
  started_at: string;
  ended_at: string | null;
  new_count: number;
  changed_count: number;
  removed_count: number;
};

function runsOf(db: Db): readonly unknown[] {
  const rows = db
    .prepare(
      `SELECT id, trigger, outcome, error_code, started_at, ended_at, new_count, changed_count, removed_count
       FROM sync_runs ORDER BY id DESC LIMIT ${RUNS}`,
    )
    .all() as RunRow[]; // columns as selected
  return rows.map((row) => ({
    run: row.id,
    trigger: row.trigger,
    outcome: row.outcome,
    code: onList(CODES, row.error_code),
    ms: msBetween(row.started_at, row.ended_at),
    new: row.new_count,
    changed: row.changed_count,
    removed: row.removed_count,
  }));
}

function callsOf(db: Db): readonly unknown[] {
  const rows = db
    .prepare('SELECT status, outcome, count(*) AS count, max(duration_ms) AS longestMs FROM fetch_ledger GROUP BY status, outcome')
    .all() as { status: number | null; outcome: string; count: number; longestMs: number }[]; // columns as selected
  return rows.map((row) => ({ ...row, outcome: onList(CODES, row.outcome) }));
}

function countsOf(db: Db): Readonly<Record<string, number>> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[]; // names of our own tables
  return Object.fromEntries(tables.map((name) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]));
}

/** Of an open store. */
export function describeStore(db: Db): Readonly<Record<string, unknown>> {
  const banks = db.prepare('SELECT state, state_reason, is_autosync FROM connections ORDER BY rowid').all() as {
    state: string;
    state_reason: string | null;
    is_autosync: number;
  }[]; // columns as selected
  return {
    schemaVersion: Number(db.pragma('user_version', { simple: true })),
    pages: Number(db.pragma('page_count', { simple: true })),
    rows: countsOf(db),
    banks: banks.map((bank) => ({
      state: onList(STATES, bank.state),
      reason: onList(CODES, bank.state_reason),
      autosync: bank.is_autosync === 1,
    })),
    runs: runsOf(db),
    calls: callsOf(db),
  };
}
