/** @file The app lock as the core has it: one per installation, asked by the dispatcher before anything runs. */
import type { EventTopic } from '../../shared/contract/events.ts';
import type { OpName } from '../../shared/contract/index.ts';
import type { ProfileStore } from '../features/environments/profile-store.ts';
import { createLockProfile } from '../features/lock/lock-profile.ts';
import { LockService } from '../features/lock/lock-service.ts';
import { assertAllowedWhileLocked } from '../features/lock/locked-operations.ts';
import { scryptCheck } from '../features/lock/passphrase.ts';
import { createGuardedStore } from '../features/secrets/guarded-store.ts';
import type { CorePorts } from './compose.ts';

/** The least auto-lock is a minute; a few seconds more are nobody's loss. */
const CHECK_MS = 5_000;

export type Lock = {
  readonly service: LockService;
  /** @throws AppError `app_locked` */
  mayRun(name: OpName, input: unknown): void;
  close(): void;
};

export function createLock(deps: {
  readonly ports: CorePorts;
  readonly profile: ProfileStore;
  readonly language: () => 'ar' | 'en';
  readonly emit: (topic: EventTopic) => void;
}): Lock {
  const { clock, random, log } = deps.ports;
  const profile = createLockProfile(deps.profile, log);
  const guarded = createGuardedStore({
    store: deps.ports.secrets,
    expected: profile.expected,
    environmentId: 'app',
    log,
    clock,
    random,
  });
  const service = new LockService({
    profile,
    guarded,
    check: scryptCheck,
    biometry: deps.ports.biometry,
    clock,
    random,
    log,
    language: deps.language,
    emit: deps.emit,
  });
  const timer = setInterval(() => service.check(), CHECK_MS);
  timer.unref();
  return {
    service,
    mayRun: (name, input) => {
      if (service.isLocked) assertAllowedWhileLocked(name, input);
    },
    close: () => clearInterval(timer),
  };
}
