/** @file Which session is open, or why none is; one switch at a time. */
import type { AppStatus } from '../../shared/contract/app.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import type { Session } from './session.ts';

/** Errors that mean "try again when the keychain is open", not "broken". */
const LOCKED: readonly ErrorCode[] = ['secret_store_locked', 'secret_store_unavailable', 'database_locked'];
/** What a page must read again when another store is behind it. */
const EVERYTHING: readonly EventTopic[] = [
  'app.changed',
  'connections.changed',
  'accounts.changed',
  'transactions.changed',
  'sync.changed',
];

/** A browser sends one link per flow; more than these are nobody's doing. */
const MOST_HELD_LINKS = 5;

export type SessionSwitch = {
  current(): Session | undefined;
  /** @throws AppError why none is open */
  require(): Session;
  closedReason(): ErrorCode;
  state(): Pick<AppStatus, 'store' | 'storeError'>;
  /** Closes what is open and opens the environment. @throws AppError why its store stays closed; `state` then says so too. */
  activate(environmentId: string): Promise<void>;
  /** Hands a link over; while no store is open, e.g. before the keychain is unlocked, it waits for one. */
  takeLink(url: string): Promise<void>;
  /** Nothing is opened while `work` runs; it closes the open session itself, once it needs it no more. */
  whileHeld(work: (held: { readonly session: Session | undefined; close(): Promise<void> }) => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

export function createSessionSwitch(deps: {
  readonly open: (environmentId: string) => Promise<Session>;
  readonly isAutomatic: boolean;
  readonly emit: (topic: EventTopic) => void;
  readonly log: Log;
}): SessionSwitch {
  let session: Session | undefined;
  let storeError: ErrorCode | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const heldLinks = new Set<string>();

  function deliverHeldLinks({ connections }: Session): void {
    const links = [...heldLinks];
    heldLinks.clear();
    for (const link of links) {
      connections
        .handleCallback(link)
        .catch((error: unknown) => deps.log.error('link.failed', { kind: error instanceof Error ? error.name : typeof error }));
    }
  }

  /** Nothing is written by itself to a store that may be damaged. */
  function begin({ care, scheduler }: Session): void {
    const checked = care.start();
    if (deps.isAutomatic) scheduler.start(checked);
  }

  async function closeSession(): Promise<void> {
    const closing = session;
    session = undefined;
    await closing?.close();
  }

  async function replace(environmentId: string): Promise<void> {
    await closeSession();
    storeError = null;
    try {
      session = await deps.open(environmentId);
      deliverHeldLinks(session);
      begin(session);
    } catch (error) {
      storeError = error instanceof AppError ? error.code : 'internal';
      deps.log.warn('store.not-open', { code: storeError });
      throw error;
    } finally {
      for (const topic of EVERYTHING) deps.emit(topic);
    }
  }

  const closedReason = () => storeError ?? 'app_closing';
  return {
    current: () => session,
    require() {
      if (!session) throw new AppError(closedReason(), 'the store is not open');
      return session;
    },
    closedReason,
    state() {
      if (session) return { store: 'ready', storeError: null };
      return { store: storeError !== null && LOCKED.includes(storeError) ? 'locked' : 'failed', storeError };
    },
    activate(environmentId) {
      const done = queue.then(() => replace(environmentId));
      queue = done.catch(() => undefined);
      return done;
    },
    whileHeld(work) {
      const done = queue.then(async () => {
        heldLinks.clear();
        storeError = 'busy';
        try {
          await work({ session, close: closeSession });
        } finally {
          await closeSession();
        }
      });
      queue = done.catch(() => undefined);
      return done;
    },
    async takeLink(url) {
      if (session) await session.connections.handleCallback(url);
      else if (heldLinks.size < MOST_HELD_LINKS) heldLinks.add(url);
    },
    async close() {
      await queue;
      await closeSession();
    },
  };
}
