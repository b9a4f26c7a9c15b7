/**
 * @file Where callbacks come in, on whichever channel: parsed, claimed, and handed on. Also what ends a flow without a callback:
 * its deadline. Addresses hold secrets; nothing of them is logged.
 */
import type { Flow, FlowPhase } from '../../../shared/contract/connections.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type Callback, parseCallback } from './callback-parser.ts';
import { channelOf, resumeListener } from './channel.ts';
import type { Finisher } from './finish-flow.ts';
import type { FlowBook } from './flow-book.ts';
import type { LoopbackListener } from './loopback-listener.ts';
import { noteEnd } from './note-end.ts';
import { renewalView } from './renewal-context.ts';
import type { PendingFlow, StateStore } from './state-store.ts';

/** Timers longer than this drift over a suspend; the clock is asked again after each. */
const MAX_TIMER_MS = 60 * 60_000;

type Deps = {
  readonly states: StateStore;
  readonly book: FlowBook;
  readonly finisher: Finisher;
  readonly clock: Clock;
  readonly log: Log;
  readonly provider: BankProvider;
};
type Taken =
  | { readonly outcome: 'unreadable' | 'unknown' }
  | { readonly outcome: 'claimed'; readonly flowId: string; readonly ended: Promise<unknown> };
type Started = Pick<Flow, 'id' | 'purpose' | 'channel' | 'deadlineAt'> & Pick<PendingFlow, 'connectionId' | 'context'>;

export type CallbackIntake = ReturnType<typeof createCallbackIntake>;

export function createCallbackIntake(deps: Deps) {
  const { states, book, finisher, clock, log } = deps;
  const underWay = new Set<Promise<unknown>>();
  let ignored = 0;

  /** Work that close() waits for. */
  const track = (work: Promise<unknown>): Promise<unknown> => {
    const done = work
      .catch((error: unknown) => log.error('connect.crashed', { kind: error instanceof Error ? error.name : typeof error }))
      .finally(() => underWay.delete(done));
    underWay.add(done);
    return done;
  };

  const claimFor = ({ state, redirectUri, isSuccess }: Callback) =>
    states.claim(state, redirectUri, isSuccess ? 'answered' : 'not_completed');

  /** Decides at once; the network comes later. */
  const take = (address: string): Taken => {
    const reading = parseCallback(address);
    const pending = reading.ok ? claimFor(reading.callback) : undefined;
    if (!reading.ok || !pending) {
      ignored += 1;
      log.info('callback.ignored', { why: reading.ok ? 'unknown' : reading.reason, count: ignored });
      return { outcome: reading.ok ? 'unknown' : 'unreadable' };
    }
    if (!book.has(pending.id)) show({ ...pending, channel: channelOf(pending.redirectUri) }, 'waiting', undefined);
    return { outcome: 'claimed', flowId: pending.id, ended: track(finisher.finish(pending, reading.callback)) };
  };
  const claim = (address: string): boolean => take(address).outcome === 'claimed';

  const timeOut = (id: string): void => {
    noteEnd(deps, id, 'timed_out');
    book.end(id, 'timed_out', { errorCode: 'flow_timed_out' });
  };
  const expireIfLate = (id: string): boolean => {
    const deadlineAt = book.isOpen(id) ? book.get(id).deadlineAt : null;
    if (deadlineAt === null || clock.now() < Date.parse(deadlineAt)) return false;
    timeOut(id);
    return true;
  };

  /** Ends the flow when the clock has passed its deadline, or when that long was waited: a clock set back grants nothing. */
  const waitForDeadline = async (id: string): Promise<void> => {
    const signal = book.signalOf(id);
    let leftMs = Date.parse(book.get(id).deadlineAt ?? '') - clock.now();
    while (!signal.aborted && leftMs > 0 && !expireIfLate(id)) {
      const stepMs = Math.min(leftMs, MAX_TIMER_MS);
      await clock.sleep(stepMs, signal).catch(() => undefined); // rejects only when aborted: the loop ends
      leftMs = Math.min(leftMs - stepMs, Date.parse(book.get(id).deadlineAt ?? '') - clock.now());
    }
    if (!signal.aborted && book.isOpen(id)) timeOut(id);
  };

  function show(started: Started, phase: FlowPhase, listener: LoopbackListener | undefined): void {
    const { id, purpose, channel, deadlineAt } = started;
    const renewal = purpose === 'renew' ? renewalView(started) : undefined;
    const view = { id, purpose, phase, channel, widgetHost: null, deadlineAt, errorCode: null, ref: null, connectedBanks: [] };
    book.add({ ...view, ...(renewal && { renewal }) }, listener);
  }

  const listenAgain = async (pending: PendingFlow): Promise<void> => {
    const listener = await resumeListener(pending.redirectUri, { claim, log });
    if (listener) book.attachListener(pending.id, listener);
  };

  return {
    claim,
    show,
    track,
    /** Ends the flow at its deadline as it stands now. */
    armDeadline(id: string): void {
      void track(waitForDeadline(id));
    },
    expireIfLate,
    ignored: () => ignored,
    async handle(address: string): Promise<void> {
      const taken = take(address);
      if (taken.outcome === 'claimed') await taken.ended;
    },
    paste(flowId: string, address: string): Flow {
      book.get(flowId);
      const taken = take(address.trim());
      if (taken.outcome === 'claimed') return book.get(taken.flowId);
      throw taken.outcome === 'unreadable'
        ? new AppError('callback_invalid', 'the pasted text is not a callback')
        : new AppError('callback_unknown', 'the pasted callback belongs to no waiting flow');
    },
    /** After a restart: waits again for what the browser may still bring, and settles what a crash cut off. */
    resume(): void {
      const interrupted = states.listInterrupted();
      for (const pending of states.listWaiting()) {
        show({ ...pending, channel: channelOf(pending.redirectUri) }, 'waiting', undefined);
        void track(waitForDeadline(pending.id));
        void track(listenAgain(pending));
      }
      void track(finisher.settleInterrupted(interrupted));
      void track(finisher.settleLeftovers());
    },
    settled: async (): Promise<void> => {
      await Promise.all(underWay);
    },
  };
}
