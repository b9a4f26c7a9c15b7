import type { Handlers } from '../../../shared/contract/index.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import type { SyncService } from './sync-service.ts';

export function syncHandlers(
  service: SyncService,
  nextReadAt: () => SyncStatus['nextReadAt'],
): Pick<Handlers, 'sync.status' | 'sync.start' | 'sync.cancel'> {
  const status = (): SyncStatus => ({ ...service.status(), nextReadAt: nextReadAt() });
  return {
    'sync.status': status,
    'sync.start': () => {
      service.begin('user');
      return status();
    },
    'sync.cancel': () => {
      service.cancel();
      return status();
    },
  };
}
