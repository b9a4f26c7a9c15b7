import type { AppNotice, AppStatus } from '../../../shared/contract/app.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import { riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Opener } from '../../ports/opener.ts';
import type { Shell } from '../../ports/shell.ts';
import type { Healed } from '../backups/healer.ts';

/** Pages of the provider's documentation; a topic, never an address, comes from the page (S9). */
export const HELP_PAGES = { credentials: 'https://docs.misconnect.co/docs' } as const;

export type AppHandlersDeps = {
  readonly version: string;
  readonly runtime: AppStatus['runtime'];
  readonly clock: Clock;
  readonly storeState: () => Pick<AppStatus, 'store' | 'storeError'>;
  /** Tries to open the active environment's store; how that went is in `storeState`. */
  readonly retryStore: () => Promise<void>;
  readonly opener: Opener;
  /** Under plain Node there is no window. */
  readonly shell?: Shell | undefined;
  /** What this start has to explain. */
  readonly notices: readonly AppNotice[];
  /** What was said of a store that was healed; undefined while none is open. */
  readonly healed: () => { find(): Healed | undefined; remove(): void } | undefined;
};

export function appHandlers(deps: AppHandlersDeps): Pick<Handlers, Extract<keyof Handlers, `app.${string}`>> {
  let { notices } = deps;
  const status = (): AppStatus => {
    const now = deps.clock.now();
    const { version, runtime } = deps;
    const healed = deps.healed()?.find() ?? null;
    const all = healed ? [...notices, 'store_restored' as const] : [...notices];
    return { version, runtime, ...deps.storeState(), today: riyadhDay(now), now: toInstant(now), notices: all, healed };
  };
  return {
    'app.status': status,
    'app.retryStore': async () => {
      // A store that is open is left alone: opening it anew would cut off whatever is running.
      if (deps.storeState().store !== 'ready') await deps.retryStore();
      return status();
    },
    'app.dismissNotice': ({ notice }) => {
      if (notice === 'store_restored') deps.healed()?.remove();
      notices = notices.filter((other) => other !== notice);
      return status();
    },
    'app.openHelp': async ({ topic }) => {
      await deps.opener.open(HELP_PAGES[topic]);
      return { done: true };
    },
    'app.shell': async ({ command }) => {
      await deps.shell?.run(command);
      return { done: true };
    },
  };
}
