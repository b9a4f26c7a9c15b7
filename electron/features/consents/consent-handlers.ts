import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createConsentRepo } from './consent-repo.ts';
import { ConsentService } from './consent-service.ts';

export function consentHandlers(deps: {
  readonly db: Db;
  readonly clock: Clock;
}): Pick<Handlers, Extract<keyof Handlers, `consents.${string}`>> {
  const service = new ConsentService({ repo: createConsentRepo(deps.db), clock: deps.clock });
  return {
    'consents.timeline': () => service.timeline(),
    'consents.get': (input) => service.get(input),
  };
}
