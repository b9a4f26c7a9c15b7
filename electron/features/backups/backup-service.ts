/**
 * @file Backups as the window sees them: the automatic ones of the open store, one file to take away, and the way back from either. Works
 * also while no store is open: that is when a way back is needed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupState, ChosenBackup, RestoreResult } from '../../../shared/contract/backups.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import { riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { StoreFile } from '../../db/copy-store.ts';
import { commitReplacement, SET_ASIDE } from '../../db/replacement.ts';
import { toOpenError } from '../../db/store-error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { OpenFile } from '../../ports/open-file.ts';
import type { Random } from '../../ports/random.ts';
import type { SaveFile } from '../../ports/save-file.ts';
import type { StoreTasks } from '../../ports/store-tasks.ts';
import type { ProfileStore } from '../environments/profile-store.ts';
import type { Secrets } from '../secrets/secrets-service.ts';
import { type Manifest, readPortable, writePortable } from './portable.ts';
import { type RestoreTarget, targetOf } from './restore-target.ts';
import { inspectSealed, type SealedFile } from './sealed-file.ts';
import { listAutomatic, type Snapshots } from './snapshots.ts';

/** What the service needs of the session that is open. */
export type OpenStore = { readonly environmentId: string; readonly snapshots: Snapshots };

export type BackupDeps = {
  readonly dataDir: string;
  readonly profile: ProfileStore;
  readonly environmentDir: (environmentId: string) => string;
  readonly secretsFor: (environmentId: string) => Secrets;
  readonly tasks: StoreTasks;
  readonly saveFile: SaveFile | undefined;
  readonly openFile: OpenFile | undefined;
  readonly current: () => OpenStore | undefined;
  /** Nothing is open while `work` runs. */
  readonly whileClosed: (work: () => Promise<void>) => Promise<void>;
  /** Opens it as after a start. @throws AppError why it stays closed */
  readonly activate: (environmentId: string) => Promise<void>;
  /** Says of every bank that it has to be connected again. */
  readonly markDisconnected: () => Promise<boolean>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
};

/** In the data folder; erased with it, and at the next start. */
export const WORK_FOLDER = 'restoring';
const TELL_EVERY_MS = 200;
type Job = NonNullable<BackupState['job']>;
type Source = StoreFile & { readonly madeAt: string };

export class BackupService {
  readonly #deps: BackupDeps;
  readonly #chosen = new Map<string, ChosenBackup>();
  #job: Job | null = null;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(deps: BackupDeps) {
    this.#deps = deps;
    this.#clear();
  }

  state(): BackupState {
    const dir = this.#deps.environmentDir(this.#deps.profile.activeId());
    const open = this.#deps.current();
    return {
      automatic: [...listAutomatic(join(dir, 'backups'))],
      isMaking: open?.snapshots.isMaking ?? false,
      failure: open?.snapshots.failure ?? null,
      job: this.#job,
      keptAside: existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('kept-') && SET_ASIDE.test(name)).length : 0,
    };
  }

  async make(): Promise<void> {
    await this.#requireOpen().snapshots.make(false);
  }

  /** @returns the name of the file; undefined when the person chose no place */
  async save(passphrase: string): Promise<string | undefined> {
    const { saveFile, clock } = this.#deps;
    const open = this.#requireOpen();
    if (!saveFile) throw new AppError('forbidden', 'no file can be chosen here');
    return this.#alone('save', async () => {
      const token = await saveFile.choose(`mizan-backup-${riyadhDay(clock.now())}.mizan`);
      if (token === undefined) return undefined;
      try {
        await this.#writeTo(open, passphrase, (bytes) => saveFile.write(token, bytes));
        return await saveFile.finish(token);
      } catch (error) {
        await saveFile.discard(token).catch(() => undefined);
        throw error;
      }
    });
  }

  async chooseFile(): Promise<ChosenBackup | null> {
    const { openFile } = this.#deps;
    if (!openFile) throw new AppError('forbidden', 'no file can be chosen here');
    const file = await openFile.choose();
    if (!file) return null;
    try {
      const { madeAt } = await inspectSealed(sealedFile(openFile, file));
      const chosen = { token: file.token, name: file.name, madeAt, sizeBytes: file.size };
      this.#chosen.set(file.token, chosen);
      return chosen;
    } catch (error) {
      await openFile.close(file.token);
      throw error;
    }
  }

  async forgetFile(token: string): Promise<void> {
    this.#chosen.delete(token);
    await this.#deps.openFile?.close(token);
  }

  async restoreFile(token: string, passphrase: string): Promise<RestoreResult> {
    const { openFile } = this.#deps;
    const chosen = this.#chosen.get(token);
    if (!openFile || !chosen) throw new AppError('not_found', 'no such open file');
    const result = await this.#alone('restore', async () => {
      const storePath = join(this.#workDir(), 'incoming.db');
      const file = sealedFile(openFile, { token, size: chosen.sizeBytes });
      const manifest = await readPortable({ file, passphrase, storePath, onBytes: this.#onBytes });
      const source = { path: storePath, keyHex: manifest.databaseKey, madeAt: manifest.madeAt };
      return this.#replace(source, targetOf(this.#deps.profile, manifest.environment));
    });
    await this.forgetFile(token);
    return result;
  }

  async restoreAutomatic(id: string): Promise<RestoreResult> {
    const environmentId = this.#deps.profile.activeId();
    const dir = join(this.#deps.environmentDir(environmentId), 'backups');
    const backup = listAutomatic(dir).find((one) => one.id === id);
    if (!backup) throw new AppError('not_found', 'no such backup');
    return this.#alone('restore', async () => {
      const key = await this.#deps.secretsFor(environmentId).databaseKey.load();
      if (!key) throw new AppError('database_key_missing', 'a backup without its key');
      const source = { path: join(dir, id), keyHex: Buffer.from(key).toString('hex'), madeAt: backup.at };
      return this.#replace(source, {
        environmentId,
        userId: this.#deps.profile.environment(environmentId).userId,
        forget: () => undefined,
      });
    });
  }

  /** A verified copy of this moment, then its rows under a key of the file's own. */
  async #writeTo({ environmentId, snapshots }: OpenStore, passphrase: string, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const { secretsFor, environmentDir, profile, tasks, random, clock } = this.#deps;
    const key = await secretsFor(environmentId).databaseKey.load();
    if (!key) throw new AppError('database_key_missing', 'an open store without its key');
    await snapshots.make(false);
    const dir = join(environmentDir(environmentId), 'backups');
    const [newest] = listAutomatic(dir);
    if (!newest) throw new AppError('internal', 'no copy was made');
    const databaseKey = Buffer.from(random.bytes(32)).toString('hex');
    const storePath = join(this.#workDir(), 'outgoing.db');
    const source = { path: join(dir, newest.id), keyHex: Buffer.from(key).toString('hex') };
    await tasks.run({ kind: 'copy', source, target: { path: storePath, keyHex: databaseKey } });
    const { kind, baseUrl, clientId, legalName, userId } = profile.environment(environmentId);
    const environment: Manifest['environment'] = { kind, baseUrl, clientId, legalName: { ar: legalName.ar, en: legalName.en }, userId };
    const manifest = { madeAt: toInstant(clock.now()), databaseKey, environment };
    await writePortable({ storePath, manifest, passphrase, random, write, onBytes: this.#onBytes });
  }

  /** Builds the new store apart, verified, then lets the next open take it. */
  async #replace(source: Source, target: RestoreTarget): Promise<RestoreResult> {
    const { environmentId, userId } = target;
    const { profile, environmentDir, current, whileClosed, activate, clock, tasks } = this.#deps;
    const workDir = join(this.#workDir(), 'store');
    const isOldKept = environmentId === profile.activeId() && current() === undefined;
    try {
      const key = await this.#keyOf(environmentId);
      await tasks.run({ kind: 'build', workDir, source, key, at: toInstant(clock.now()), isOldKept });
    } catch (error) {
      target.forget();
      throw error;
    }
    try {
      await whileClosed(async () => {
        if (profile.environment(environmentId).userId !== userId) {
          // The tokens that are here belong to somebody else's data.
          await this.#deps.secretsFor(environmentId).tokens.clear();
          profile.setUser(environmentId, userId);
        }
        commitReplacement(environmentDir(environmentId), workDir);
      });
    } catch (error) {
      target.forget();
      // Why the store there is cannot be opened, if it cannot, is in its own state.
      await activate(profile.activeId()).catch(() => undefined);
      throw error;
    }
    await activate(environmentId);
    profile.updateSettings({ isWelcomeDone: true });
    return this.#resultOf(environmentId, source.madeAt);
  }

  async #resultOf(environmentId: string, madeAt: string): Promise<RestoreResult> {
    const { profile, secretsFor, markDisconnected, log, emit } = this.#deps;
    const { kind } = profile.environment(environmentId);
    const needsReconnect = await markDisconnected();
    const needsSecret = kind !== 'practice' && !(await secretsFor(environmentId).clientSecret.isSet());
    log.info('backup.restored', { needsReconnect, needsSecret });
    for (const topic of ['app.changed', 'settings.changed', 'environments.changed', 'connections.changed'] as const) emit(topic);
    return { environment: kind, needsReconnect, needsSecret, madeAt };
  }

  /**
   * The key that is there, whatever it opened before; a new one where none is. A missing one is made anew only here: the store it belonged to is
   * set aside, not lost, and the person has asked for another in its place.
   */
  async #keyOf(environmentId: string): Promise<Uint8Array> {
    const { databaseKey } = this.#deps.secretsFor(environmentId);
    try {
      return (await databaseKey.load()) ?? (await databaseKey.create());
    } catch (error) {
      if (error instanceof AppError && error.code === 'secret_missing') return databaseKey.replaceLost();
      throw error;
    }
  }

  async #alone<T>(kind: Job['kind'], work: () => Promise<T>): Promise<T> {
    if (this.#job) throw new AppError('busy', 'a backup is being written or read');
    this.#job = { kind, done: 0, total: 0 };
    this.#tell(true);
    try {
      this.#clear();
      return await work();
    } catch (error) {
      throw toOpenError(error);
    } finally {
      this.#job = null;
      this.#clear();
      this.#tell(true);
    }
  }

  readonly #onBytes = (done: number, total: number): void => {
    if (this.#job) this.#job = { ...this.#job, done, total };
    this.#tell(false);
  };

  #requireOpen(): OpenStore {
    const open = this.#deps.current();
    if (!open) throw new AppError('database_locked', 'the store is not open');
    return open;
  }

  #workDir(): string {
    const dir = join(this.#deps.dataDir, WORK_FOLDER);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return dir;
  }

  #clear(): void {
    try {
      rmSync(join(this.#deps.dataDir, WORK_FOLDER), { recursive: true, force: true });
    } catch (error) {
      this.#deps.log.warn('backup.not-cleared', { kind: error instanceof Error ? error.name : typeof error });
    }
  }

  #tell(isNow: boolean): void {
    const nowMs = this.#deps.clock.monotonic();
    if (!isNow && nowMs - this.#toldAtMs < TELL_EVERY_MS) return;
    this.#toldAtMs = nowMs;
    this.#deps.emit('backups.changed');
  }
}

function sealedFile(files: OpenFile, { token, size }: { readonly token: string; readonly size: number }): SealedFile {
  return { size, read: (offset, length) => files.read(token, offset, length) };
}

export function backupHandlers(service: BackupService): Pick<Handlers, Extract<keyof Handlers, `backups.${string}`>> {
  return {
    'backups.state': () => service.state(),
    'backups.make': async () => {
      await service.make();
      return { done: true };
    },
    'backups.save': async ({ passphrase }) => ({ fileName: (await service.save(passphrase)) ?? null }),
    'backups.chooseFile': () => service.chooseFile(),
    'backups.forgetFile': async ({ token }) => {
      await service.forgetFile(token);
      return { done: true };
    },
    'backups.restoreFile': ({ token, passphrase }) => service.restoreFile(token, passphrase),
    'backups.restoreAutomatic': ({ id }) => service.restoreAutomatic(id),
  };
}
