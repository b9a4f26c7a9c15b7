import { z } from 'zod';
import { ErrorCodeSchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

export const SyncOutcome = z.enum(['ok', 'partial', 'failed', 'cancelled']);

export const AccountProgress = z.object({
  accountId: Id,
  accountName: z.string(),
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  phase: z.enum(['waiting', 'reading', 'done', 'failed']),
  /** First import: rows so far; the provider tells no total. */
  rows: z.int(),
  isFirstImport: z.boolean(),
  errorCode: ErrorCodeSchema.nullable(),
});

export const SyncRun = z.object({
  id: z.int(),
  trigger: z.enum(['connect', 'start', 'user', 'schedule', 'renew']),
  startedAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  outcome: SyncOutcome.nullable(),
  errorCode: ErrorCodeSchema.nullable(),
  newCount: z.int(),
  changedCount: z.int(),
  removedCount: z.int(),
});
export type SyncRun = z.infer<typeof SyncRun>;

export const SyncStatus = z.object({
  isRunning: z.boolean(),
  isOffline: z.boolean(),
  run: SyncRun.nullable(),
  lastRun: SyncRun.nullable(),
  accounts: z.array(AccountProgress),
  /** When Mizan last asked, and the oldest and newest bank data among the visible accounts. */
  askedAt: InstantSchema.nullable(),
  bankDataAt: InstantSchema.nullable(),
  oldestBankDataAt: InstantSchema.nullable(),
  oldestBankName: z.string().nullable(),
  oldestBankNameAr: z.string().nullable(),
  /** A user's request before this time joins nothing and is refused with `busy`. */
  nextUserSyncAt: InstantSchema.nullable(),
  /** When Mizan reads by itself again; null while nothing is scheduled. */
  nextReadAt: InstantSchema.nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const syncContract = {
  'sync.status': query(z.strictObject({}), SyncStatus),
  /** Reads the provider's store now; a second request joins the running one. */
  'sync.start': command(z.strictObject({}), SyncStatus),
  'sync.cancel': command(z.strictObject({}), SyncStatus),
};
