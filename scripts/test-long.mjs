/**
 * @file `npm run test:long`: what takes too long for every commit: the simulated year, the fault loops over every call, and the
 * model-based tests with their long number of runs. Ends with the same line as `npm test`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { bin, cacheDir, projectEnv, run, say } from './lib/project.mjs';
import { readVitest, reportLines } from './lib/test-report.mjs';
import { setUp } from './setup.mjs';

/** Tests of `npm test` that do more when asked to: their file names, and the runs asked for. */
const MODEL_TESTS = ['electron/features/sync/sync-model.test.ts'];
const MODEL_RUNS = '1000';

/** By default one core is left idle; nobody watches these tests. */
const WORKERS = String(Math.max(2, availableParallelism()));

const report = join(cacheDir, 'test', 'long.json');
const results = [];

if (await setUp('packages')) {
  rmSync(report, { force: true });
  mkdirSync(join(cacheDir, 'test'), { recursive: true });
  const started = performance.now();
  const options = [
    '--reporter=verbose',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--testTimeout=2400000',
    `--maxWorkers=${WORKERS}`,
  ];
  const code = await run(
    join(bin, 'vitest'),
    ['run', ...options, '--project', 'long', '--project', 'plain', 'test/long/', ...MODEL_TESTS],
    {
      env: projectEnv({ MIZAN_MODEL_RUNS: MODEL_RUNS }),
    },
  );
  const found = readVitest(report) ?? [];
  results.push(...found);
  if (found.length === 0 || (code !== 0 && !found.some((test) => test.status === 'failed')))
    results.push({ kind: 'long', name: `the long tests ended with code ${code}`, status: 'failed' });
  say(`\nlong ${Math.round((performance.now() - started) / 1000)} s`);
} else {
  results.push({ kind: 'static', name: 'set-up failed, so no test could run', status: 'failed' });
}
for (const line of reportLines(results)) console.log(line);
process.exitCode = results.some((test) => test.status === 'failed') ? 1 : 0;
