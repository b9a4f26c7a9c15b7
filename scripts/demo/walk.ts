/** @file The demo's steps over a real core: connect through the widget, read, report. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../../electron/core/compose.ts';
import type { Connection, RenewalWay } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { AppError, type ErrorCode, type Reply } from '../../shared/errors.ts';
import { listWidgetBanks } from '../lib/widget-walker.ts';
import { disconnectBank, eraseEverything, removeAccount } from './delete-steps.ts';
import type { DemoOptions, Step } from './options.ts';
import { type Ask, outcomeOf, type Report, readReport, type StepError } from './report.ts';
import { runInShell, runWidgetCommand, walkPracticeWidget } from './widget.ts';

/** How long the callback may take after the widget command has ended. */
const CALLBACK_GRACE_MS = 10_000;
type Flow = Output<'connections.flow'>;

export type Widget = {
  /** Set by the opener when Mizan opens the widget. */
  location: string | undefined;
};

export type Walk = {
  readonly ask: Ask;
  step(step: Step): Promise<void>;
  /** Connects every bank the practice widget offers, one pass each. */
  connectAll(): Promise<void>;
  sync(): Promise<void>;
  /** One report per sync, and one for a last connect that failed with no sync after it. */
  finish(): Promise<readonly Report[]>;
};

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal';
}

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

/** The access in force cannot be renewed: gone, without tokens, or asked in vain. */
function needsNewAccess({ phase, errorCode }: Flow): boolean {
  const isGone = errorCode === 'resource_gone' || errorCode === 'account_gone' || errorCode === 'reconnect_required';
  return phase === 'not_prolonged' || (phase === 'failed' && isGone);
}

/** By its name in either language or as an identifier, whatever the case: `Practice Bank`, `مصرف التدريب`, `practice-bank`. */
function isBankNamed({ id, bankName, bankNameAr }: Connection, wanted: string): boolean {
  const plain = (text: string) => foldText(text).replace(/[^\p{L}\p{N}]/gu, '');
  return wanted === id || [bankName, bankNameAr ?? bankName].some((name) => plain(name) === plain(wanted));
}

/** Their token set is gone, or only a renewal may reach the bank (S33). */
const NOT_ASKED: ReadonlySet<Connection['state']> = new Set(['disconnected', 'reconnect_required', 'expired']);

export function createWalk(core: Core, options: DemoOptions, widget: Widget, say: (text: string) => void): Walk {
  const reports: Report[] = [];
  let errors: StepError[] = [];
  let isLastConnectFailed = false;

  const ask: Ask = async <T>(name: string, input?: unknown): Promise<T> => {
    const reply = (await core.dispatch(name, input ?? {})) as Reply<T>;
    if (reply.ok) return reply.data;
    throw new AppError(reply.error.code, name);
  };

  async function startFlow(): Promise<Flow> {
    const card = await ask<Output<'connections.consentCard'>>('connections.consentCard', { language: 'en', keepUpdating: true });
    widget.location = undefined;
    const flow = await ask<Flow>('connections.start', {
      language: 'en',
      keepUpdating: true,
      consentVersion: card.version,
      channel: 'loopback',
    });
    // Whoever typed the server's address on the command line has named the host it sends the widget to.
    return flow.phase === 'confirm_host' ? ask<Flow>('connections.confirmHost', { flowId: flow.id }) : flow;
  }

  async function passWidget(flow: Flow, location: string, bank: string | undefined): Promise<Flow> {
    if (options.widgetCommand === undefined) {
      await walkPracticeWidget(location, bank);
      return core.waitForFlow(flow.id);
    }
    const ended = core.waitForFlow(flow.id);
    await runWidgetCommand(options.widgetCommand, location);
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

  /** Starts a flow and waits until Mizan has opened the widget. */
  async function openWidget(): Promise<{ flow: Flow; location: string }> {
    const flow = await startFlow();
    const failure = failureOf(flow);
    if (failure !== undefined) throw new AppError(failure, 'connect');
    if (widget.location === undefined) throw new AppError('widget_failed', 'the widget was not opened');
    return { flow, location: widget.location };
  }

  async function complete(opened: { flow: Flow; location: string }, bank?: string): Promise<void> {
    const failure = failureOf(await passWidget(opened.flow, opened.location, bank));
    if (failure !== undefined) throw new AppError(failure, 'connect');
  }

  async function guarded(step: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      errors.push({ step, code: codeOf(error) });
      say(`${step}: failed (${codeOf(error)})`);
      return false;
    }
  }

  async function findBank(name: string): Promise<Connection> {
    const found = (await ask<Connection[]>('connections.list')).find((connection) => isBankNamed(connection, name));
    if (!found) throw new AppError('not_found', 'no such bank');
    return found;
  }

  /** One pass on the given way; without one Mizan chooses. */
  async function renewOnce(connectionId: string, way: RenewalWay | undefined): Promise<Flow> {
    widget.location = undefined;
    const started = await ask<Flow>('connections.renew', { connectionId, language: 'en', channel: 'loopback', ...(way && { way }) });
    const flow = started.phase === 'confirm_host' ? await ask<Flow>('connections.confirmHost', { flowId: started.id }) : started;
    if (flow.phase !== 'waiting' || widget.location === undefined) return flow;
    return passWidget(flow, widget.location, undefined);
  }

  /** As the window offers it: on the access there is, and anew at the bank when that did not prolong it. */
  async function renew(step: string, bank: string): Promise<void> {
    say(`Renewing ${bank}…`);
    const isDone = await guarded(step, async () => {
      const { id } = await findBank(bank);
      let flow = await renewOnce(id, undefined);
      if (flow.renewal?.way === 'sync' && needsNewAccess(flow)) flow = await renewOnce(id, 'access');
      const failure = failureOf(flow);
      if (failure !== undefined) throw new AppError(failure, 'renew');
    });
    if (!isDone) isLastConnectFailed = true;
  }

  /** A failure with no sync after it is told all the same. */
  async function remove(step: string, work: () => Promise<void>): Promise<void> {
    say(`${step}…`);
    if (!(await guarded(step, work))) isLastConnectFailed = true;
  }

  /** Its own object: nothing is left, whatever the provider said. */
  async function erase(step: string): Promise<void> {
    say('Erasing everything…');
    const isComplete = await guarded(step, () => eraseEverything(ask));
    isLastConnectFailed = false;
    const nothing = { newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };
    reports.push(await readReport(ask, { outcome: isComplete ? 'ok' : 'partial', ...nothing }, errors));
    errors = [];
  }

  /** One pass through the widget for a bank; the limit of attempts may refuse it before it begins. */
  async function refreshOnce({ id }: Connection): Promise<void> {
    widget.location = undefined;
    const started = await ask<Flow>('connections.startSync', { connectionId: id, language: 'en', channel: 'loopback' });
    const flow = started.phase === 'confirm_host' ? await ask<Flow>('connections.confirmHost', { flowId: started.id }) : started;
    const isOpened = flow.phase === 'waiting' && widget.location !== undefined;
    const failure = failureOf(isOpened ? await passWidget(flow, widget.location ?? '', undefined) : flow);
    if (failure !== undefined) throw new AppError(failure, 'user-sync');
  }

  /** Every bank that can be asked; what it brought is read by the next `sync`. */
  async function userSync(step: string): Promise<void> {
    say('Refreshing with the banks…');
    const asked = (await ask<Connection[]>('connections.list')).filter((connection) => !NOT_ASKED.has(connection.state));
    const results = [];
    for (const connection of asked) results.push(await guarded(step, () => refreshOnce(connection)));
    if (asked.length === 0) errors.push({ step, code: 'reconnect_required' });
    if (asked.length === 0 || results.includes(false)) isLastConnectFailed = true;
  }

  async function connect(step: string): Promise<void> {
    say('Connecting…');
    isLastConnectFailed = !(await guarded(step, async () => complete(await openWidget())));
  }

  async function report(run: Parameters<typeof outcomeOf>[0]): Promise<void> {
    reports.push(await readReport(ask, outcomeOf(run), errors));
    errors = [];
  }

  async function sync(step = 'sync'): Promise<void> {
    say('Reading accounts and transactions…');
    let run: Parameters<typeof outcomeOf>[0];
    await guarded(step, async () => {
      run = await core.syncNow();
      if (run.outcome === 'failed' || run.outcome === 'cancelled') throw new AppError(run.errorCode ?? 'internal', 'sync');
    });
    isLastConnectFailed = false;
    await report(run);
  }

  async function connectAll(): Promise<void> {
    if (options.widgetCommand !== undefined) return connect('connect');
    await guarded('connect', async () => {
      let opened = await openWidget();
      const banks = await listWidgetBanks(opened.location);
      for (const [index, bank] of banks.entries()) {
        if (index > 0) opened = await openWidget();
        say(`Connecting ${bank}…`);
        await complete(opened, bank);
      }
    });
    isLastConnectFailed = errors.length > 0;
  }

  return {
    ask,
    connectAll,
    sync,
    async step(step) {
      switch (step.kind) {
        case 'connect':
          return connect(step.text);
        case 'sync':
          return sync(step.text);
        case 'user-sync':
          return userSync(step.text);
        case 'renew':
          return renew(step.text, step.bank);
        case 'remove-account':
          return remove(step.text, () => removeAccount(ask, step.last4));
        case 'disconnect':
          return remove(step.text, async () => disconnectBank(ask, await findBank(step.bank)));
        case 'erase':
          return erase(step.text);
        case 'wait':
          return pause(step.ms);
        case 'run':
          if ((await runInShell(step.command)) !== 0) errors.push({ step: step.text, code: 'command_failed' });
      }
    },
    async finish() {
      if (isLastConnectFailed) await report(undefined);
      return reports;
    },
  };
}
