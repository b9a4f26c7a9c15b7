/**
 * @file S16: the states we sent out and still wait for. A state is 32 random bytes; only its digest is stored, and one
 * statement claims it before anything touches the network, so that a repeated or raced callback finds nothing.
 */
import { createHash } from 'node:crypto';
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';

export type FlowPurpose = 'connect' | 'sync' | 'renew';
/** Why a flow is over. `exchanging` and `exchanged` belong to a claimed one; the account registry turns `exchanged` into `granted`. */
export type ClosedReason =
  | 'replaced'
  | 'cancelled'
  | 'timed_out'
  | 'failed'
  | 'not_completed'
  | 'interrupted'
  | 'exchanging'
  | 'exchanged'
  | 'synced'
  /** The bank said yes and what followed failed here: the grant may show up with a later read, and then this is what was agreed to. */
  | 'answered'
  /** A renewal with a later end, until the account registry has noted its consent; and one without. */
  | 'prolonged'
  | 'not_prolonged';

export type PendingFlow = {
  readonly id: string;
  readonly purpose: FlowPurpose;
  readonly userId: string;
  readonly redirectUri: string;
  readonly connectionId: string | null;
  readonly deadlineAt: Instant;
  readonly createdAt: Instant;
  /** What the flow was started with, as stored. */
  readonly context: unknown;
};
export type NewPendingFlow = Omit<PendingFlow, 'deadlineAt' | 'createdAt'> & { readonly deadlineAtMs: number };

export type StateStore = {
  /** Stores a new flow and closes the waiting ones of the same purpose. Returns the state, the only time it exists in plain. */
  open(flow: NewPendingFlow): { readonly state: string; readonly replacedIds: readonly string[] };
  setDeadline(id: string, deadlineAtMs: number): void;
  /**
   * The flow a callback belongs to, once, before its deadline, on the address it was started with; otherwise undefined. What the bank
   * said is noted in the same step, so that a crash right after it loses nothing.
   */
  claim(state: string, redirectUri: string, answer: 'answered' | 'not_completed'): PendingFlow | undefined;
  close(id: string, reason: ClosedReason): void;
  /** Unclaimed and before their deadline: what a restarted app still waits for. */
  listWaiting(): readonly PendingFlow[];
  /** Claimed flows that a crash left without an end; not exchanging: claimed by a version that did not note the answer. */
  listInterrupted(): readonly { readonly id: string; readonly isExchanging: boolean }[];
};

type FlowRow = {
  id: string;
  purpose: FlowPurpose;
  user_id: string;
  redirect_uri: string;
  connection_id: string | null;
  deadline_at: string;
  created_at: string;
  context: string;
};

const STATE_BYTES = 32;
const COLUMNS = 'id, purpose, user_id, redirect_uri, connection_id, deadline_at, created_at, context';

function digestOf(state: string): Buffer {
  return createHash('sha256').update(state, 'ascii').digest();
}

function toPendingFlow(row: FlowRow): PendingFlow {
  return {
    id: row.id,
    purpose: row.purpose,
    userId: row.user_id,
    redirectUri: row.redirect_uri,
    connectionId: row.connection_id,
    deadlineAt: row.deadline_at,
    createdAt: row.created_at,
    context: JSON.parse(row.context) as unknown, // written by open
  };
}

function prepareStatements(db: Db) {
  return {
    replace: db.prepare(
      `UPDATE pending_flows SET closed_reason = 'replaced'
       WHERE environment_id = :environmentId AND purpose = :purpose AND claimed_at IS NULL AND closed_reason IS NULL
       RETURNING id`,
    ),
    insert: db.prepare(
      `INSERT INTO pending_flows
         (id, state_digest, purpose, user_id, environment_id, redirect_uri, connection_id, context, created_at, deadline_at)
       VALUES (:id, :digest, :purpose, :userId, :environmentId, :redirectUri, :connectionId, :context, :createdAt, :deadlineAt)`,
    ),
    setDeadline: db.prepare('UPDATE pending_flows SET deadline_at = :deadlineAt WHERE id = :id AND claimed_at IS NULL'),
    claim: db.prepare(
      `UPDATE pending_flows SET claimed_at = :now, closed_reason = :answer
       WHERE state_digest = :digest AND environment_id = :environmentId AND redirect_uri = :redirectUri
         AND claimed_at IS NULL AND closed_reason IS NULL AND deadline_at > :now
       RETURNING ${COLUMNS}`,
    ),
    // A read may have seen the grant before the flow was through: that is the end of it.
    close: db.prepare(`UPDATE pending_flows SET closed_reason = :reason WHERE id = :id AND closed_reason IS NOT 'granted'`),
    listWaiting: db.prepare(
      `SELECT ${COLUMNS} FROM pending_flows
       WHERE environment_id = :environmentId AND claimed_at IS NULL AND closed_reason IS NULL AND deadline_at > :now
       ORDER BY created_at`,
    ),
    listInterrupted: db.prepare(
      `SELECT id, closed_reason AS reason FROM pending_flows
       WHERE environment_id = :environmentId AND claimed_at IS NOT NULL AND (closed_reason IS NULL OR closed_reason = 'exchanging')`,
    ),
  };
}

export function createStateStore(deps: { db: Db; clock: Clock; random: Random; environmentId: string }): StateStore {
  const { db, clock, environmentId } = deps;
  const statements = prepareStatements(db);
  // Times are ISO text of one width, so that SQL may compare them as text.
  const now = () => toInstant(clock.now());

  const open = db.transaction((flow: NewPendingFlow, state: string): readonly string[] => {
    const replaced = statements.replace.all({ environmentId, purpose: flow.purpose }) as { id: string }[]; // RETURNING id
    statements.insert.run({
      id: flow.id,
      digest: digestOf(state),
      purpose: flow.purpose,
      userId: flow.userId,
      environmentId,
      redirectUri: flow.redirectUri,
      connectionId: flow.connectionId,
      context: JSON.stringify(flow.context),
      createdAt: now(),
      deadlineAt: toInstant(flow.deadlineAtMs),
    });
    return replaced.map((row) => row.id);
  });

  return {
    open(flow) {
      const state = Buffer.from(deps.random.bytes(STATE_BYTES)).toString('base64url');
      return { state, replacedIds: open.immediate(flow, state) };
    },
    setDeadline(id, deadlineAtMs) {
      statements.setDeadline.run({ id, deadlineAt: toInstant(deadlineAtMs) });
    },
    claim(state, redirectUri, answer) {
      const row = statements.claim.get({ digest: digestOf(state), environmentId, redirectUri, answer, now: now() });
      return row === undefined ? undefined : toPendingFlow(row as FlowRow); // RETURNING names exactly these columns
    },
    close(id, reason) {
      statements.close.run({ id, reason });
    },
    listWaiting() {
      return (statements.listWaiting.all({ environmentId, now: now() }) as FlowRow[]).map(toPendingFlow); // as selected
    },
    listInterrupted() {
      const rows = statements.listInterrupted.all({ environmentId }) as { id: string; reason: string | null }[]; // as selected
      return rows.map((row) => ({ id: row.id, isExchanging: row.reason === 'exchanging' }));
    },
  };
}
