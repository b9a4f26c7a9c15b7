/** @file `npm test`: installs what is missing, then every kind of test; ends with one line that counts them. */
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { staticChecks } from './lib/checks.mjs';
import { bin, cacheDir, run, say } from './lib/project.mjs';
import { readPlaywright, readVitest, reportLines } from './lib/test-report.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

/** Head start of one part over the next. */
const DESKTOP_MS = 4000;
const reports = join(cacheDir, 'test');
const vitest = (report) => ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];

const results = [];
/** A runner that left no report, or failed without a failing test in it, is a failure of its own. */
function collect(stage, code, found) {
  results.push(...(found ?? []));
  if (!found || (code !== 0 && !found.some((test) => test.status === 'failed'))) {
    results.push({ kind: stage.kind, name: `${stage.name} ended with code ${code}`, status: 'failed' });
  }
}

async function runStatic() {
  for (const check of staticChecks)
    results.push({ kind: 'static', name: check.name, status: (await check.run()) === 0 ? 'passed' : 'failed' });
}

async function runVitest() {
  const report = join(reports, 'vitest.json');
  const code = await run(join(bin, 'vitest'), [...vitest(report), '--project', 'node', '--project', 'plain', '--project', 'renderer']);
  collect({ kind: 'unit', name: 'vitest' }, code, readVitest(report));
}

async function runKeyring() {
  const report = join(reports, 'keyring.json');
  const code = await runWithDesktop(join(bin, 'vitest'), [...vitest(report), '--project', 'keyring']);
  collect({ kind: 'keyring', name: 'keyring tests' }, code, readVitest(report));
}

async function runElectron() {
  const built = await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn']);
  if (built !== 0) return collect({ kind: 'e2e', name: 'build' }, built, undefined);
  const desktops = Math.min(2, availableParallelism());
  await Promise.all(Array.from({ length: desktops }, (_, index) => runPart(index + 1, desktops)));
}

/** Tests that share a desktop run one at a time, so each part of them gets one of its own. Screens look for a free number: not at once. */
async function runPart(part, parts) {
  await setTimeout((part - 1) * DESKTOP_MS);
  const report = join(reports, `playwright-${part}.json`);
  const output = join(cacheDir, `playwright-${part}`);
  const options = ['--project=e2e', '--project=electron', '--reporter=line,json', `--shard=${part}/${parts}`, `--output=${output}`];
  const code = await runWithDesktop(join(bin, 'playwright'), ['test', ...options], { env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  collect({ kind: 'e2e', name: `playwright, part ${part}` }, code, readPlaywright(report));
}

/** The checks keep one processor busy, the keyring's tests hardly any. */
const runStaticAndKeyring = () => Promise.all([runStatic(), runKeyring()]);

const stages = { 'static and keyring': runStaticAndKeyring, vitest: runVitest, electron: runElectron };

if (await setUp('test')) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const durations = [];
  for (const [name, stage] of Object.entries(stages)) {
    const started = performance.now();
    await stage();
    durations.push(`${name} ${Math.round((performance.now() - started) / 1000)} s`);
  }
  say(`\n${durations.join(', ')}`);
} else {
  results.push({ kind: 'static', name: 'set-up failed, so no test could run', status: 'failed' });
}
for (const line of reportLines(results)) console.log(line);
process.exitCode = results.some((test) => test.status === 'failed') ? 1 : 0;
