/** @file One environment, open: its store, its provider session and the services over both. Switching closes one and opens another. */
import { join } from 'node:path';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { AppError } from '../../shared/errors.ts';
import { type Db, toStoreError } from '../db/open.ts';
import { databaseExists, openMemoryStore, openStore, type Store } from '../db/store.ts';
import { accountHandlers } from '../features/accounts/account-handlers.ts';
import { createAccountRegistry } from '../features/accounts/account-registry.ts';
import { activityHandlers } from '../features/activity/activity-handlers.ts';
import { applyWaiting } from '../features/annotations/annotation-copy.ts';
import { annotationHandlers } from '../features/annotations/annotation-handlers.ts';
import { cashFlowHandlers } from '../features/cash-flow/cash-flow-handlers.ts';
import { categoryHandlers } from '../features/categories/category-service.ts';
import { categoriseOldStore } from '../features/categories/recategoriser.ts';
import { createConnectionService } from '../features/connections/connection-service.ts';
import { createLeftoverAccesses } from '../features/connections/leftover-accesses.ts';
import { consentHandlers } from '../features/consents/consent-handlers.ts';
import type { ErasureHandlers } from '../features/erasure/erasure-service.ts';
import { createNodeDataFiles } from '../features/erasure/node-data-files.ts';
import { RemovalService, removalHandlers } from '../features/erasure/removal-service.ts';
import { guardWithdrawn } from '../features/erasure/withdrawal-guard.ts';
import { ExportService, exportHandlers } from '../features/exports/export-service.ts';
import { createFetchLedger } from '../features/fetch-ledger/fetch-ledger.ts';
import { overviewHandlers } from '../features/overview/overview-handlers.ts';
import { createAttemptQuota } from '../features/quota/attempt-quota.ts';
import { reminderHandlers } from '../features/reminders/reminder-handlers.ts';
import { createReminders } from '../features/reminders/reminders.ts';
import { ruleHandlers } from '../features/rules/rule-service.ts';
import { createScheduleRepo } from '../features/schedule/schedule-repo.ts';
import { Scheduler } from '../features/schedule/scheduler.ts';
import { createEnvelopeRepo } from '../features/secrets/envelope-repo.ts';
import type { ExpectedItems } from '../features/secrets/expected-items.ts';
import { createSecrets, type Secrets } from '../features/secrets/secrets-service.ts';
import { syncHandlers } from '../features/sync/sync-handlers.ts';
import { SyncService } from '../features/sync/sync-service.ts';
import { createListService } from '../features/transactions/list-service.ts';
import { transactionHandlers } from '../features/transactions/transaction-handlers.ts';
import { createTransferFinder } from '../features/transfers/transfer-finder.ts';
import { transferHandlers } from '../features/transfers/transfer-service.ts';
import { createUndoBook, undoHandlers } from '../features/undo/undo-book.ts';
import { viewHandlers } from '../features/views/view-handlers.ts';
import { createMisConnect } from '../misconnect/create-provider.ts';
import { rereadPage } from '../misconnect/reread-page.ts';
import type { BankProvider, CallRecord } from '../ports/bank-provider.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { ClientCredentials } from '../ports/token-store.ts';
import type { CorePorts } from './compose.ts';
import { createStoreCare, isCheckedBeside, type StoreCare } from './store-care.ts';

export type SessionHandlers = Omit<
  Handlers,
  | `app.${string}`
  | `settings.${string}`
  | `lock.${string}`
  | `environments.${string}`
  | `about.${string}`
  | `backups.${string}`
  | `recovery.${string}`
  | `recovery.${string}`
  | keyof ErasureHandlers
>;

/** What a session needs to know of its environment. */
export type SessionEnvironment = {
  readonly id: string;
  readonly kind: 'practice' | 'sandbox' | 'production' | 'custom';
  readonly baseUrl: string;
  readonly clientId: string;
  readonly legalName: { readonly ar: string; readonly en: string };
  readonly userId: string;
};

export type SessionDeps = {
  readonly ports: CorePorts;
  readonly dataDir: string;
  readonly environment: SessionEnvironment;
  readonly expected: ExpectedItems;
  /** Kept nowhere: the store lives in memory, until it is closed. */
  readonly isInMemory: boolean;
  /** Known only for the practice bank, whose secret lives as long as its process. */
  readonly practiceSecret: string | undefined;
  readonly language: () => 'ar' | 'en';
  readonly emit: (topic: EventTopic) => void;
  readonly isAutomatic: boolean;
  /** A hint of the machine; what is on this very computer is reached without a network. */
  readonly isOnline: () => boolean;
  readonly notificationDetail: () => 'none' | 'bank';
  readonly settings: () => Settings;
  /** The backup that has just taken the place of a damaged store. */
  readonly restoredFrom: string | undefined;
  /** Found in the background: the store is to be opened anew, healed. */
  readonly onDamaged: () => void;
};

export type Session = {
  readonly environmentId: string;
  readonly handlers: SessionHandlers;
  readonly sync: SyncService;
  readonly connections: ReturnType<typeof createConnectionService>;
  readonly provider: BankProvider;
  readonly db: Db;
  readonly scheduler: Scheduler;
  countAccounts(): number;
  readonly care: StoreCare;
  /** Stops what runs by itself; reading what is stored goes on. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

/** Two years, so that a year can be compared with the one before; the bank clips silently to what it offers (API reference 6.1). */
const HISTORY_DAYS = 730;

/** R24: quitting waits this long for the provider. */
const CLOSE_WAIT_MS = 3000;
const NOBODY: Notifier = { show: async () => undefined };
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/;

export const environmentDir = (dataDir: string, id: string) => join(dataDir, 'environments', id);

/** Client id and secret of an environment. @throws AppError `environment_not_configured` when no secret is stored. */
export function credentialsOf(environment: SessionEnvironment, secrets: Secrets, practiceSecret: string | undefined): ClientCredentials {
  return {
    load: async () => {
      const clientSecret = environment.kind === 'practice' ? practiceSecret : await secrets.clientSecret.read();
      if (clientSecret === undefined || environment.baseUrl === '')
        throw new AppError('environment_not_configured', 'no client credentials');
      return { clientId: environment.clientId, clientSecret };
    },
  };
}

/** A provider session of an environment; without a store (`onCall` ignored) it serves only the credentials test. */
export function providerOf(
  deps: Pick<SessionDeps, 'ports' | 'environment' | 'practiceSecret' | 'language'>,
  secrets: Secrets,
  onCall: (record: CallRecord) => void,
): BankProvider {
  const { ports, environment } = deps;
  return createMisConnect({
    baseUrl: environment.baseUrl,
    http: ports.http,
    clock: ports.clock,
    random: ports.random,
    credentials: credentialsOf(environment, secrets, deps.practiceSecret),
    tokens: secrets.tokens,
    log: ports.log,
    language: deps.language,
    onCall,
  });
}

/** The key of an existing store must be there; only where no store is yet may one be made. */
async function databaseKey(dir: string, secrets: Secrets): Promise<Uint8Array> {
  const key = await secrets.databaseKey.load();
  if (key) return key;
  if (databaseExists(dir)) throw new AppError('database_key_missing', 'a store without its key');
  return secrets.databaseKey.create();
}

/** Opens, or makes, the environment's store and composes its services. @throws AppError naming why the store stays closed. */
export async function openSession(deps: SessionDeps): Promise<Session> {
  const { ports, environment } = deps;
  const { clock, random, log } = ports;
  const dir = environmentDir(deps.dataDir, environment.id);
  let envelope: ReturnType<typeof createEnvelopeRepo> | undefined;
  const secrets = createSecrets({
    store: ports.secrets,
    expected: deps.expected,
    environmentId: environment.id,
    log,
    clock,
    random,
    envelope: () => envelope,
  });
  const key = await databaseKey(dir, secrets);
  const open = ports.openStore ?? openStore;
  const check = isCheckedBeside(ports) ? 'beside' : 'before';
  const store = deps.isInMemory ? openMemoryStore() : open({ dir, key, clock, log, check });
  try {
    envelope = createEnvelopeRepo(store.db);
    return compose(deps, { store, key, secrets });
  } catch (error) {
    // Left open it would be locked for the next try.
    store.close();
    throw toStoreError(error);
  }
}

/** The services of an open store, and the order in which they end. */
function compose(deps: SessionDeps, { store, key, secrets }: { store: Store; key: Uint8Array; secrets: Secrets }): Session {
  const { ports, environment, emit } = deps;
  const { clock, random, log } = ports;
  const { db } = store;
  categoriseOldStore(db);
  const dir = environmentDir(deps.dataDir, environment.id);
  const files = ports.files ?? createNodeDataFiles();
  const accountCount = db.prepare('SELECT count(*) FROM accounts').pluck();
  const countAccounts = () => Number(accountCount.get());
  const care = createStoreCare({
    db,
    dir,
    key,
    ports,
    files,
    isInMemory: deps.isInMemory,
    restoredFrom: deps.restoredFrom,
    isWriting: () => sync.status().isRunning,
    hasData: () => countAccounts() > 0,
    onBackups: () => emit('backups.changed'),
    onDamaged: deps.onDamaged,
  });

  const ledger = createFetchLedger(db);
  const unguarded = providerOf(deps, secrets, (record) => ledger.append(record));
  const guard = guardWithdrawn(unguarded, { db, log });
  const { provider } = guard;
  const newId = () => Buffer.from(random.bytes(12)).toString('hex');
  const quota = createAttemptQuota({ db, clock });
  const noteLeftover = createLeftoverAccesses(db).add;
  const registry = createAccountRegistry({ db, clock, newId, onConnected: quota.claimConnect, noteLeftover });
  const undo = createUndoBook(newId);
  const transferFinder = createTransferFinder({ db, clock });
  const sync = new SyncService({
    db,
    provider,
    registry,
    clock,
    random,
    log,
    emit,
    ledger,
    isOnline: () => true,
    afterReading: async (signal) => {
      if (applyWaiting(db)) emit('transactions.changed');
      if ((await transferFinder.run(signal)) > 0) emit('categories.changed');
      await connections.settleLeftovers();
    },
    onEnded: () => scheduler.noteRun(),
  });
  /** Nobody waits for it: how it went is in the run's own record. */
  const readInBackground = (trigger: 'connect' | 'renew' | 'start') => {
    sync
      .start(trigger, { ignoreSchedule: true })
      .catch((error: unknown) => log.error('sync.crashed', { kind: error instanceof Error ? error.name : typeof error }));
  };
  const connections = createConnectionService({
    db,
    provider,
    registry,
    opener: ports.opener,
    scheme: ports.scheme,
    clock,
    random,
    log,
    emit,
    environment,
    historyDays: HISTORY_DAYS,
    quota,
    startImport: (trigger) => {
      if (deps.isAutomatic) readInBackground(trigger);
    },
  });

  const removals = new RemovalService({
    db,
    provider: unguarded,
    guard,
    sync,
    files,
    backups: care.backups,
    freeFiles: care.freeFiles,
    isPractice: environment.kind === 'practice',
    clock,
    random,
    log,
    emit,
  });

  const exporting = new ExportService({
    db,
    transactions: createListService(db),
    saveFile: ports.saveFile,
    beside: () => ({ preferences: deps.settings(), environment }),
    flushCalls: ledger.flush,
    clock,
    log,
    emit,
  });

  /** The provider has spent the old token with the call for a new one: what it answers is waited for, as long as quitting may take. */
  const settleTokens = async (): Promise<void> => {
    const given = new AbortController();
    const waited = clock.sleep(CLOSE_WAIT_MS, given.signal).catch(() => undefined);
    await Promise.race([unguarded.settled(), waited]);
    given.abort();
  };

  const isLocal = LOOPBACK.test(environment.baseUrl);
  const reminders = createReminders({
    db,
    clock,
    notifier: ports.notifier ?? NOBODY,
    style: () => ({ language: deps.language(), detail: deps.notificationDetail() }),
    onReminded: () => emit('connections.changed'),
    log,
  });
  const scheduler = new Scheduler({
    repo: createScheduleRepo(db),
    sync,
    provider,
    clock,
    random,
    log,
    isOnline: () => isLocal || deps.isOnline(),
    onTick: () => {
      quota.saveTime();
      reminders.check();
      care.tick();
    },
    onPlanned: () => emit('sync.changed'),
  });

  return {
    environmentId: environment.id,
    sync,
    connections,
    provider: unguarded,
    db,
    scheduler,
    countAccounts,
    care,
    handlers: {
      ...connections.handlers,
      ...consentHandlers({ db, clock }),
      ...reminderHandlers(reminders),
      ...accountHandlers({ db, clock, undo, emit }),
      ...transactionHandlers({ db, parse: rereadPage }),
      ...exportHandlers(exporting),
      ...undoHandlers(undo),
      ...categoryHandlers({ db, undo, emit }),
      ...ruleHandlers({ db, clock, undo, emit }),
      ...transferHandlers({ db, clock, undo, emit }),
      ...cashFlowHandlers({ db, clock, emit, saveText: ports.hostData?.saveText }),
      ...annotationHandlers({ db, clock, emit }),
      ...viewHandlers({ db, emit }),
      ...overviewHandlers({ db, clock }),
      ...syncHandlers(sync, () => scheduler.nextReadAt()),
      ...activityHandlers({ db, clock, ledger, parse: rereadPage, saveText: ports.hostData?.saveText }),
      ...removalHandlers(removals),
    },
    async quiet() {
      scheduler.stop();
      care.stopKeeping();
      await care.close();
      await exporting.close();
      await connections.close();
      await sync.close();
    },
    async close() {
      scheduler.stop();
      try {
        await care.close();
        await exporting.close();
        await connections.close();
        await Promise.all([sync.close(), settleTokens()]);
        ledger.flush();
        care.saveOwnWords();
      } catch (error) {
        // A full disk takes no last lines; the store is closed all the same, or it would stay locked.
        log.warn('store.closed-early', { kind: error instanceof Error ? error.name : typeof error });
      } finally {
        store.close();
        care.markClosed();
      }
    },
  };
}
