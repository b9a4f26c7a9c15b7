/**
 * @file The ways on when the key to the data, or the store of keys itself, is gone (S24, S41): the recovery passphrase, a session that keeps
 * nothing, or starting again. Each only when the person asks for it; nothing is ever deleted here.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { RecoveryState } from '../../../shared/contract/recovery.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { readKeyCheck } from '../../db/key-check.ts';
import { setStoreAside } from '../../db/replacement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ProfileStore } from '../environments/profile-store.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import type { Secrets } from '../secrets/secrets-service.ts';
import type { SwitchableStore } from '../secrets/switchable-store.ts';
import type { Vault } from './vault.ts';

export type RecoveryDeps = {
  readonly vault: Vault;
  readonly store: SwitchableStore;
  readonly profile: ProfileStore;
  readonly environmentDir: (environmentId: string) => string;
  readonly secretsFor: (environmentId: string) => Secrets;
  readonly hasData: (environmentId: string) => boolean;
  /** Why the active environment's store is not open; null when it is. */
  readonly storeError: () => ErrorCode | null;
  readonly hasAccounts: () => boolean;
  /** Opens the active environment as after a start. */
  readonly openAgain: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
};

const KEY = 'database-key';
const USER = 'user-id';
/** Only what no further try can help with may be set aside. */
const GIVEN_UP: readonly ErrorCode[] = ['secret_missing', 'database_key_missing', 'database_wrong_key', 'database_damaged'];
const NO_KEYCHAIN: readonly ErrorCode[] = ['secret_store_locked', 'secret_store_unavailable', 'secret_store_failed'];

export class RecoveryService {
  readonly #deps: RecoveryDeps;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  state(): RecoveryState {
    const { vault, profile, store, hasData, hasAccounts, storeError } = this.#deps;
    const id = profile.activeId();
    const names = vault.names();
    const passphrase = names === undefined ? 'none' : names.includes(`${id}:${KEY}`) || !hasData(id) ? 'set' : 'outdated';
    const isReady = storeError() === null;
    return {
      passphrase,
      isOffered: isReady && passphrase !== 'set' && store.mode() === 'keychain' && hasAccounts() && !profile.settings().isRecoveryDeclined,
      secrets: store.mode(),
      canUseSession: !isReady && NO_KEYCHAIN.includes(storeError() ?? 'internal') && !hasData(id),
    };
  }

  /** @throws AppError `secret_*` when the active environment's key cannot be read */
  async set(passphrase: string): Promise<RecoveryState> {
    const { vault, profile, store, hasData, secretsFor, log } = this.#deps;
    if (store.mode() !== 'keychain') throw new AppError('secret_store_unavailable', 'keys are under a passphrase already');
    const items: Record<string, string> = {};
    for (const { id, userId } of profile.listEnvironments()) {
      if (!hasData(id)) continue;
      const key = await secretsFor(id)
        .databaseKey.load()
        .catch((error: unknown) => {
          // Another environment's lost key must not keep this one's from being kept.
          if (id === profile.activeId()) throw error;
          return undefined;
        });
      if (key) Object.assign(items, { [`${id}:${KEY}`]: Buffer.from(key).toString('hex'), [`${id}:${USER}`]: userId });
    }
    await vault.make(passphrase, items);
    log.info('recovery.set', { environments: Object.keys(items).length >> 1 });
    return this.#changed();
  }

  remove(): RecoveryState {
    if (this.#deps.store.mode() === 'vault') throw new AppError('forbidden', 'the keys in use are in it');
    this.#deps.vault.remove();
    return this.#changed();
  }

  decline(): RecoveryState {
    this.#deps.profile.updateSettings({ isRecoveryDeclined: true });
    return this.#changed();
  }

  /** @throws AppError `passphrase_wrong`, `recovery_absent`, `database_wrong_key`, `secret_store_*` */
  async unlock(passphrase: string): Promise<RecoveryState> {
    const { vault, profile, store, secretsFor, environmentDir, storeError, openAgain, log } = this.#deps;
    const code = storeError();
    if (code === null) return this.state();
    const open = await vault.open(passphrase);
    const id = profile.activeId();
    if (NO_KEYCHAIN.includes(code)) store.switchTo('vault', open.store);
    else {
      const keyHex = open.get(`${id}:${KEY}`);
      if (keyHex === undefined) throw new AppError('recovery_absent', 'no key of this environment');
      const key = Buffer.from(keyHex, 'hex');
      // A key that does not open the store must not take the place of one that may.
      if (!readKeyCheck(environmentDir(id), key).isKnownKey)
        throw new AppError('database_wrong_key', 'the kept key does not fit the store');
      await secretsFor(id).databaseKey.put(key);
    }
    const userId = open.get(`${id}:${USER}`);
    if (userId !== undefined) profile.setUser(id, userId);
    log.info('recovery.unlocked', { secrets: store.mode() });
    await openAgain();
    return this.#changed();
  }

  async keepNothing(): Promise<RecoveryState> {
    if (!this.state().canUseSession) throw new AppError('forbidden', 'there is something stored here');
    this.#deps.store.switchTo('session', createMemorySecretStore());
    await this.#deps.openAgain();
    return this.#changed();
  }

  async startAgain(): Promise<RecoveryState> {
    const { profile, storeError, environmentDir, secretsFor, openAgain, clock, log } = this.#deps;
    const code = storeError();
    if (code === null || !GIVEN_UP.includes(code)) throw new AppError('forbidden', 'the store can be opened, or may be later');
    const id = profile.activeId();
    setStoreAside(environmentDir(id), toInstant(clock.now()), { withBackups: code !== 'database_damaged' });
    await secretsFor(id).databaseKey.replaceLost();
    log.warn('recovery.started-again', { code });
    await openAgain();
    return this.#changed();
  }

  /** Erased with the environments it is of. */
  forget(environmentIds: readonly string[], isEvery: boolean): void {
    const { vault, store } = this.#deps;
    if (!isEvery) {
      vault.forget(environmentIds);
      return;
    }
    vault.remove();
    store.toKeychain();
  }

  #changed(): RecoveryState {
    for (const topic of ['recovery.changed', 'app.changed'] as const) this.#deps.emit(topic);
    return this.state();
  }
}

export function recoveryHandlers(service: RecoveryService): Pick<Handlers, Extract<keyof Handlers, `recovery.${string}`>> {
  return {
    'recovery.state': () => service.state(),
    'recovery.set': ({ passphrase }) => service.set(passphrase),
    'recovery.remove': () => service.remove(),
    'recovery.decline': () => service.decline(),
    'recovery.unlock': ({ passphrase }) => service.unlock(passphrase),
    'recovery.keepNothing': () => service.keepNothing(),
    'recovery.startAgain': () => service.startAgain(),
  };
}
