import type { Handlers } from '../../../shared/contract/index.ts';
import type { LockService } from './lock-service.ts';

export function lockHandlers(service: LockService): Pick<Handlers, Extract<keyof Handlers, `lock.${string}`>> {
  return {
    'lock.state': () => service.state(),
    'lock.set': (input) => service.set(input),
    'lock.remove': (input) => service.remove(input),
    'lock.configure': (input) => service.configure(input),
    'lock.lock': () => {
      service.lock();
      return { done: true };
    },
    'lock.unlock': (input) => service.unlock(input),
    'lock.unlockWithTouchId': async () => ({ isUnlocked: await service.unlockWithTouchId() }),
  };
}
