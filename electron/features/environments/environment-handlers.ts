import type { Handlers } from '../../../shared/contract/index.ts';
import type { EnvironmentService } from './environment-service.ts';

export function environmentHandlers(service: EnvironmentService): Pick<Handlers, Extract<keyof Handlers, `environments.${string}`>> {
  return {
    'environments.list': () => service.list(),
    'environments.create': (input) => service.create(input),
    'environments.update': (input) => service.update(input),
    'environments.activate': ({ id }) => service.activate(id),
    'environments.test': ({ id }) => service.test(id),
  };
}
