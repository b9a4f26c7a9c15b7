/** @file `npm run sandbox`: serves the practice bank alone, with its test controls, until it is told to stop. */
import { parseArgs } from 'node:util';
import { parseInstant } from '../electron/sandbox/bank-clock.ts';
import { createControls } from '../electron/sandbox/controls.ts';
import { createPracticeBank, type PracticeBankOptions } from '../electron/sandbox/practice-bank.ts';
import { endWithParent } from './lib/process-tree.mjs';

const USAGE = `Usage: npm run sandbox -- [options]
  --port N             port on 127.0.0.1; 0 lets the system choose (8787)
  --seed N             which household (7)
  --client-id ID       (demo)
  --client-secret S    (demo)
  --profile P          household or odd (household)
  --now ISO            fixes the bank's clock, e.g. 2026-11-07T11:07:00Z; without it time runs
  --transactions N     how many transactions the household has in all, 1 to 1000000
  --state FILE         keeps users, accesses and tokens over a restart
  --help`;

class UsageError extends Error {}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new UsageError(`--${name} must be a whole number from ${min} to ${max}`);
  return value;
}

function readOptions(args: readonly string[]): { readonly port: number; readonly bank: PracticeBankOptions } | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8787' },
      seed: { type: 'string', default: '7' },
      'client-id': { type: 'string', default: 'demo' },
      'client-secret': { type: 'string', default: 'demo' },
      profile: { type: 'string', default: 'household' },
      now: { type: 'string' },
      transactions: { type: 'string' },
      state: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { profile, now } = values;
  if (profile !== 'household' && profile !== 'odd') throw new UsageError('--profile must be household or odd');
  if (values['client-id'] === '' || values['client-id'].includes(':'))
    throw new UsageError('--client-id must not be empty or hold a colon');
  if (now !== undefined) parseInstant(now);
  const transactions =
    values.transactions === undefined ? {} : { transactions: wholeNumber('transactions', values.transactions, 1, 1_000_000) };
  if (profile === 'odd' && values.transactions !== undefined) throw new UsageError('--transactions goes with the household profile only');
  return {
    port: wholeNumber('port', values.port, 0, 65_535),
    bank: {
      seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
      clientId: values['client-id'],
      clientSecret: values['client-secret'],
      profile,
      controls: createControls,
      ...(now === undefined ? {} : { now }),
      ...transactions,
      ...(values.state === undefined ? {} : { statePath: values.state }),
    },
  };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.error(USAGE);
    return;
  }
  const bank = createPracticeBank(options.bank);
  const server = await bank.listen(options.port);
  const clock = options.bank.now === undefined ? 'clock running' : `clock fixed at ${options.bank.now}`;
  console.error(
    `Practice bank (${options.bank.profile}, seed ${options.bank.seed}, ${clock}) listens on ${server.baseUrl}; Ctrl-C stops it.`,
  );
  // Standard output carries the address and nothing else.
  console.log(server.baseUrl);
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  endWithParent();
}

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'that port is taken: choose another with --port, or 0';
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${explain(error)}\n\n${USAGE}`);
  process.exitCode = 2;
});
