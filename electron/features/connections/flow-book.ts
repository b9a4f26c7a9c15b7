/**
 * @file The flows of this run as the UI sees them. The durable truth (states, deadlines, claims) is in the state store; this
 * holds the view, what must be stopped when a flow ends, and whoever waits for the end.
 */
import type { Flow, FlowPhase } from '../../../shared/contract/connections.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LoopbackListener } from './loopback-listener.ts';

/** Ended flows stay readable this long, so that a page opened late still learns how it ended. */
const KEEP_ENDED_MS = 3_600_000;

export type EndPhase = Extract<FlowPhase, 'done' | 'not_completed' | 'timed_out' | 'cancelled' | 'failed' | 'not_prolonged'>;
const END_PHASES: ReadonlySet<FlowPhase> = new Set<EndPhase>([
  'done',
  'not_completed',
  'timed_out',
  'cancelled',
  'failed',
  'not_prolonged',
]);
/** Before the callback: the flow can still be cancelled, replaced or time out. */
const OPEN_PHASES: ReadonlySet<FlowPhase> = new Set(['creating_link', 'confirm_host', 'waiting']);

type Entry = {
  view: Flow;
  endedAt: number | undefined;
  /** The widget's address while the person decides about its host. */
  location: string | undefined;
  listener: LoopbackListener | undefined;
  /** Aborted when nothing waits for the callback any more. */
  readonly waiting: AbortController;
  readonly ended: Promise<Flow>;
  readonly resolveEnded: (flow: Flow) => void;
  readonly onEnd: (() => void)[];
};

export type FlowBook = ReturnType<typeof createFlowBook>;

export function createFlowBook(deps: { clock: Clock; onChange: () => void }) {
  const { clock, onChange } = deps;
  const entries = new Map<string, Entry>();

  const forgetOld = () => {
    for (const [id, entry] of entries) if (entry.endedAt !== undefined && clock.now() - entry.endedAt > KEEP_ENDED_MS) entries.delete(id);
  };
  const entryOf = (id: string): Entry => {
    const entry = entries.get(id);
    if (!entry) throw new AppError('not_found', 'no such flow');
    return entry;
  };
  const stopWaiting = (entry: Entry): void => {
    entry.waiting.abort();
    entry.location = undefined;
    // Not awaited: a stranger's open socket must not hold up the exchange. close() below waits for all of them.
    void entry.listener?.close();
  };

  return {
    add(view: Flow, listener: LoopbackListener | undefined): void {
      forgetOld();
      const { promise, resolve } = Promise.withResolvers<Flow>();
      const waiting = new AbortController();
      entries.set(view.id, {
        view,
        endedAt: undefined,
        location: undefined,
        listener,
        waiting,
        ended: promise,
        resolveEnded: resolve,
        onEnd: [],
      });
      onChange();
    },
    /** For a listener that was opened after the flow was shown; closed again when it is no longer needed. */
    attachListener(id: string, listener: LoopbackListener): void {
      const entry = entryOf(id);
      entry.listener = listener;
      if (entry.waiting.signal.aborted) void listener.close();
    },
    /** Aborted once the callback was taken, the flow ended or the app closes. */
    signalOf: (id: string): AbortSignal => entryOf(id).waiting.signal,
    has: (id: string): boolean => entries.has(id),
    get: (id: string): Flow => entryOf(id).view,
    /** Not yet claimed, cancelled or over. */
    isOpen: (id: string): boolean => OPEN_PHASES.has(entries.get(id)?.view.phase ?? 'done'),
    locationOf: (id: string): string | undefined => entryOf(id).location,
    setLocation(id: string, location: string): void {
      entryOf(id).location = location;
    },
    update(id: string, change: Partial<Omit<Flow, 'id'>>): Flow {
      const entry = entryOf(id);
      entry.view = { ...entry.view, ...change };
      onChange();
      return entry.view;
    },
    /** The callback was taken: nothing else is listened for. */
    takeOver(id: string, phase: FlowPhase): void {
      const entry = entryOf(id);
      entry.view = { ...entry.view, phase };
      stopWaiting(entry);
      onChange();
    },
    end(id: string, phase: EndPhase, outcome: { errorCode?: ErrorCode; ref?: string } = {}): Flow {
      const entry = entryOf(id);
      if (END_PHASES.has(entry.view.phase)) return entry.view;
      entry.view = { ...entry.view, phase, widgetHost: null, errorCode: outcome.errorCode ?? null, ref: outcome.ref ?? null };
      entry.endedAt = clock.now();
      stopWaiting(entry);
      entry.resolveEnded(entry.view);
      for (const work of entry.onEnd.splice(0)) work();
      onChange();
      return entry.view;
    },
    waitForEnd: (id: string): Promise<Flow> => entryOf(id).ended,
    /** Runs `work` within the step that ends the flow; at once when it has ended already. */
    onceEnded(id: string, work: () => void): void {
      const entry = entryOf(id);
      if (END_PHASES.has(entry.view.phase)) work();
      else entry.onEnd.push(work);
    },
    /** The app closes: what the browser still brings is taken up after the next start. */
    async close(): Promise<void> {
      for (const entry of entries.values()) stopWaiting(entry);
      await Promise.all([...entries.values()].map((entry) => entry.listener?.close()));
    },
  };
}
