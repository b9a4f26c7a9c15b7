import type { Handlers } from '../../../shared/contract/index.ts';
import type { SyncService } from './sync-service.ts';

export function syncHandlers(service: SyncService): Pick<Handlers, 'sync.status' | 'sync.start' | 'sync.cancel'> {
  return {
    'sync.status': () => service.status(),
    'sync.start': () => {
      service.begin('user');
      return service.status();
    },
    'sync.cancel': () => {
      service.cancel();
      return service.status();
    },
  };
}
