/** @file What backups need of the rest of the core: every environment's folder and key, and a moment in which nothing is open. */
import type { EventTopic } from '../../shared/contract/events.ts';
import { inlineStoreTasks } from '../db/store-task.ts';
import { BackupService } from '../features/backups/backup-service.ts';
import type { EnvironmentService } from '../features/environments/environment-service.ts';
import type { ProfileStore } from '../features/environments/profile-store.ts';
import type { Secrets } from '../features/secrets/secrets-service.ts';
import { createSyncRepo } from '../features/sync/sync-repo.ts';
import type { CorePorts } from './compose.ts';
import { environmentDir } from './session.ts';
import type { SessionSwitch } from './session-switch.ts';

export function createBackups(wiring: {
  readonly ports: CorePorts;
  readonly dataDir: string;
  readonly profile: ProfileStore;
  readonly sessions: SessionSwitch;
  readonly environments: EnvironmentService;
  readonly secrets: (environmentId: string) => Secrets;
  readonly emit: (topic: EventTopic) => void;
}): BackupService {
  const { ports, dataDir, profile, sessions, environments } = wiring;
  return new BackupService({
    dataDir,
    profile,
    environmentDir: (id) => environmentDir(dataDir, id),
    secretsFor: wiring.secrets,
    tasks: ports.storeTasks ?? inlineStoreTasks,
    saveFile: ports.saveFile,
    openFile: ports.openFile,
    current: () => {
      const session = sessions.current();
      return session && { environmentId: session.environmentId, snapshots: session.care.snapshots };
    },
    whileClosed: (work) =>
      sessions.whileHeld(async ({ session, close }) => {
        await session?.quiet();
        await close();
        await work();
      }),
    activate: async (id) => {
      if (id === profile.activeId()) await sessions.activate(id);
      else await environments.activate(id);
    },
    async markDisconnected() {
      const { db, provider } = sessions.require();
      if (await provider.hasTokens()) return false;
      return createSyncRepo(db).loseTokens().changes > 0;
    },
    clock: ports.clock,
    random: ports.random,
    log: ports.log,
    emit: wiring.emit,
  });
}
