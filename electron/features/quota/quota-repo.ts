import type { Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

export type AttemptKind = 'connect' | 'renew' | 'sync';

export type NewAttempt = {
  readonly kind: AttemptKind;
  readonly connectionId: string | null;
  readonly at: Instant;
  /** The latest moment at which the bank may be reached by it. */
  readonly countedMs: number;
};

export function createQuotaRepo(db: Db) {
  const statements = {
    insert: db.prepare('INSERT INTO attempt_quota (connection_id, kind, at, counted_ms) VALUES (:connectionId, :kind, :at, :countedMs)'),
    remove: db.prepare('DELETE FROM attempt_quota WHERE id = :id'),
    settle: db.prepare('UPDATE attempt_quota SET counted_ms = min(counted_ms, :atMs) WHERE id = :id'),
    makeYounger: db.prepare(
      `UPDATE attempt_quota SET counted_ms = counted_ms + :byMs, blocked_until_ms = blocked_until_ms + :byMs
       WHERE counted_ms >= :sinceMs`,
    ),
    block: db.prepare('UPDATE attempt_quota SET blocked_until_ms = :untilMs WHERE id = :id'),
    listTimes: db
      .prepare(
        `SELECT counted_ms FROM attempt_quota
         WHERE connection_id = :connectionId
         ORDER BY counted_ms DESC
         LIMIT :count`,
      )
      .pluck(),
    findUnclaimed: db
      .prepare("SELECT id FROM attempt_quota WHERE connection_id IS NULL AND kind = 'connect' ORDER BY counted_ms DESC, id DESC LIMIT 1")
      .pluck(),
    claim: db.prepare('UPDATE attempt_quota SET connection_id = :connectionId WHERE id = :id'),
    copy: db.prepare(
      `INSERT INTO attempt_quota (connection_id, kind, at, counted_ms)
       SELECT :connectionId, kind, at, counted_ms FROM attempt_quota WHERE id = :id`,
    ),
    findBlock: db.prepare('SELECT max(blocked_until_ms) FROM attempt_quota WHERE connection_id = :connectionId').pluck(),
  };
  return {
    add: (attempt: NewAttempt): number => Number(statements.insert.run(attempt).lastInsertRowid),
    remove: (id: number) => statements.remove.run({ id }),
    /** The person was through with the bank by then. */
    settle: (id: number, atMs: number) => statements.settle.run({ id, atMs }),
    makeYounger: (sinceMs: number, byMs: number) => void statements.makeYounger.run({ sinceMs, byMs }),
    block: (id: number, untilMs: number) => statements.block.run({ id, untilMs }),
    /** Counted times of the newest attempts of a connection, newest first. */
    listTimes: (connectionId: string, count: number): readonly number[] => statements.listTimes.all({ connectionId, count }) as number[], // plucked INTEGER NOT NULL
    /** The newest connect nobody knew the bank of. */
    findUnclaimed: () => statements.findUnclaimed.get() as number | undefined, // plucked INTEGER PRIMARY KEY
    /** One pass through the widget may reach several banks: each gets the attempt. */
    claim(id: number, [first, ...others]: readonly string[]): void {
      statements.claim.run({ id, connectionId: first });
      for (const connectionId of others) statements.copy.run({ id, connectionId });
    },
    findBlock: (connectionId: string): number | null => statements.findBlock.get({ connectionId }) as number | null, // plucked; an aggregate always answers
  };
}
