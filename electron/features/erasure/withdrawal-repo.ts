import { createHash } from 'node:crypto';
import type { Db } from '../../db/open.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';
import { identityOf } from '../accounts/account-registry-matching.ts';

export type Withdrawal = {
  readonly id: number;
  readonly kind: 'account' | 'connection';
  readonly subjectId: string;
  readonly isHistoryKept: boolean;
  readonly stage: 'begun' | 'local' | 'cleaned';
};
type Row = { id: number; kind: Withdrawal['kind']; subject_id: string; is_history_kept: 0 | 1; stage: Withdrawal['stage'] };

export type WithdrawnId = { readonly withdrawalId: number; readonly kind: Withdrawal['kind']; readonly isRemoteDone: boolean };
type IdRow = { id: number; kind: Withdrawal['kind']; is_remote_done: 0 | 1 };

const digest = (what: string, id: string): Buffer => createHash('sha256').update(`${what}\0${id}`).digest();
export const accessDigest = (accessId: string) => digest('access', accessId);
export const accountDigest = (providerId: string) => digest('account', providerId);
export const identityDigest = (identity: string) => digest('identity', identity);
/** An account of a bank that was taken back: tells the bank when its access comes under another id. */
export const memberDigest = (identity: string) => digest('member', identity);
export const digestsOfListed = (account: ProviderAccount) => [accountDigest(account.providerId), identityDigest(identityOf(account))];

function prepareStatements(db: Db) {
  return {
    insert: db.prepare(
      `INSERT INTO withdrawals (kind, subject_id, connection_id, is_history_kept, asked_at, stage, is_remote_done)
       VALUES (:kind, :subjectId, :connectionId, :isHistoryKept, :at, 'begun', 0)`,
    ),
    replaceBegun: db.prepare(`DELETE FROM withdrawals WHERE kind = :kind AND subject_id = :subjectId AND stage = 'begun'`),
    insertId: db.prepare('INSERT OR IGNORE INTO withdrawn_ids (digest, withdrawal_id) VALUES (:digest, :withdrawalId)'),
    setStage: db.prepare('UPDATE withdrawals SET stage = :stage WHERE id = :id'),
    setRemoteDone: db.prepare('UPDATE withdrawals SET is_remote_done = 1 WHERE id = :id'),
    reopen: db.prepare('UPDATE withdrawals SET is_remote_done = 0 WHERE id = :id'),
    unfinished: db.prepare(`SELECT id, kind, subject_id, is_history_kept, stage FROM withdrawals WHERE stage <> 'cleaned' ORDER BY id`),
    find: db.prepare(
      `SELECT w.id, w.kind, w.is_remote_done FROM withdrawn_ids i JOIN withdrawals w ON w.id = i.withdrawal_id
       WHERE i.digest = :digest ORDER BY w.id DESC LIMIT 1`,
    ),
    count: db.prepare('SELECT count(*) FROM withdrawals').pluck(),
    remove: db.prepare('DELETE FROM withdrawals WHERE id = :id'),
    removeAccountsOf: db.prepare(`DELETE FROM withdrawals WHERE kind = 'account' AND connection_id = :connectionId`),
    removeNaming: db.prepare('DELETE FROM withdrawals WHERE id IN (SELECT withdrawal_id FROM withdrawn_ids WHERE digest = :digest)'),
    knownAccount: db.prepare('SELECT 1 FROM account_aliases WHERE provider_id = :providerId').pluck(),
    inUse: db
      .prepare(
        `SELECT 1 FROM accounts a JOIN connections c ON c.id = a.connection_id
         WHERE c.state <> 'disconnected'
           AND (a.identity = :identity OR a.id = (SELECT account_id FROM account_aliases WHERE provider_id = :providerId))`,
      )
      .pluck(),
    knownAccess: db.prepare('SELECT 1 FROM connections WHERE access_id = :accessId').pluck(),
    lastPurpose: db
      .prepare('SELECT purpose FROM pending_flows WHERE claimed_at IS NOT NULL ORDER BY claimed_at DESC, rowid DESC LIMIT 1')
      .pluck(),
    flag: db.prepare('SELECT value FROM settings WHERE name = :name').pluck(),
    setFlag: db.prepare(
      'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
    clearFlag: db.prepare('DELETE FROM settings WHERE name = :name'),
  };
}

/** A bank was connected since: what the provider then lists anew was granted anew. */
const GRANTED_FLAG = 'erasure.granted_since';

export function createWithdrawalRepo(db: Db) {
  const statements = prepareStatements(db);
  return {
    begin(
      input: Pick<Withdrawal, 'kind' | 'subjectId' | 'isHistoryKept'> & { connectionId: string; at: string; digests: readonly Buffer[] },
    ) {
      const { digests, isHistoryKept, ...rest } = input;
      // An earlier try that stopped before the rows were gone: what is asked for now counts, which may be to keep them.
      statements.replaceBegun.run({ kind: rest.kind, subjectId: rest.subjectId });
      const id = Number(statements.insert.run({ ...rest, isHistoryKept: isHistoryKept ? 1 : 0 }).lastInsertRowid);
      for (const one of digests) statements.insertId.run({ digest: one, withdrawalId: id });
      return id;
    },
    setStage: (id: number, stage: Withdrawal['stage']) => statements.setStage.run({ id, stage }),
    setRemoteDone: (id: number) => statements.setRemoteDone.run({ id }),
    listUnfinished: (): readonly Withdrawal[] =>
      (statements.unfinished.all() as Row[]).map((row) => ({
        id: row.id,
        kind: row.kind,
        subjectId: row.subject_id,
        isHistoryKept: row.is_history_kept === 1,
        stage: row.stage,
      })), // columns as selected
    find(digests: readonly Buffer[]): WithdrawnId | undefined {
      for (const one of digests) {
        const row = statements.find.get({ digest: one }) as IdRow | undefined; // columns as selected
        if (row) return { withdrawalId: row.id, kind: row.kind, isRemoteDone: row.is_remote_done === 1 };
      }
      return undefined;
    },
    isEmpty: () => Number(statements.count.get()) === 0,
    remove: (id: number) => statements.remove.run({ id }),
    removeAccountsOf: (connectionId: string) => statements.removeAccountsOf.run({ connectionId }),
    /** The same thing under another id, which nobody has asked the provider to delete yet. */
    addId(withdrawalId: number, digest: Buffer): void {
      statements.insertId.run({ digest, withdrawalId });
      statements.reopen.run({ id: withdrawalId });
    },
    removeNaming: (digest: Buffer) => statements.removeNaming.run({ digest }),
    isKnownAccount: (providerId: string) => statements.knownAccount.get({ providerId }) !== undefined,
    /** Whether a bank that was not taken back shows the account, under this id or another. */
    isInUse: (account: ProviderAccount) =>
      statements.inUse.get({ providerId: account.providerId, identity: identityOf(account) }) !== undefined,
    isKnownAccess: (accessId: string) => statements.knownAccess.get({ accessId }) !== undefined,
    lastFlowPurpose: () => statements.lastPurpose.get() as string | undefined, // plucked TEXT NOT NULL
    isGrantedSince: () => statements.flag.get({ name: GRANTED_FLAG }) !== undefined,
    markGranted: () => statements.setFlag.run({ name: GRANTED_FLAG, value: '1' }),
    clearGranted: () => statements.clearFlag.run({ name: GRANTED_FLAG }),
  };
}
