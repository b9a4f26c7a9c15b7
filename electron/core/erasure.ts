/** @file What erasing everything needs of the rest of the core: each environment's store and provider, open or not. */
import { join } from 'node:path';
import type { EventTopic } from '../../shared/contract/events.ts';
import { listBackups } from '../db/backup.ts';
import type { Db } from '../db/open.ts';
import { databaseExists, openStore } from '../db/store.ts';
import type { ProfileStore } from '../features/environments/profile-store.ts';
import { type EnvironmentContent, ErasureService } from '../features/erasure/erasure-service.ts';
import { createNodeDataFiles } from '../features/erasure/node-data-files.ts';
import { createRemovalRepo } from '../features/erasure/removal-repo.ts';
import { failureCode } from '../features/erasure/steps.ts';
import { createTombstone } from '../features/erasure/tombstone.ts';
import { LOCK_ITEM } from '../features/lock/lock-service.ts';
import { createEnvelopeRepo } from '../features/secrets/envelope-repo.ts';
import { createSecrets, type Secrets, secretItems } from '../features/secrets/secrets-service.ts';
import type { BankProvider } from '../ports/bank-provider.ts';
import type { HostCleared } from '../ports/host-data.ts';
import type { CorePorts } from './compose.ts';
import { environmentDir, providerOf, type SessionEnvironment } from './session.ts';
import type { SessionSwitch } from './session-switch.ts';

export type ErasureWiring = {
  readonly ports: CorePorts;
  readonly dataDir: string;
  readonly profile: ProfileStore;
  readonly sessions: SessionSwitch;
  readonly environment: (id: string) => SessionEnvironment;
  readonly practiceSecret: () => string | undefined;
  readonly onPracticeRestarted: (practice: NonNullable<HostCleared['practice']>) => void;
  readonly language: () => 'ar' | 'en';
  readonly onLockErased: () => void;
  readonly forgetVault: (environmentIds: readonly string[], isEvery: boolean) => void;
  readonly openAgain: () => Promise<void>;
  readonly emit: (topic: EventTopic) => void;
};

export function createErasure(wiring: ErasureWiring): ErasureService {
  const { ports, dataDir, profile, sessions } = wiring;
  const { log, clock } = ports;
  const files = ports.files ?? createNodeDataFiles();
  const dirOf = (id: string) => environmentDir(dataDir, id);

  /** Of an environment that is not in use; without its store when that cannot be opened. */
  async function withStored<T>(id: string, use: (db: Db | undefined, secrets: Secrets) => Promise<T>): Promise<T> {
    let db: Db | undefined;
    const envelope = () => (db ? createEnvelopeRepo(db) : undefined);
    const expected = profile.expectedItems(id);
    const secrets = createSecrets({ ...ports, store: ports.secrets, expected, environmentId: id, envelope });
    let close = () => {};
    try {
      const key = databaseExists(dirOf(id)) ? await secrets.databaseKey.load() : undefined;
      if (key) {
        const store = (ports.openStore ?? openStore)({ dir: dirOf(id), key, clock, log });
        db = store.db;
        close = store.close;
      }
    } catch (error) {
      log.warn('erasure.store-unread', { code: failureCode(error) });
    }
    try {
      return await use(db, secrets);
    } finally {
      close();
    }
  }

  const contentOf = (id: string, db: Db): EnvironmentContent => {
    const repo = createRemovalRepo(db);
    // SECURITY: the tombstone these go into is not encrypted; it names banks and holds no id of the provider.
    const banks = repo.listBanks().map(({ bankName, bankNameAr, endsAt }) => ({ bankName, bankNameAr, endsAt }));
    return { banks, counts: { ...repo.counts(), backups: listBackups(join(dirOf(id), 'backups')).length } };
  };
  const openSessionOf = (id: string) => {
    const session = sessions.current();
    return session?.environmentId === id ? session : undefined;
  };

  return new ErasureService({
    dataDir,
    files,
    secrets: ports.secrets,
    host: ports.hostData,
    clock,
    log,
    random: ports.random,
    language: wiring.language,
    tombstone: createTombstone({ dir: dataDir, files, log }),
    activeId: profile.activeId,
    environmentIds: () => profile.listEnvironments().map(({ id }) => id),
    hasData: (id) => databaseExists(dirOf(id)),
    async inspect(id) {
      const session = openSessionOf(id);
      if (session) return contentOf(id, session.db);
      return withStored(id, async (db) => db && contentOf(id, db));
    },
    async withProvider(id, use) {
      const session = openSessionOf(id);
      if (session) return use(session.provider, createRemovalRepo(session.db).listBanks());
      return withStored(id, (db, secrets) => {
        const deps = { ports, environment: wiring.environment(id), practiceSecret: wiring.practiceSecret(), language: wiring.language };
        const provider: BankProvider = providerOf(deps, secrets, () => undefined);
        return use(provider, db && createRemovalRepo(db).listBanks());
      });
    },
    notedKeys: (id) => profile.findEnvironment(id)?.expectedItems ?? [],
    keysOf: (id) => [...new Set([...secretItems(id), ...(profile.findEnvironment(id)?.expectedItems ?? [])])],
    sharedKeys: [LOCK_ITEM],
    resetProfile: ({ environmentIds, isEvery }) => {
      // While another environment keeps its data, the lock keeps guarding it.
      profile.reset(environmentIds, { keepLock: !isEvery });
      wiring.forgetVault(environmentIds, isEvery);
      if (isEvery) wiring.onLockErased();
    },
    onPracticeRestarted: wiring.onPracticeRestarted,
    whileHeld: (work) => sessions.whileHeld(({ session, close }) => work({ quiet: async () => session?.quiet(), close })),
    openAgain: wiring.openAgain,
    emit: wiring.emit,
  });
}
