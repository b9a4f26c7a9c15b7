import { z } from 'zod';
import { Done, ErrorCodeSchema, InstantSchema } from './common.ts';
import { EnvironmentKind } from './environments.ts';
import { command, query } from './operation.ts';

/** Whoever finds the file may try at leisure: more than for the lock. */
export const MIN_BACKUP_PASSPHRASE = 10;
const NewPassphrase = z.string().min(MIN_BACKUP_PASSPHRASE).max(200);
const TypedPassphrase = z.string().max(200);
const BackupId = z.string().regex(/^mizan-\d{8}T\d{9}Z-v\d{1,6}(?:-weekly)?\.db$/);
const Token = z.string().max(64);

/** A verified copy beside the store, encrypted with the same key. */
export const AutomaticBackup = z.object({ id: BackupId, at: InstantSchema, isWeekly: z.boolean(), sizeBytes: z.int() });
export type AutomaticBackup = z.infer<typeof AutomaticBackup>;

export const BackupState = z.object({
  /** Of the active environment, newest first. */
  automatic: z.array(AutomaticBackup),
  isMaking: z.boolean(),
  /** Why the last automatic one failed; null after one that did not. */
  failure: ErrorCodeSchema.nullable(),
  /** A backup file being written or read, or null. */
  job: z.object({ kind: z.enum(['save', 'restore']), done: z.int(), total: z.int() }).nullable(),
  /** Stores that could not be read and were set aside; they are never deleted by themselves. */
  keptAside: z.int(),
});
export type BackupState = z.infer<typeof BackupState>;

export const ChosenBackup = z.object({ token: Token, name: z.string(), madeAt: InstantSchema, sizeBytes: z.int() });
export type ChosenBackup = z.infer<typeof ChosenBackup>;

export const RestoreResult = z.object({
  /** The environment the data belongs to, now the active one. */
  environment: EnvironmentKind,
  /** No token came along: each bank has to be connected once more. */
  needsReconnect: z.boolean(),
  /** Also the client secret has to be entered once more. */
  needsSecret: z.boolean(),
  /** The newest thing in it. */
  madeAt: InstantSchema,
});
export type RestoreResult = z.infer<typeof RestoreResult>;

export const backupsContract = {
  'backups.state': query(z.strictObject({}), BackupState),
  /** Makes an automatic one now. */
  'backups.make': command(z.strictObject({}), Done),
  /** Asks where, then writes one encrypted file; null when no place was chosen. Resolves when it is whole. */
  'backups.save': command(z.strictObject({ passphrase: NewPassphrase }), z.object({ fileName: z.string().nullable() })),
  /** Asks for a backup file and looks at what can be told without its passphrase; null when none was chosen. */
  'backups.chooseFile': command(z.strictObject({}), ChosenBackup.nullable()),
  'backups.forgetFile': command(z.strictObject({ token: Token }), Done),
  /** Replaces the data of the environment the backup is of. What it replaces is set aside until the new store has opened. */
  'backups.restoreFile': command(z.strictObject({ token: Token, passphrase: TypedPassphrase }), RestoreResult),
  /** As above, from one of the automatic ones. */
  'backups.restoreAutomatic': command(z.strictObject({ id: BackupId }), RestoreResult),
};
