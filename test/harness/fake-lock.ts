/** @file The app lock behind the fake bridge: the same rules of refusal as the core, and one passphrase. */
import { assertAllowedWhileLocked } from '../../electron/features/lock/locked-operations.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers, OpName } from '../../shared/contract/index.ts';
import type { LockState } from '../../shared/contract/lock.ts';
import { AppError } from '../../shared/errors.ts';

export const DEMO_PASSPHRASE = 'three small words';

type State = { lock: LockState };

/** Instead of the handler's answer, while locked. */
export function refuseWhileLocked(name: OpName, state: State): ((input: unknown) => unknown) | undefined {
  if (!state.lock.isLocked) return undefined;
  try {
    assertAllowedWhileLocked(name, name === 'erasure.eraseEverything' ? { everyEnvironment: true } : {});
    return undefined;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export function lockAnswers(state: State, emit: (topic: EventTopic) => void): Partial<Handlers> {
  const change = (next: Partial<LockState>): LockState => {
    state.lock = { ...state.lock, ...next };
    emit('lock.changed');
    return state.lock;
  };
  const prove = (passphrase: string | undefined) => {
    if (passphrase !== DEMO_PASSPHRASE) throw new AppError('passphrase_wrong', 'not the passphrase');
  };
  return {
    'lock.state': () => state.lock,
    'lock.set': ({ current }) => {
      if (state.lock.isSet) prove(current);
      return change({ isSet: true });
    },
    'lock.remove': ({ current }) => {
      prove(current);
      return change({ isSet: false });
    },
    'lock.configure': ({ isTouchIdOn, autoLockMinutes, locksWithScreen }) =>
      change({
        ...(isTouchIdOn !== undefined && { touchId: isTouchIdOn ? 'on' : 'off' }),
        ...(autoLockMinutes !== undefined && { autoLockMinutes }),
        ...(locksWithScreen !== undefined && { locksWithScreen }),
      }),
    'lock.lock': () => {
      change({ isLocked: true });
      return { done: true };
    },
    'lock.unlock': ({ passphrase }) => {
      prove(passphrase);
      return change({ isLocked: false });
    },
    'lock.unlockWithTouchId': () => {
      change({ isLocked: false });
      return { isUnlocked: true };
    },
  };
}
