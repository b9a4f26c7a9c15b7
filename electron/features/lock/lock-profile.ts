/** @file What the profile, a plain file, knows of the lock: that there is one, when it closes, and failed attempts. Nothing that opens it. */
import type { LockState } from '../../../shared/contract/lock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { ProfileStore } from '../environments/profile-store.ts';
import type { ExpectedItems } from '../secrets/expected-items.ts';
import { type AttemptStore, NO_ATTEMPTS } from './attempts.ts';

export type LockSettings = Pick<LockState, 'isSet' | 'autoLockMinutes' | 'locksWithScreen'> & { readonly isTouchIdOn: boolean };

export type LockProfile = {
  get(): LockSettings;
  update(change: Partial<Omit<LockSettings, 'isSet'>>): void;
  readonly attempts: AttemptStore;
  /** S23: the marker of the keychain's item, which is also what "a lock is set" means. */
  readonly expected: ExpectedItems;
};

const DEFAULT_MINUTES = 5;

export function createLockProfile(store: Pick<ProfileStore, 'lock' | 'updateLock'>, log: Log): LockProfile {
  return {
    get() {
      const { isSet = false, autoLockMinutes = DEFAULT_MINUTES, locksWithScreen = true, isTouchIdOn = false } = store.lock();
      return { isSet, autoLockMinutes, locksWithScreen, isTouchIdOn };
    },
    update: (change) => store.updateLock(change),
    attempts: {
      read: () => ({ count: store.lock().failedCount ?? NO_ATTEMPTS.count, lastMs: store.lock().failedAtMs ?? NO_ATTEMPTS.lastMs }),
      write({ count, lastMs }) {
        try {
          store.updateLock({ failedCount: count, failedAtMs: lastMs });
        } catch (error) {
          // In force in memory all the same; a full disk must not keep the right passphrase out.
          log.warn('lock.attempts-not-written', { code: error instanceof AppError ? error.code : 'internal' });
        }
      },
    },
    expected: {
      isExpected: () => store.lock().isSet ?? false,
      expect: async () => store.updateLock({ isSet: true }),
      forget: async () => store.updateLock({ isSet: false }),
    },
  };
}
