import { z } from 'zod';
import { Currency, DaySchema, ErrorCodeSchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';
import { SyncRun } from './sync.ts';
import { LedgerEvent } from './transactions.ts';

/** What one run did at one account. */
export const RunAccount = z.object({
  accountId: Id,
  accountName: z.string(),
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  outcome: z.enum(['ok', 'failed']),
  errorCode: ErrorCodeSchema.nullable(),
  newCount: z.int(),
  changedCount: z.int(),
  removedCount: z.int(),
  quarantinedCount: z.int(),
});
export type RunAccount = z.infer<typeof RunAccount>;

export const ActivityRun = SyncRun.extend({ accountCount: z.int(), failedCount: z.int() });
export type ActivityRun = z.infer<typeof ActivityRun>;

/** One thing a run did to one row, as the row was then. */
export const RunChange = LedgerEvent.extend({
  /** Unique within the run, in the order of the run. */
  key: z.string(),
  transactionId: z.int(),
  accountId: Id,
  accountName: z.string(),
  title: z.string(),
  currency: Currency,
  day: DaySchema,
});
export type RunChange = z.infer<typeof RunChange>;
export const RUN_CHANGE_KINDS = ['added', 'changed', 'removed'] as const;
export const RunChangeKind = z.enum(RUN_CHANGE_KINDS);
export type RunChangeKind = z.infer<typeof RunChangeKind>;

/** One line of the fetch ledger: a call to the provider. No amounts, names or tokens are in it. */
export const FetchLine = z.object({
  id: z.int(),
  at: InstantSchema,
  runId: z.int().nullable(),
  accountId: Id.nullable(),
  accountName: z.string().nullable(),
  method: z.string(),
  endpoint: z.string(),
  status: z.int().nullable(),
  /** `ok` or the code of what went wrong. */
  outcome: z.string(),
  durationMs: z.int(),
  bytes: z.int(),
  /** SHA-256 of the answer, and of the line chained to the one before; hex. */
  digest: z.string().nullable(),
  hash: z.string(),
});
export type FetchLine = z.infer<typeof FetchLine>;

/** Everything, or what was read for one bank, or under one consent of it. */
export const FetchFilter = z.strictObject({ connectionId: Id.nullable().default(null), consentId: Id.nullable().default(null) });

const Cursor = z.int().positive().nullable().default(null);

export const activityContract = {
  'activity.runs': query(
    z.strictObject({ cursor: Cursor, limit: z.int().min(1).max(200).default(30) }),
    z.object({ runs: z.array(ActivityRun), nextCursor: z.int().nullable() }),
  ),
  'activity.run': query(
    z.strictObject({ runId: z.int() }),
    z.object({ run: ActivityRun, accounts: z.array(RunAccount), counts: z.object({ added: z.int(), changed: z.int(), removed: z.int() }) }),
  ),
  /** What a run added, changed field by field, or removed. */
  'activity.runDiff': query(
    z.strictObject({
      runId: z.int(),
      kind: RunChangeKind,
      cursor: z.string().max(40).nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.object({ changes: z.array(RunChange), nextCursor: z.string().nullable() }),
  ),
  'activity.fetchLedger': query(
    FetchFilter.extend({ cursor: Cursor, limit: z.int().min(1).max(500).default(100) }),
    z.object({ lines: z.array(FetchLine), total: z.int(), nextCursor: z.int().nullable() }),
  ),
  /** Whether every line still carries its own hash and that of the line before; `firstBadId` names the first that does not. */
  'activity.verifyLedger': query(z.strictObject({}), z.object({ lines: z.int(), firstBadId: z.int().nullable() })),
  /** Makes the ledger of transactions anew from what was received and compares: 0 differences = identical. */
  'activity.compareLedger': query(z.strictObject({}), z.object({ rows: z.int(), differences: z.int() })),
  /** Asks where to save it; false when the person chose not to. The page never sees the path. */
  'activity.exportLedger': command(FetchFilter.extend({ format: z.enum(['csv', 'json']) }), z.object({ saved: z.boolean() })),
};
