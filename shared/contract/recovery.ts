import { z } from 'zod';
import { MIN_BACKUP_PASSPHRASE } from './backups.ts';
import { command, query } from './operation.ts';

const NewPassphrase = z.string().min(MIN_BACKUP_PASSPHRASE).max(200);
const TypedPassphrase = z.string().max(200);

export const RecoveryState = z.object({
  /** `set`: opens the active environment; `outdated`: set, but not for this environment's data; `none`. */
  passphrase: z.enum(['none', 'outdated', 'set']),
  /** There is data a lost key would lock away, no passphrase, and nobody declined one. */
  isOffered: z.boolean(),
  /** Where keys and tokens are kept now. */
  secrets: z.enum(['keychain', 'vault', 'session']),
  /** Nothing is stored here yet: without a key store Mizan can be used until it is closed. */
  canUseSession: z.boolean(),
});
export type RecoveryState = z.infer<typeof RecoveryState>;

export const recoveryContract = {
  'recovery.state': query(z.strictObject({}), RecoveryState),
  /** Wraps the keys of every environment with data; replaces an earlier passphrase. */
  'recovery.set': command(z.strictObject({ passphrase: NewPassphrase }), RecoveryState),
  'recovery.remove': command(z.strictObject({}), RecoveryState),
  'recovery.decline': command(z.strictObject({}), RecoveryState),
  /** Opens the store with the passphrase: its key is put back, or, without a key store, kept under the passphrase. */
  'recovery.unlock': command(z.strictObject({ passphrase: TypedPassphrase }), RecoveryState),
  /** Without a key store and without data: nothing is kept once Mizan is closed. */
  'recovery.keepNothing': command(z.strictObject({}), RecoveryState),
  /** A store nobody can read is set aside, never deleted, and an empty one takes its place. */
  'recovery.startAgain': command(z.strictObject({}), RecoveryState),
};
