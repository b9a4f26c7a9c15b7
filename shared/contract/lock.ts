import { z } from 'zod';
import { Done, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

export const LOCK_MINUTES = [1, 2, 5, 10, 15, 30, 60] as const;
export const MIN_PASSPHRASE = 6;

/** Too short is said by the page and refused here; what it is made of is the person's business. */
const NewPassphrase = z.string().min(MIN_PASSPHRASE).max(200);
const TypedPassphrase = z.string().max(200);
const Minutes = z.union(LOCK_MINUTES.map((minutes) => z.literal(minutes)));

export const LockState = z.object({
  /** A passphrase is set. */
  isSet: z.boolean(),
  isLocked: z.boolean(),
  /** Of nobody touching Mizan; null = never by itself. */
  autoLockMinutes: Minutes.nullable(),
  /** With the screen of this computer, and when it goes to sleep. */
  locksWithScreen: z.boolean(),
  /** `unavailable`: no Mac, or no sensor, or no finger enrolled. */
  touchId: z.enum(['unavailable', 'off', 'on']),
  /** After wrong attempts: nothing is tried before this time. */
  waitUntil: InstantSchema.nullable(),
});
export type LockState = z.infer<typeof LockState>;

export const lockContract = {
  'lock.state': query(z.strictObject({}), LockState),
  /** Sets or changes the passphrase; changing needs the `current` one. */
  'lock.set': command(z.strictObject({ passphrase: NewPassphrase, current: TypedPassphrase.optional() }), LockState),
  'lock.remove': command(z.strictObject({ current: TypedPassphrase }), LockState),
  /** Turning Touch ID on asks for a finger first. */
  'lock.configure': command(
    z.strictObject({
      autoLockMinutes: Minutes.nullable().optional(),
      locksWithScreen: z.boolean().optional(),
      isTouchIdOn: z.boolean().optional(),
    }),
    LockState,
  ),
  'lock.lock': command(z.strictObject({}), Done),
  /** Fails with `passphrase_wrong`, or `passphrase_wait` while attempts are slowed down. */
  'lock.unlock': command(z.strictObject({ passphrase: TypedPassphrase }), LockState),
  /** False when the person chose not to. */
  'lock.unlockWithTouchId': command(z.strictObject({}), z.object({ isUnlocked: z.boolean() })),
};
