/**
 * @file The append-only record of provider calls. Each line carries the SHA-256 of the line before and its own text, so that
 * accidents and partial edits show; an owner who rewrites the whole chain is not what it guards against.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Db } from '../../db/open.ts';
import type { CallRecord } from '../../ports/bank-provider.ts';

export type LedgerEntry = CallRecord & { readonly runId?: number; readonly accountId?: string };

export type FetchLedger = {
  /** Keeps the line for the next write: with the data it brought when it belongs to a run, else in the next turn. */
  append(entry: LedgerEntry): void;
  /** Writes what is waiting, in a transaction of its own. */
  flush(): void;
  /** Writes what is waiting inside the caller's transaction; call the result once that has committed. */
  writeWithin(): () => void;
  /** Marks following lines as part of a run, which flushes them itself; null when it is over. */
  enterRun(runId: number | null): void;
  /** Every call made within `work` is about this account (ours): the adapter's records name none, so that no id of the provider leaks (S27). */
  forAccount<T>(accountId: string, work: () => T): T;
  verify(): { readonly ok: true } | { readonly ok: false; readonly firstBadId: number };
};

type Line = {
  readonly at: string;
  readonly runId: number | null;
  readonly accountId: string | null;
  readonly method: string;
  readonly endpoint: string;
  readonly status: number | null;
  readonly outcome: string;
  readonly durationMs: number;
  readonly bytes: number;
  readonly digest: string | null;
};
type StoredLine = Line & { readonly id: number; readonly hash: Buffer };

/** A run that reads for hours must not hold its lines in memory. */
const MAX_WAITING = 500;
const START = Buffer.alloc(32);

function hashLine(previous: Buffer, id: number, line: Line): Buffer {
  const { at, runId, accountId, method, endpoint, status, outcome, durationMs, bytes, digest } = line;
  const canonical = JSON.stringify([id, at, runId, accountId, method, endpoint, status, outcome, durationMs, bytes, digest]);
  return createHash('sha256').update(previous).update(canonical).digest();
}

function toLine(entry: LedgerEntry, runId: number | null, accountId: string | null): Line {
  return {
    at: entry.at,
    runId: entry.runId ?? runId,
    accountId: entry.accountId ?? accountId,
    method: entry.method,
    endpoint: entry.endpoint,
    status: entry.status,
    outcome: entry.outcome,
    durationMs: Math.round(entry.durationMs),
    bytes: entry.bytes,
    digest: entry.digest,
  };
}

function prepareStatements(db: Db) {
  return {
    last: db.prepare('SELECT id, line_hash AS hash FROM fetch_ledger ORDER BY id DESC LIMIT 1'),
    insert: db.prepare(
      `INSERT INTO fetch_ledger
         (id, at, run_id, account_id, method, endpoint, status, outcome, duration_ms, bytes, payload_digest, line_hash)
       VALUES (:id, :at, :runId, :accountId, :method, :endpoint, :status, :outcome, :durationMs, :bytes, :digest, :hash)`,
    ),
    all: db.prepare(
      `SELECT id, at, run_id AS runId, account_id AS accountId, method, endpoint, status, outcome, duration_ms AS durationMs, bytes,
         payload_digest AS digest, line_hash AS hash
       FROM fetch_ledger ORDER BY id`,
    ),
    // AUTOINCREMENT remembers the highest number ever given: lines cut off at the end show as well.
    highest: db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'fetch_ledger'`).pluck(),
  };
}

export function createFetchLedger(db: Db): FetchLedger {
  const statements = prepareStatements(db);
  const aboutAccount = new AsyncLocalStorage<string>();
  let waiting: Line[] = [];
  let currentRun: number | null = null;
  let isFlushDue = false;

  function writeWithin(): () => void {
    const lines = waiting;
    if (lines.length === 0) return () => {};
    const last = statements.last.get() as { id: number; hash: Buffer } | undefined; // columns as selected
    let id = last?.id ?? 0;
    let hash = last?.hash ?? START;
    for (const line of lines) {
      id += 1;
      hash = hashLine(hash, id, line);
      statements.insert.run({ id, ...line, hash });
    }
    return () => {
      waiting = waiting.slice(lines.length);
    };
  }

  const writeAlone = db.transaction(writeWithin);
  function flush(): void {
    if (waiting.length > 0 && db.open && !db.inTransaction) writeAlone.immediate()();
  }

  /** Lines outside a run (token calls, widget links) are on disk before the next turn of the event loop ends. */
  function scheduleFlush(): void {
    if (isFlushDue) return;
    isFlushDue = true;
    setImmediate(() => {
      isFlushDue = false;
      if (currentRun !== null) return;
      try {
        flush();
      } catch {
        // A full disk must not take the process down from a timer: the lines stay waiting and go with the next write.
      }
    });
  }

  function verify(): ReturnType<FetchLedger['verify']> {
    let previous: Buffer = START;
    let expectedId = 1;
    for (const line of statements.all.iterate() as IterableIterator<StoredLine>) {
      const hash = hashLine(previous, expectedId, line);
      if (line.id !== expectedId || !hash.equals(line.hash)) return { ok: false, firstBadId: expectedId };
      previous = hash;
      expectedId += 1;
    }
    const highest = Number(statements.highest.get() ?? 0);
    return highest >= expectedId ? { ok: false, firstBadId: expectedId } : { ok: true };
  }

  return {
    append(entry) {
      waiting = [...waiting, toLine(entry, currentRun, aboutAccount.getStore() ?? null)];
      if (currentRun === null) scheduleFlush();
      else if (waiting.length >= MAX_WAITING) flush();
    },
    flush,
    writeWithin,
    enterRun(runId) {
      if (currentRun !== null) flush();
      currentRun = runId;
    },
    forAccount: (accountId, work) => aboutAccount.run(accountId, work),
    verify,
  };
}
