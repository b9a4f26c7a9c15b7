import { z } from 'zod';
import { Done, ErrorCodeSchema, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

/** What the window itself can do, for whoever has no mouse and no menu bar. */
export const ShellCommand = z.enum(['fullScreen', 'minimize', 'close', 'about', 'quit']);
export type ShellCommand = z.infer<typeof ShellCommand>;

/** What Mizan did by itself and owes an explanation for. The profile (settings, environments) was damaged and came back from its copy, or from the data folders alone; or the store was, and a backup took its place. */
export const AppNotice = z.enum(['profile_from_copy', 'profile_from_folders', 'store_restored']);
export type AppNotice = z.infer<typeof AppNotice>;

export const AppStatus = z.object({
  version: z.string(),
  /** `stand-in`: development runtime; every environment except loopback is refused. */
  runtime: z.enum(['official', 'stand-in', 'node']),
  /** The active environment's store: `ready`, or why it cannot be opened. */
  store: z.enum(['ready', 'locked', 'failed']),
  storeError: ErrorCodeSchema.nullable(),
  /** Today in Asia/Riyadh by Mizan's clock, so that tests and demo show the same day everywhere. */
  today: z.string(),
  now: z.string(),
  /** Until the person has seen them. */
  notices: z.array(AppNotice),
  /** With `store_restored`: which backup, how many own edits came back, and how many wait for their transaction to be read again. */
  healed: z.object({ backupAt: InstantSchema, kept: z.int(), waiting: z.int() }).nullable(),
});
export type AppStatus = z.infer<typeof AppStatus>;

export const appContract = {
  'app.status': query(z.strictObject({}), AppStatus),
  /** Tries to open the active environment's store again, e.g. after the keychain was unlocked. */
  'app.retryStore': command(z.strictObject({}), AppStatus),
  'app.dismissNotice': command(z.strictObject({ notice: AppNotice }), AppStatus),
  /** Opens a page of our help host in the system browser. */
  'app.openHelp': command(z.strictObject({ topic: z.enum(['credentials']) }), Done),
  'app.shell': command(z.strictObject({ command: ShellCommand }), Done),
};
