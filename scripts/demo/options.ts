import { parseArgs } from 'node:util';
import { isBaseUrlAllowed } from '../../shared/contract/environments.ts';
import { foldText } from '../../shared/domain/fold.ts';

export type DemoOptions = {
  readonly isJson: boolean;
  readonly seed: number;
  readonly profile: 'household' | 'odd';
  /** Fixes Mizan's clock, and the built-in practice bank's. */
  readonly now: string | undefined;
  readonly transactions: number | undefined;
  /** undefined: the built-in practice bank. */
  readonly server: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  readonly widgetCommand: string | undefined;
  /** undefined: the default walk. */
  readonly steps: readonly Step[] | undefined;
};

export type Step =
  | { readonly kind: 'connect'; readonly text: string }
  | { readonly kind: 'sync'; readonly text: string }
  | { readonly kind: 'user-sync'; readonly text: string }
  | { readonly kind: 'renew'; readonly text: string; readonly bank: string }
  | { readonly kind: 'wait'; readonly text: string; readonly ms: number }
  /** `trait`: bank, currency or kind, where the digits alone could mean several; empty when none was typed. */
  | { readonly kind: 'remove-account'; readonly text: string; readonly last4: string; readonly trait: string }
  | { readonly kind: 'disconnect'; readonly text: string; readonly bank: string }
  | { readonly kind: 'erase'; readonly text: string }
  | { readonly kind: 'run'; readonly text: string; readonly command: string };

/** A wrong call of the command line; its message is for the person who typed it. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run -s demo -- [options]

Connects every bank of a practice bank (or another server of the same API), reads everything into a temporary
encrypted store and prints a summary. Nothing is kept.

  --json                   print only JSON: one object, or an array of them with --do
  --seed N                 household of the practice bank (default 7)
  --profile household|odd  healthy, or every oddity of the API
  --transactions N         size of the practice household
  --now ISO                fix the clock
  --base-url URL           another server (https, or plain http on this machine only)
  --client-id ID           its client id
  --client-secret SECRET   its client secret; better: MIZAN_CLIENT_SECRET in the environment
  --widget-command CMD     goes through the widget: run in the system shell with the widget address as last argument
  --do "STEP; STEP; …"     instead of the default walk, one after the other over one store:
    connect                connect through the widget; at the practice bank every bank of it
    sync                   read what the provider holds
    user-sync              let every bank be asked anew, through the widget; with connecting and renewing at most four times a bank in 24 hours
    renew BANK             renew its consent, by connecting the bank again where nothing less prolongs it
    remove-account LAST4   delete an account, at the provider and here, by the end of its IBAN or number
    disconnect BANK        end its consent at the provider and delete its history here
    erase                  delete everything, at the provider and here
    wait MS, run COMMAND   let time pass; run a command (without ";") in the system shell
  -h, --help               this page

BANK is its English or its Arabic name or both, e.g. "renew practice bank" or "disconnect مصرف التدريب". Case, spaces and signs
do not matter. Of two connections to one bank, "renew Practice Bank 4821" means the one with that account. Where two accounts
end alike, type more of the number, or add bank or currency: "remove-account 4821 Sample Bank".

A step that fails is told and the walk goes on. With --json there is an object after each sync and each erase, and one more
("failed") when a step failed with neither after it. Exit code: 0 at the end of the walk, 2 for a call that is not understood.`;

/** The end of an IBAN or an account number, in the digits of either script. */
const NUMBER_END = /^[0-9a-z-]{4,34}$/;

function parseStep(text: string): Step {
  const [word = '', ...rest] = text.split(/\s+/);
  const argument = rest.join(' ');
  if ((word === 'connect' || word === 'sync' || word === 'user-sync' || word === 'erase') && argument === '') return { kind: word, text };
  if (word === 'wait' && /^\d{1,7}$/.test(argument)) return { kind: 'wait', text, ms: Number(argument) };
  if (word === 'renew' && argument !== '') return { kind: 'renew', text, bank: argument };
  if (word === 'remove-account' && NUMBER_END.test(foldText(rest[0] ?? '').toLowerCase()))
    return { kind: word, text, last4: rest[0] ?? '', trait: rest.slice(1).join(' ') };
  if (word === 'disconnect' && argument !== '') return { kind: word, text, bank: argument };
  if (word === 'run' && argument !== '') return { kind: 'run', text, command: text.slice('run'.length).trim() };
  throw new UsageError(
    `not a step: "${text}" (steps are: connect, sync, user-sync, renew BANK, remove-account LAST4, disconnect BANK, erase, wait MS, run COMMAND)`,
  );
}

function wholeNumber(text: string, name: string, max: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) throw new UsageError(`--${name} takes a whole number up to ${max}`);
  return Number(text);
}

function parseNow(text: string): string {
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at.getTime()))
    throw new UsageError('--now takes an ISO time such as 2026-11-07T11:07:00Z');
  return at.toISOString();
}

function parseServer(values: { 'base-url'?: string; 'client-id'?: string; 'client-secret'?: string }): DemoOptions['server'] {
  const baseUrl = values['base-url'];
  if (baseUrl === undefined) return undefined;
  if (!isBaseUrlAllowed(baseUrl)) throw new UsageError('--base-url takes an https address, or plain http on 127.0.0.1, localhost or [::1]');
  const clientId = values['client-id'];
  const clientSecret = values['client-secret'] ?? process.env.MIZAN_CLIENT_SECRET;
  if (!clientId || !clientSecret) throw new UsageError('--base-url needs --client-id, and --client-secret or MIZAN_CLIENT_SECRET');
  return { baseUrl, clientId, clientSecret };
}

function parseProfile(text: string): DemoOptions['profile'] {
  if (text !== 'household' && text !== 'odd') throw new UsageError('--profile is household or odd');
  return text;
}

const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  seed: { type: 'string' },
  profile: { type: 'string' },
  now: { type: 'string' },
  transactions: { type: 'string' },
  'base-url': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'widget-command': { type: 'string' },
  do: { type: 'string' },
} as const;

/** @returns undefined when help was asked for. @throws UsageError */
export function parseDemoOptions(args: readonly string[]): DemoOptions | undefined {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
  try {
    values = parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'bad options');
  }
  if (values.help) return undefined;
  const steps = values.do
    ?.split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseStep);
  if (steps?.length === 0) throw new UsageError('--do names no step');
  return {
    isJson: values.json ?? false,
    seed: wholeNumber(values.seed ?? '7', 'seed', 999_999_999),
    profile: parseProfile(values.profile ?? 'household'),
    now: values.now === undefined ? undefined : parseNow(values.now),
    transactions: values.transactions === undefined ? undefined : wholeNumber(values.transactions, 'transactions', 1_000_000),
    server: parseServer(values),
    widgetCommand: values['widget-command'],
    steps,
  };
}
