/** @file The demo's steps over a real core: connect through the widget, read, refresh, renew, delete, report. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '../../electron/core/compose.ts';
import type { Connection } from '../../shared/contract/connections.ts';
import type { Output } from '../../shared/contract/index.ts';
import { AppError, assertNever, type ErrorCode, type Reply } from '../../shared/errors.ts';
import errorTexts from '../../shared/locales/en/errors.json' with { type: 'json' };
import { listWidgetBanks } from '../lib/widget-walker.ts';
import { disconnectBank, eraseEverything, removeAccount } from './delete-steps.ts';
import { createFlows, type Widget } from './flows.ts';
import { findBank, labelOf, StepRefused } from './names.ts';
import type { DemoOptions, Step } from './options.ts';
import { type Ask, NOTHING, type Outcome, outcomeOf, printable, readReport, type StepError, type Told } from './report.ts';
import { runInShell } from './widget.ts';

export type Walk = {
  step(step: Step): Promise<void>;
  /** Connects every bank the practice widget offers, one pass each. */
  connectAll(): Promise<void>;
  sync(): Promise<void>;
  /** What the store held after each `sync` and each `erase`, and at the end when a step failed with neither after it. */
  finish(): Promise<readonly Told[]>;
};

type WalkOptions = Pick<DemoOptions, 'isJson' | 'widgetCommand'>;
type Failure = StepError & { readonly words: string };

const RECENT_ROWS = 10;

/** Their token set is gone, or only a renewal may reach the bank (S33). */
const NOT_ASKED: ReadonlySet<Connection['state']> = new Set(['disconnected', 'reconnect_required', 'expired']);

function codeOf(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal';
}

function wordsOf(error: unknown): string {
  if (error instanceof StepRefused) return error.words;
  if (!(error instanceof AppError)) return error instanceof Error ? error.message : 'failed';
  const texts: Readonly<Partial<Record<string, { readonly title: string }>>> = errorTexts;
  return texts[error.code]?.title ?? 'failed';
}

const MOST_WORDS = 1000;
const lineOf = ({ step, code, words }: Failure): string => `Step "${step}" failed: ${printable(words, MOST_WORDS)} (${code})`;

const MINUTE_MS = 60_000;
/** The next full minute: a time to come back at, which must not be too early. */
function minuteOf(instant: string): string {
  const at = new Date(Math.ceil(Date.parse(instant) / MINUTE_MS) * MINUTE_MS);
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function createWalk(core: Core, options: WalkOptions, widget: Widget, say: (text: string) => void): Walk {
  const told: Told[] = [];
  let failures: Failure[] = [];
  /** A later connect that works makes up for one that failed, and for nothing else. */
  let isLastConnectFailed = false;
  let isStepUntold = false;

  const ask: Ask = async <T>(name: string, input?: unknown): Promise<T> => {
    const reply = (await core.dispatch(name, input ?? {})) as Reply<T>;
    if (reply.ok) return reply.data;
    throw new AppError(reply.error.code, name);
  };
  const flows = createFlows({ core, ask, widget, command: options.widgetCommand });

  function note(step: string, error: unknown): void {
    const failure = { step, code: codeOf(error), words: wordsOf(error) };
    failures.push(failure);
    say(lineOf(failure));
  }

  async function guarded(step: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      note(step, error);
      return false;
    }
  }

  /** A failure with no sync after it is told all the same. */
  async function attempt(step: string, work: () => Promise<void>): Promise<void> {
    if (!(await guarded(step, work))) isStepUntold = true;
  }

  async function tell(after: string | undefined, run: Outcome): Promise<void> {
    const errors = failures.map(({ step, code }) => ({ step, code }));
    const rows = async () => (await ask<Output<'transactions.page'>>('transactions.page', { limit: RECENT_ROWS })).rows;
    told.push({
      after,
      report: await readReport(ask, run, errors),
      recent: options.isJson ? [] : await rows(),
      failures: failures.map(lineOf),
    });
    failures = [];
    isLastConnectFailed = false;
    isStepUntold = false;
  }

  async function sync(step = 'sync'): Promise<void> {
    say('Reading accounts and transactions…');
    let run: Parameters<typeof outcomeOf>[0];
    await guarded(step, async () => {
      run = await core.syncNow();
      if (run.outcome === 'failed' || run.outcome === 'cancelled') throw new AppError(run.errorCode ?? 'internal', 'sync');
    });
    await tell(step, outcomeOf(run));
  }

  /** Its own object: nothing is left here, whatever the provider said. */
  async function erase(step: string): Promise<void> {
    say('Erasing everything…');
    let outcome: Outcome['outcome'] = 'failed';
    await guarded(step, async () => {
      const assertComplete = await eraseEverything(ask);
      outcome = 'partial';
      assertComplete();
      outcome = 'ok';
    });
    await tell(step, { ...NOTHING, outcome });
  }

  /** Says when the bank may be asked again, where that is what stopped it. */
  async function refresh(bank: Connection): Promise<void> {
    try {
      await flows.refresh(bank.id);
    } catch (error) {
      const { nextBankSyncAt } = (await ask<Connection[]>('connections.list')).find(({ id }) => id === bank.id) ?? bank;
      if (codeOf(error) !== 'sync_quota_exceeded' || nextBankSyncAt === null) throw error;
      throw new StepRefused('sync_quota_exceeded', `${labelOf(bank)} was asked often enough; again from ${minuteOf(nextBankSyncAt)}`);
    }
  }

  /** Every bank that can be asked; what it brought is read by the next `sync`. */
  async function userSync(step: string): Promise<void> {
    say('Refreshing with the banks…');
    const banks = await ask<Connection[]>('connections.list');
    for (const bank of banks.filter(({ state }) => NOT_ASKED.has(state))) say(`${step}: ${labelOf(bank)} is not asked (${bank.state})`);
    const asked = banks.filter(({ state }) => !NOT_ASKED.has(state));
    for (const bank of asked) await attempt(step, () => refresh(bank));
    if (asked.length === 0) await attempt(step, () => Promise.reject(new StepRefused('reconnect_required', 'there is no bank to ask')));
  }

  async function connect(step: string): Promise<void> {
    say('Connecting…');
    isLastConnectFailed = !(await guarded(step, async () => flows.complete(await flows.openWidget())));
  }

  async function connectEach(): Promise<void> {
    let opened = await flows.openWidget();
    const banks = await listWidgetBanks(opened.location);
    for (const [index, bank] of banks.entries()) {
      if (index > 0) opened = await flows.openWidget();
      say(`Connecting ${bank}…`);
      await flows.complete(opened, bank);
    }
  }

  async function run(step: string, command: string): Promise<void> {
    const code = await runInShell(command);
    if (code === 0) return;
    failures.push({ step, code: 'command_failed', words: `the command ended with code ${code}` });
  }

  return {
    sync,
    async connectAll() {
      if (options.widgetCommand !== undefined) return connect('connect');
      isLastConnectFailed = !(await guarded('connect', connectEach));
    },
    async step(step) {
      const { text } = step;
      switch (step.kind) {
        case 'connect':
          return connect(text);
        case 'sync':
          return sync(text);
        case 'user-sync':
          return userSync(text);
        case 'renew':
          say(`Renewing ${step.bank}…`);
          return attempt(text, async () => flows.renew((await findBank(ask, step.bank)).id));
        case 'remove-account':
          say(`Removing the account that ends in ${step.last4}…`);
          return attempt(text, () => removeAccount(ask, step.last4, step.trait));
        case 'disconnect':
          say(`Disconnecting ${step.bank}…`);
          return attempt(text, () => disconnectBank(ask, step.bank));
        case 'erase':
          return erase(text);
        case 'wait':
          return pause(step.ms);
        case 'run':
          return run(text, step.command);
        default:
          return assertNever(step);
      }
    },
    async finish() {
      if (isLastConnectFailed || isStepUntold) await tell(undefined, NOTHING);
      return told;
    },
  };
}
