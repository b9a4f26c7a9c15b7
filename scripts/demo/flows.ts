/** @file Going to the bank and back in the demo: a flow is started as the window would, the widget passed, the end waited for. */
import type { Core } from '../../electron/core/compose.ts';
import type { RenewalWay } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Ask } from './report.ts';
import { runWidgetCommand, walkPracticeWidget } from './widget.ts';

/** How long the callback may take after the widget command has ended. */
const CALLBACK_GRACE_MS = 10_000;

type Flow = Output<'connections.flow'>;
type Opened = { readonly flow: Flow; readonly location: string };

export type Widget = {
  /** Set by the opener when Mizan opens the widget. */
  location: string | undefined;
};

/** Why a flow ended without data, as one of our codes; undefined when it did not fail. */
function failureOf(flow: Flow): ErrorCode | undefined {
  // The token set is stored; that nothing is listed yet is for the next sync to say.
  if (flow.phase === 'failed' && flow.errorCode === 'no_accounts') return undefined;
  if (flow.phase === 'failed') return flow.errorCode ?? 'internal';
  if (flow.phase === 'not_prolonged') return 'not_prolonged';
  if (flow.phase === 'not_completed') return 'flow_not_completed';
  if (flow.phase === 'timed_out') return 'flow_timed_out';
  if (flow.phase === 'cancelled') return 'flow_cancelled';
  return undefined;
}

function assertEnded(flow: Flow): void {
  const failure = failureOf(flow);
  if (failure !== undefined) throw new AppError(failure, flow.purpose);
}

/** The access in force cannot be renewed: gone, without tokens, or asked in vain. */
function needsNewAccess({ phase, errorCode }: Flow): boolean {
  const isGone = errorCode === 'resource_gone' || errorCode === 'account_gone' || errorCode === 'reconnect_required';
  return phase === 'not_prolonged' || (phase === 'failed' && isGone);
}

export function createFlows(deps: {
  readonly core: Core;
  readonly ask: Ask;
  readonly widget: Widget;
  readonly command: string | undefined;
}) {
  const { core, ask, widget, command } = deps;

  async function start(name: 'connections.start' | 'connections.startSync' | 'connections.renew', input: object): Promise<Flow> {
    widget.location = undefined;
    const flow = await ask<Flow>(name, { language: 'en', channel: 'loopback', ...input });
    // Whoever typed the server's address on the command line has named the host it sends the widget to.
    return flow.phase === 'confirm_host' ? ask<Flow>('connections.confirmHost', { flowId: flow.id }) : flow;
  }

  async function passWidget(flow: Flow, location: string, bank?: string): Promise<Flow> {
    if (command === undefined) {
      await walkPracticeWidget(location, bank);
      return core.waitForFlow(flow.id);
    }
    const ended = core.waitForFlow(flow.id);
    await runWidgetCommand(command, location);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(() => done('late'), CALLBACK_GRACE_MS);
    });
    const first = await Promise.race([ended, late]);
    clearTimeout(timer);
    if (first !== 'late') return first;
    // A callback that came in time is being worked on: its outcome decides, not the clock.
    const now = await ask<Flow>('connections.flow', { flowId: flow.id });
    if (now.phase !== 'waiting') return ended;
    await ask('connections.cancel', { flowId: flow.id });
    throw new AppError('flow_timed_out', 'no callback after the widget command ended');
  }

  /** One whole pass; a flow that ended before its widget was opened is returned as it is. */
  async function run(...call: Parameters<typeof start>): Promise<Flow> {
    const flow = await start(...call);
    return flow.phase === 'waiting' && widget.location !== undefined ? passWidget(flow, widget.location) : flow;
  }

  return {
    /** Starts connecting and waits until Mizan has opened the widget. */
    async openWidget(): Promise<Opened> {
      const card = await ask<Output<'connections.consentCard'>>('connections.consentCard', { language: 'en', keepUpdating: true });
      const flow = await start('connections.start', { keepUpdating: true, consentVersion: card.version });
      assertEnded(flow);
      if (widget.location === undefined) throw new AppError('widget_failed', 'the widget was not opened');
      return { flow, location: widget.location };
    },
    async complete({ flow, location }: Opened, bank?: string): Promise<void> {
      assertEnded(await passWidget(flow, location, bank));
    },
    /** As the window offers it: on the access there is, and anew at the bank when that did not prolong it. */
    async renew(connectionId: string): Promise<void> {
      const renewOnce = (way?: RenewalWay) => run('connections.renew', { connectionId, ...(way && { way }) });
      const flow = await renewOnce();
      assertEnded(flow.renewal?.way === 'sync' && needsNewAccess(flow) ? await renewOnce('access') : flow);
    },
    /** One pass through the widget for a bank; the limit of attempts may refuse it before it begins. */
    async refresh(connectionId: string): Promise<void> {
      assertEnded(await run('connections.startSync', { connectionId }));
    },
  };
}
