/**
 * @file The composition root: the only place that says `new`. Plain Node; the worker thread, the demo, tests and
 * benchmarks all call `createCore`.
 */
import type { EventTopic } from '../../shared/contract/events.ts';
import { contract, type Handlers, type Output } from '../../shared/contract/index.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { AppError, type ErrorCode, type Reply } from '../../shared/errors.ts';
import { databaseExists } from '../db/store.ts';
import { appHandlers } from '../features/app/app-handlers.ts';
import { environmentHandlers } from '../features/environments/environment-handlers.ts';
import { EnvironmentService } from '../features/environments/environment-service.ts';
import { createProfileStore } from '../features/environments/profile-store.ts';
import { createSecrets } from '../features/secrets/secrets-service.ts';
import { settingsHandlers } from '../features/settings/settings-handlers.ts';
import { SettingsService } from '../features/settings/settings-service.ts';
import type { SchemeRegistration } from '../ports/callback-channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Opener } from '../ports/opener.ts';
import type { Random } from '../ports/random.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { createDispatcher } from './dispatcher.ts';
import { createEvents } from './events.ts';
import { environmentDir, openSession, providerOf, type Session, type SessionEnvironment } from './session.ts';

export type CorePorts = {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly opener: Opener;
  readonly scheme: SchemeRegistration;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

export type CoreOptions = {
  readonly dataDir: string;
  readonly version: string;
  readonly runtime: 'official' | 'stand-in' | 'node';
  readonly systemLanguage: 'ar' | 'en';
  /** Where the practice bank listens; null when it could not be started: its store stays readable. */
  readonly practice: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string } | null;
  /** Whether a finished connect starts the first import by itself (default true). */
  readonly isImportAutomatic?: boolean;
  /** Whether the provider's store is read once at start when something is connected (default false). */
  readonly isSyncedAtStart?: boolean;
};

export type Core = {
  dispatch(name: string, input: unknown): Promise<Reply<unknown>>;
  handleCallback(url: string): Promise<void>;
  subscribe(listener: (topic: EventTopic, payload: unknown) => void): () => void;
  /** Reads the provider's store regardless of the schedule and resolves to the finished run. */
  syncNow(): Promise<SyncRun>;
  /** Resolves when a connect flow has ended, however it ended. */
  waitForFlow(flowId: string): Promise<Output<'connections.flow'>>;
  close(): Promise<void>;
};

/** Errors that mean "try again when the keychain is open", not "broken". */
const LOCKED: readonly ErrorCode[] = ['secret_store_locked', 'secret_store_unavailable', 'database_locked'];

/** Every operation, answering with why there is no open store; overlaid by the handlers that can answer. */
function closedHandlers(reason: () => ErrorCode): Handlers {
  const refuse = () => {
    throw new AppError(reason(), 'the store is not open');
  };
  return Object.fromEntries(Object.keys(contract).map((name) => [name, refuse])) as unknown as Handlers; // one entry per contract name
}

export async function createCore(ports: CorePorts, options: CoreOptions): Promise<Core> {
  const { clock, log, random } = ports;
  const events = createEvents();
  const profile = createProfileStore({ dir: options.dataDir, random, systemLanguage: options.systemLanguage });
  const settings = new SettingsService({ profile, emit: events.emit });
  let session: Session | undefined;
  let storeError: ErrorCode | null = null;
  let switching: Promise<void> = Promise.resolve();

  const language = () => settings.get().language;
  const environmentOf = (id: string): SessionEnvironment => {
    const stored = profile.environment(id);
    const practice = stored.kind === 'practice' ? options.practice : undefined;
    return {
      id,
      kind: stored.kind,
      baseUrl: stored.kind === 'practice' ? (practice?.baseUrl ?? '') : stored.baseUrl,
      clientId: stored.kind === 'practice' ? (practice?.clientId ?? '') : stored.clientId,
      legalName: stored.legalName,
      userId: stored.userId,
    };
  };
  const secretsFor = (id: string) =>
    createSecrets({ store: ports.secrets, expected: profile.expectedItems(id), environmentId: id, log, clock, random });

  async function open(id: string): Promise<void> {
    try {
      session = await openSession({
        ports,
        dataDir: options.dataDir,
        environment: environmentOf(id),
        expected: profile.expectedItems(id),
        practiceSecret: options.practice?.clientSecret,
        language,
        emit: events.emit,
        isImportAutomatic: options.isImportAutomatic ?? true,
      });
      storeError = null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      storeError = error.code;
      log.warn('store.not-open', { code: error.code });
    }
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    await closing?.close();
  }

  /** One switch at a time; what is asked meanwhile sees the old or the new session, never half of each. */
  function activate(id: string): Promise<void> {
    switching = switching
      .catch(() => undefined)
      .then(async () => {
        await close();
        await open(id);
        for (const topic of ['app.changed', 'connections.changed', 'accounts.changed', 'transactions.changed', 'sync.changed'] as const)
          events.emit(topic);
      });
    return switching;
  }

  const storeState = () => {
    if (session) return { store: 'ready' as const, storeError: null };
    return { store: storeError !== null && LOCKED.includes(storeError) ? ('locked' as const) : ('failed' as const), storeError };
  };

  const environments = new EnvironmentService({
    profile,
    secretsFor,
    onActivate: activate,
    providerFor: async (id) =>
      providerOf(
        { ports, environment: environmentOf(id), practiceSecret: options.practice?.clientSecret, language },
        secretsFor(id),
        () => undefined,
      ),
    hasData: (id) => databaseExists(environmentDir(options.dataDir, id)),
    clock,
    emit: events.emit,
    runtime: options.runtime,
  });

  const globalHandlers = {
    ...appHandlers({
      version: options.version,
      runtime: options.runtime,
      clock,
      storeState,
      retryStore: () => activate(profile.activeId()),
      opener: ports.opener,
    }),
    ...settingsHandlers(settings),
    ...environmentHandlers(environments),
  };
  const closed = closedHandlers(() => storeError ?? 'app_closing');
  const handlers = (): Handlers => ({ ...closed, ...session?.handlers, ...globalHandlers });

  const requireSession = () => {
    if (!session) throw new AppError(storeError ?? 'app_closing', 'the store is not open');
    return session;
  };

  await open(profile.activeId());
  if (options.isSyncedAtStart && session && (session as Session).connections.hasAny()) {
    (session as Session).sync
      .start('start')
      .catch((error: unknown) => log.error('sync.crashed', { kind: error instanceof Error ? error.name : typeof error }));
  }

  return {
    dispatch: createDispatcher({ handlers, log, newRef: () => Buffer.from(random.bytes(3)).toString('hex') }),
    handleCallback: async (url) => {
      await session?.connections.handleCallback(url);
    },
    subscribe: (listener) => events.subscribe((topic) => listener(topic, {})),
    syncNow: () => requireSession().sync.start('user', { ignoreSchedule: true }),
    waitForFlow: (flowId) => requireSession().connections.waitForEnd(flowId),
    async close() {
      await switching.catch(() => undefined);
      await close();
    },
  };
}
