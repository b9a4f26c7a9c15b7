/** @file The way out: channel, state, link, its checks (S15, S9), and the user's own browser. */
import type { Flow } from '../../../shared/contract/connections.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { WidgetLink } from '../../ports/bank-provider.ts';
import type { CallbackIntake } from './callback-intake.ts';
import { chooseChannel, startListener } from './channel.ts';
import type { ConnectionRepo } from './connection-repo.ts';
import type { ConnectionDeps } from './connection-service.ts';
import { failureOf } from './finish-flow.ts';
import type { FlowBook } from './flow-book.ts';
import { HELP_HOSTS, judgeLink, linkHost } from './link-policy.ts';
import type { LoopbackListener } from './loopback-listener.ts';
import { noteEnd } from './note-end.ts';
import type { FlowPurpose, StateStore } from './state-store.ts';

/** Until the link exists and tells its own end. */
const DEFAULT_LIFE_MS = 30 * 60_000;

export type NewFlow = {
  readonly purpose: FlowPurpose;
  readonly channel: Flow['channel'] | undefined;
  readonly connectionId: string | null;
  readonly context: unknown;
  readonly createLink: (sent: { state: string; redirectUri: string }, signal: AbortSignal, flowId: string) => Promise<WidgetLink>;
};

type Deps = Pick<ConnectionDeps, 'clock' | 'log' | 'random' | 'scheme' | 'opener' | 'environment'> & {
  readonly states: StateStore;
  readonly book: FlowBook;
  readonly intake: CallbackIntake;
  readonly repo: ConnectionRepo;
  readonly newRef: () => string;
};

export function createStarter(deps: Deps) {
  const { clock, log, environment, states, book, intake, repo, newRef } = deps;
  let isClosed = false;

  const fail = (id: string, error: unknown): Flow => {
    noteEnd(deps, id, 'failed');
    return book.end(id, 'failed', failureOf(error, log, newRef));
  };

  const openInBrowser = async (id: string, location: string): Promise<Flow> => {
    try {
      // Waiting before the browser is told: a quick one may be back before the opener has returned.
      book.update(id, { phase: 'waiting', widgetHost: null });
      await deps.opener.open(location);
      return book.get(id);
    } catch (error) {
      return book.isOpen(id)
        ? fail(id, error instanceof AppError ? error : new AppError('widget_failed', 'the browser did not open'))
        : book.get(id);
    }
  };

  const presentLink = async (id: string, link: WidgetLink): Promise<Flow> => {
    states.setDeadline(id, link.expiresAtMs);
    book.update(id, { deadlineAt: toInstant(link.expiresAtMs) });
    intake.armDeadline(id);
    const verdict = judgeLink(link.location, {
      baseUrl: environment.baseUrl,
      confirmedHosts: repo.confirmedHosts(),
      helpHosts: HELP_HOSTS,
    });
    if (verdict === 'refuse') return fail(id, new AppError('link_refused', 'the widget address is not one to open'));
    if (verdict === 'allow') return openInBrowser(id, link.location);
    book.setLocation(id, link.location);
    return book.update(id, { phase: 'confirm_host', widgetHost: linkHost(link.location) ?? null });
  };

  /** A listener without a stored state would wait for nothing. */
  const openState = async (flow: Parameters<typeof states.open>[0], listener: LoopbackListener | undefined) => {
    try {
      if (isClosed) throw new AppError('app_closing', 'no new flows while closing');
      return states.open(flow);
    } catch (error) {
      await listener?.close();
      throw error;
    }
  };

  const startOne = async (flow: NewFlow): Promise<Flow> => {
    const id = Buffer.from(deps.random.bytes(16)).toString('hex');
    const wanted = await chooseChannel(flow.channel, deps.scheme);
    const { channel, listener, redirectUri } = await startListener(wanted, { claim: intake.claim, log });
    const deadlineAtMs = clock.now() + DEFAULT_LIFE_MS;
    const { state, replacedIds } = await openState({ ...flow, id, userId: environment.userId, redirectUri, deadlineAtMs }, listener);
    for (const replaced of replacedIds) if (book.has(replaced)) book.end(replaced, 'cancelled', { errorCode: 'flow_cancelled' });
    const { purpose, connectionId, context } = flow;
    intake.show({ id, purpose, channel, connectionId, context, deadlineAt: toInstant(deadlineAtMs) }, 'creating_link', listener);
    try {
      const link = await flow.createLink({ state, redirectUri }, book.signalOf(id), id);
      return book.isOpen(id) ? await presentLink(id, link) : book.get(id);
    } catch (error) {
      return book.isOpen(id) ? fail(id, error) : book.get(id);
    }
  };

  return {
    /** Resolves once the browser was opened, the host needs confirming, or the flow failed. */
    start(flow: NewFlow): Promise<Flow> {
      const started = startOne(flow);
      // The failure is the caller's; close() only waits for the end of the work.
      void intake.track(started.catch(() => undefined));
      return started;
    },
    confirmHost(flowId: string): Flow | Promise<Flow> {
      const location = book.locationOf(flowId);
      const host = location === undefined ? undefined : linkHost(location);
      if (location === undefined || host === undefined || book.get(flowId).phase !== 'confirm_host') return book.get(flowId);
      repo.rememberHost(host);
      return openInBrowser(flowId, location);
    },
    stop(): void {
      isClosed = true;
    },
  };
}
