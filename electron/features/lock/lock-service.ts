/**
 * @file The app lock (S36): a passphrase, or Touch ID on a Mac, between the window and the data. It guards the window and the operations behind it;
 * the store stays open, so that syncing goes on. It does not encrypt anything anew: whoever can run programs as this user can do without the window.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import type { LockState } from '../../../shared/contract/lock.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import ar from '../../../shared/locales/ar/lock.json' with { type: 'json' };
import en from '../../../shared/locales/en/lock.json' with { type: 'json' };
import type { Biometry } from '../../ports/biometry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { PowerEvent } from '../../ports/power.ts';
import type { Random } from '../../ports/random.ts';
import type { GuardedStore } from '../secrets/guarded-store.ts';
import { Attempts } from './attempts.ts';
import { IdleWatch } from './idle-watch.ts';
import type { LockProfile } from './lock-profile.ts';
import type { PassphraseCheck } from './passphrase.ts';

export const LOCK_ITEM = 'app:lock';

export type LockServiceDeps = {
  readonly profile: LockProfile;
  /** Of the item above, with the marker in the profile. */
  readonly guarded: Pick<GuardedStore, 'read' | 'write' | 'writeUnmarked' | 'remove'>;
  readonly check: PassphraseCheck;
  readonly biometry: Biometry | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly language: () => 'ar' | 'en';
  readonly emit: (topic: EventTopic) => void;
};

export class LockService {
  readonly #deps: LockServiceDeps;
  readonly #attempts: Attempts;
  readonly #idle: IdleWatch;
  #isLocked: boolean;
  /** Whether the keychain was asked if a lock is set that the profile has lost. */
  #isLearned: boolean;
  /** One attempt at a time: side by side they would all be the first. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(deps: LockServiceDeps) {
    this.#deps = deps;
    this.#attempts = new Attempts(deps.clock, deps.profile.attempts);
    this.#idle = new IdleWatch(deps.clock);
    this.#isLocked = deps.profile.get().isSet;
    this.#isLearned = this.#isLocked;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /**
   * Before a store is opened: SECURITY: a lock in the keychain holds even if the profile, a plain file, no longer tells of it.
   * @throws AppError `secret_store_*` while the keychain does not say
   */
  async learn(): Promise<void> {
    if (this.#isLearned) return;
    const isThere = (await this.#deps.guarded.read(LOCK_ITEM)) !== undefined;
    this.#isLearned = true;
    if (!isThere) return;
    this.#deps.log.warn('lock.profile-lost', {});
    this.#isLocked = true;
    this.#tell();
  }

  async state(): Promise<LockState> {
    const { isSet, autoLockMinutes, locksWithScreen, isTouchIdOn } = this.#deps.profile.get();
    const hasTouchId = (await this.#deps.biometry?.isAvailable()) ?? false;
    const waitMs = this.#attempts.waitMs();
    return {
      isSet,
      isLocked: this.#isLocked,
      autoLockMinutes,
      locksWithScreen,
      touchId: hasTouchId ? (isTouchIdOn ? 'on' : 'off') : 'unavailable',
      waitUntil: waitMs === 0 ? null : toInstant(this.#deps.clock.now() + waitMs),
    };
  }

  /** @throws AppError `passphrase_*` when one is set and `current` is not it; `secret_store_*` when it cannot be kept */
  async set({ passphrase, current }: Parsed<'lock.set'>): Promise<LockState> {
    const { guarded, profile, random, check } = this.#deps;
    const isChange = profile.get().isSet;
    if (isChange) await this.#prove(current ?? '');
    const verifier = await check.make(passphrase, random);
    // A first one is marked only once it is proven to be there: a marker without it would be a lock that nothing opens.
    await (isChange ? guarded.write(LOCK_ITEM, verifier) : guarded.writeUnmarked(LOCK_ITEM, verifier));
    this.#deps.log.info('lock.set', {});
    this.#idle.touch();
    this.#tell();
    return this.state();
  }

  async remove({ current }: Parsed<'lock.remove'>): Promise<LockState> {
    await this.#prove(current);
    const { guarded, profile } = this.#deps;
    // The marker goes first, for the same reason; cut off here, the item alone is a lock that its passphrase opens.
    await profile.expected.forget(LOCK_ITEM);
    try {
      await guarded.remove(LOCK_ITEM);
    } catch (error) {
      await profile.expected.expect(LOCK_ITEM);
      throw error;
    }
    profile.update({ isTouchIdOn: false });
    this.#deps.log.info('lock.removed', {});
    this.#tell();
    return this.state();
  }

  async configure({ isTouchIdOn, ...change }: Parsed<'lock.configure'>): Promise<LockState> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#deps.profile.update(given);
    if (isTouchIdOn === false) this.#deps.profile.update({ isTouchIdOn });
    if (isTouchIdOn === true && this.#deps.profile.get().isSet && (await this.#confirmFinger())) this.#deps.profile.update({ isTouchIdOn });
    this.#tell();
    return this.state();
  }

  lock(): void {
    if (!this.#deps.profile.get().isSet || this.#isLocked) return;
    this.#isLocked = true;
    this.#deps.log.info('lock.locked', {});
    this.#tell();
  }

  async unlock({ passphrase }: Parsed<'lock.unlock'>): Promise<LockState> {
    await this.#prove(passphrase);
    this.#open();
    return this.state();
  }

  async unlockWithTouchId(): Promise<boolean> {
    if (!this.#deps.profile.get().isTouchIdOn || !(await this.#confirmFinger())) return false;
    this.#attempts.succeed();
    this.#open();
    return true;
  }

  notify({ type }: PowerEvent): void {
    if (type === 'activity') {
      // Whoever comes back after the time was up finds it locked, even if no tick came in between.
      this.check();
      this.#idle.touch();
    } else if ((type === 'screen-locked' || type === 'suspend') && this.#deps.profile.get().locksWithScreen) this.lock();
    else if (type === 'resume') this.check();
  }

  /** Called every few seconds. */
  check(): void {
    const { autoLockMinutes } = this.#deps.profile.get();
    if (autoLockMinutes !== null && this.#idle.idleMs() >= autoLockMinutes * 60_000) this.lock();
  }

  /** Everything was erased, the lock with it. */
  forgotten(): void {
    this.#isLocked = false;
    this.#attempts.succeed();
    this.#tell();
  }

  #open(): void {
    this.#isLocked = false;
    this.#idle.touch();
    this.#deps.log.info('lock.opened', {});
    this.#tell();
  }

  async #confirmFinger(): Promise<boolean> {
    const reason = (this.#deps.language() === 'ar' ? ar : en).touchReason;
    return (await this.#deps.biometry?.confirm(reason)) ?? false;
  }

  #prove(passphrase: string): Promise<void> {
    const proved = this.#queue.then(() => this.#tryPassphrase(passphrase));
    this.#queue = proved.catch(() => undefined);
    return proved;
  }

  async #tryPassphrase(passphrase: string): Promise<void> {
    if (this.#attempts.waitMs() > 0) throw new AppError('passphrase_wait', 'too many attempts');
    const verifier = await this.#deps.guarded.read(LOCK_ITEM);
    if (verifier === undefined) throw new AppError('secret_missing', 'no lock is set');
    if (await this.#deps.check.proves(verifier, passphrase)) {
      this.#attempts.succeed();
      return;
    }
    this.#attempts.fail();
    this.#deps.log.warn('lock.refused', {});
    this.#tell();
    throw new AppError('passphrase_wrong', 'not the passphrase');
  }

  #tell(): void {
    this.#deps.emit('lock.changed');
  }
}
