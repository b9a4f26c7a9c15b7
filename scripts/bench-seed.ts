/** @file `npm run bench:seed -- --transactions N`: a data folder with a made-up store of that size. Prints the folder. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_NOW, seedStore } from '../test/bench/seed/seed-store.ts';

const USAGE = `Usage: npm run bench:seed -- [options]
  --transactions N     how many, 1000 to 2000000, or 0 for an empty store (1000000)
  --out FOLDER         an empty or new folder (in the system's folder for temporary files)
  --seed N             which store (7)
  --now ISO            its last day (${DEFAULT_NOW})`;
const MIN = 1000;
const MAX = 2_000_000;

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      transactions: { type: 'string', default: '1000000' },
      out: { type: 'string' },
      seed: { type: 'string', default: '7' },
      now: { type: 'string', default: DEFAULT_NOW },
    },
  });
  const [transactions, seed] = [Number(values.transactions), Number(values.seed)];
  if (!Number.isInteger(transactions) || (transactions !== 0 && transactions < MIN) || transactions > MAX)
    throw new Error(`--transactions must be 0, or ${MIN} to ${MAX}`);
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number');
  if (Number.isNaN(Date.parse(values.now))) throw new Error('--now must be an ISO 8601 time');
  const folder = resolve(values.out ?? join(tmpdir(), `mizan-seed-${transactions}-${seed}`));
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: remove it, or name another with --out`);
  return { transactions, seed, now: values.now, folder };
}

try {
  const options = readOptions(process.argv.slice(2));
  const onProgress = (stored: number) => process.stderr.write(`\r${stored} of ${options.transactions}`);
  const { seconds } = await seedStore({ ...options, onProgress });
  process.stderr.write(`\r${options.transactions} transactions in ${Math.round(seconds)} s\n`);
  process.stdout.write(`${options.folder}\n`);
} catch (error) {
  process.stderr.write(`bench:seed: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`);
  process.exitCode = 2;
}
