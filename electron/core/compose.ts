/**
 * @file The composition root: the only place that says `new`. Plain Node; the worker thread, the demo, tests and
 * benchmarks all call `createCore`.
 */
import type { Notice } from '../../shared/contract/about.ts';
import type { AppNotice } from '../../shared/contract/app.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import { contract, type Handlers, type Output } from '../../shared/contract/index.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { AppError, type ErrorCode, type Reply } from '../../shared/errors.ts';
import { databaseExists, type openStore } from '../db/store.ts';
import { inlineStoreTasks } from '../db/store-task.ts';
import { AboutService, aboutHandlers } from '../features/about/about-service.ts';
import { appHandlers } from '../features/app/app-handlers.ts';
import { backupHandlers } from '../features/backups/backup-service.ts';
import { Healer } from '../features/backups/healer.ts';
import { environmentHandlers } from '../features/environments/environment-handlers.ts';
import { EnvironmentService } from '../features/environments/environment-service.ts';
import { createProfileStore, type ProfileStore } from '../features/environments/profile-store.ts';
import { erasureHandlers } from '../features/erasure/erasure-service.ts';
import { createNodeDataFiles } from '../features/erasure/node-data-files.ts';
import { lockHandlers } from '../features/lock/lock-handlers.ts';
import { RecoveryService, recoveryHandlers } from '../features/recovery/recovery-service.ts';
import { createVault } from '../features/recovery/vault.ts';
import { createMemoryItems } from '../features/secrets/expected-items.ts';
import { createSecrets } from '../features/secrets/secrets-service.ts';
import { createSwitchableStore, type SwitchableStore } from '../features/secrets/switchable-store.ts';
import { settingsHandlers } from '../features/settings/settings-handlers.ts';
import { SettingsService } from '../features/settings/settings-service.ts';
import type { Biometry } from '../ports/biometry.ts';
import type { SchemeRegistration } from '../ports/callback-channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataFiles } from '../ports/data-files.ts';
import type { HostData } from '../ports/host-data.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { LoginStart } from '../ports/login-start.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { OpenFile } from '../ports/open-file.ts';
import type { Opener } from '../ports/opener.ts';
import type { PowerEvent } from '../ports/power.ts';
import type { Random } from '../ports/random.ts';
import type { SaveFile } from '../ports/save-file.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { Shell } from '../ports/shell.ts';
import type { StoreTasks } from '../ports/store-tasks.ts';
import { createBackups } from './backups.ts';
import { createDispatcher } from './dispatcher.ts';
import { createErasure } from './erasure.ts';
import { createEvents } from './events.ts';
import { createLock } from './lock.ts';
import { environmentDir, openSession, providerOf, type SessionEnvironment } from './session.ts';
import { createSessionSwitch } from './session-switch.ts';

export type CorePorts = {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly opener: Opener;
  readonly scheme: SchemeRegistration;
  /** Only a Mac has it. */
  readonly biometry?: Biometry;
  /** Nobody is reminded under plain Node. */
  readonly notifier?: Notifier;
  /** No window under plain Node. */
  readonly shell?: Shell;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What the app keeps outside the data folder; nothing under plain Node. */
  readonly hostData?: HostData;
  /** Files of the person's own choosing; none under plain Node. */
  readonly saveFile?: SaveFile;
  readonly openFile?: OpenFile;
  /** In a thread of their own while the app runs; in place under plain Node. */
  readonly storeTasks?: StoreTasks;
  /** Under plain Node nothing starts at login. */
  readonly loginStart?: LoginStart;
  /** Licences of what ships with Mizan. */
  readonly notices?: () => readonly Notice[];
  /** For tests that let a file step or a statement fail. */
  readonly files?: DataFiles;
  readonly openStore?: typeof openStore;
};

export type CoreOptions = {
  readonly dataDir: string;
  readonly version: string;
  readonly runtime: 'official' | 'stand-in' | 'node';
  readonly systemLanguage: 'ar' | 'en';
  /** Where the practice bank listens; null when it could not be started: its store stays readable. */
  readonly practice: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** Whether the first import follows a connect, and a read follows the start, by themselves (default true). */
  readonly isAutomatic?: boolean;
};

export type Core = {
  dispatch(name: string, input: unknown): Promise<Reply<unknown>>;
  handleCallback(url: string): Promise<void>;
  subscribe(listener: (topic: EventTopic, payload: unknown) => void): () => void;
  /** Reads the provider's store regardless of the schedule and resolves to the finished run. */
  syncNow(): Promise<SyncRun>;
  /** What the machine says of itself: sleep, unlocking, network. */
  power(event: PowerEvent): void;
  /** Resolves when a connect flow has ended, however it ended. */
  waitForFlow(flowId: string): Promise<Output<'connections.flow'>>;
  /** As a tick of the scheduler does: the full check, when it is due. Resolves when it is over. */
  checkStore(): Promise<void>;
  close(): Promise<void>;
};

/** Every operation, answering with why there is no open store; overlaid by the handlers that can answer. */
function closedHandlers(reason: () => ErrorCode): Handlers {
  const refuse = () => {
    throw new AppError(reason(), 'the store is not open');
  };
  return Object.fromEntries(Object.keys(contract).map((name) => [name, refuse])) as unknown as Handlers; // one entry per contract name
}

function createEnvironmentLookup(ports: CorePorts & { readonly secrets: SwitchableStore }, options: CoreOptions, profile: ProfileStore) {
  const store = ports.secrets;
  const sessionItems = createMemoryItems();
  let practice: { baseUrl: string; clientId: string; clientSecret: string | undefined } = options.practice ?? {
    baseUrl: '',
    clientId: '',
    clientSecret: undefined,
  };
  const lookup = {
    practiceSecret: () => practice.clientSecret,
    onPracticeRestarted: (next: NonNullable<CoreOptions['practice']>) => {
      practice = next;
    },
    /** A session that keeps nothing leaves no mark that an item is to be expected. */
    expected: (id: string) => (store.mode() === 'session' ? sessionItems : profile.expectedItems(id)),
    environment(id: string): SessionEnvironment {
      const { kind, baseUrl, clientId, legalName, userId } = profile.environment(id);
      const address = kind === 'practice' ? practice : { baseUrl, clientId };
      return { id, kind, baseUrl: address.baseUrl, clientId: address.clientId, legalName, userId };
    },
    secrets: (id: string) => createSecrets({ ...ports, store, expected: lookup.expected(id), environmentId: id }),
  };
  return lookup;
}

export async function createCore(given: CorePorts, options: CoreOptions): Promise<Core> {
  const ports = { ...given, secrets: createSwitchableStore(given.secrets) };
  const { clock, log, random } = ports;
  const { emit, subscribe } = createEvents();
  const files = ports.files ?? createNodeDataFiles();
  const profile = createProfileStore({ dir: options.dataDir, files, random, systemLanguage: options.systemLanguage, log });
  const settings = new SettingsService({ profile, emit, loginStart: ports.loginStart });
  const language = () => settings.get().language;
  const lock = createLock({ ports, profile, language, emit });
  const lookup = createEnvironmentLookup(ports, options, profile);
  const { practiceSecret } = lookup;
  const notices: AppNotice[] = profile.recovery === null ? [] : [`profile_from_${profile.recovery.source}`];
  const isAutomatic = options.isAutomatic ?? true;
  let isOnline = true;

  const healer = new Healer({
    dataDir: options.dataDir,
    environmentDir: (id) => environmentDir(options.dataDir, id),
    keyOf: (id) => lookup.secrets(id).databaseKey.load(),
    tasks: ports.storeTasks ?? inlineStoreTasks,
    clock,
    log,
  });
  const sessions = createSessionSwitch({
    isAutomatic,
    emit,
    log,
    open: async (id) => {
      await erasure.assertFinished();
      await lock.service.learn();
      return healer.open(id, () =>
        openSession({
          ports,
          dataDir: options.dataDir,
          environment: lookup.environment(id),
          expected: lookup.expected(id),
          isInMemory: ports.secrets.mode() === 'session',
          practiceSecret: practiceSecret(),
          language,
          emit,
          isAutomatic,
          isOnline: () => isOnline,
          notificationDetail: () => (lock.service.isLocked ? 'none' : settings.get().notificationDetail),
          settings: () => settings.get(),
          restoredFrom: healer.takeRestored(id),
          onDamaged: () => {
            healer.noteDamage(id);
            void tryOpen();
          },
        }),
      );
    },
  });

  const environments = new EnvironmentService({
    profile,
    secretsFor: lookup.secrets,
    onActivate: sessions.activate,
    providerFor: async (id) =>
      providerOf(
        { ports, environment: lookup.environment(id), practiceSecret: practiceSecret(), language },
        lookup.secrets(id),
        () => undefined,
      ),
    hasData: (id) => databaseExists(environmentDir(options.dataDir, id)),
    clock,
    emit,
    runtime: options.runtime,
  });

  /** How it went is in the store state; the reason is no failure of whoever asked. */
  const tryOpen = () => sessions.activate(profile.activeId()).catch(rethrowUnexpected);
  const recovery = new RecoveryService({
    vault: createVault({ dir: options.dataDir, files, random }),
    store: ports.secrets,
    profile,
    environmentDir: (id) => environmentDir(options.dataDir, id),
    secretsFor: lookup.secrets,
    hasData: (id) => databaseExists(environmentDir(options.dataDir, id)),
    storeError: () => sessions.state().storeError,
    hasAccounts: () => (sessions.current()?.countAccounts() ?? 0) > 0,
    openAgain: tryOpen,
    clock,
    log,
    emit,
  });
  const erasure = createErasure({
    ...lookup,
    ports,
    dataDir: options.dataDir,
    profile,
    sessions,
    language,
    onLockErased: () => lock.service.forgotten(),
    forgetVault: (ids, isEvery) => recovery.forget(ids, isEvery),
    openAgain: tryOpen,
    emit,
  });
  const backups = createBackups({ ...lookup, ports, dataDir: options.dataDir, profile, sessions, environments, emit });
  const about = new AboutService({
    version: options.version,
    runtime: options.runtime,
    notices: ports.notices,
    host: ports.hostData,
    clock,
    db: () => sessions.current()?.db,
    facts: () => {
      const { theme, numerals, zoom, keepInBackground, language: chosen } = settings.get();
      const { automatic, failure, keptAside } = backups.state();
      return {
        ...sessions.state(),
        environment: profile.environment(profile.activeId()).kind,
        environments: profile.listEnvironments().length,
        settings: { language: chosen, theme, numerals, zoom, keepInBackground },
        backups: { automatic: automatic.length, failure, keptAside },
        recovery: recovery.state(),
      };
    },
  });
  const globalHandlers = {
    ...aboutHandlers(about),
    ...appHandlers({
      ...options,
      clock,
      storeState: sessions.state,
      retryStore: tryOpen,
      opener: ports.opener,
      shell: ports.shell,
      notices,
      healed: () => sessions.current()?.care.healedNote,
    }),
    ...settingsHandlers(settings),
    ...environmentHandlers(environments),
    ...erasureHandlers(erasure),
    ...lockHandlers(lock.service),
    ...backupHandlers(backups),
    ...recoveryHandlers(recovery),
  };
  const closed = closedHandlers(sessions.closedReason);
  await erasure.start();
  await tryOpen();

  return {
    dispatch: createDispatcher({
      handlers: () => ({ ...closed, ...sessions.current()?.handlers, ...globalHandlers }),
      mayRun: lock.mayRun,
      log,
      newRef: () => Buffer.from(random.bytes(3)).toString('hex'),
    }),
    handleCallback: sessions.takeLink,
    subscribe: (listener) => subscribe((topic) => listener(topic, {})),
    syncNow: async () => sessions.require().sync.start('user', { ignoreSchedule: true }),
    waitForFlow: async (flowId) => sessions.require().connections.waitForEnd(flowId),
    checkStore: async () => sessions.require().care.checkNow(),
    power(event) {
      if (event.type === 'network') isOnline = event.isOnline;
      lock.service.notify(event);
      sessions.current()?.scheduler.notify(event);
    },
    close() {
      lock.close();
      return sessions.close();
    },
  };
}

function rethrowUnexpected(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
