/** @file `npm test`: installs what is missing, then every kind of test; ends with one line that counts them. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { staticChecks } from './lib/checks.mjs';
import { bin, cacheDir, projectEnv, root, run, say } from './lib/project.mjs';
import { printReport, readPlaywright, readVitest } from './lib/test-report.mjs';
import { setUp } from './setup.mjs';

const reports = join(cacheDir, 'test');
const withDesktop = (command, args, extra) =>
  run(join(bin, 'node'), [join(root, 'scripts', 'with-desktop.mjs'), command, ...args], { env: projectEnv(extra) });
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
  const code = await run(join(bin, 'vitest'), [...vitest(report), '--project', 'node', '--project', 'renderer']);
  collect({ kind: 'unit', name: 'vitest' }, code, readVitest(report));
}

async function runKeyring() {
  const report = join(reports, 'keyring.json');
  const code = await withDesktop(join(bin, 'vitest'), [...vitest(report), '--project', 'keyring']);
  collect({ kind: 'keyring', name: 'keyring tests' }, code, readVitest(report));
}

async function runElectron() {
  const built = await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn']);
  if (built !== 0) return collect({ kind: 'e2e', name: 'build' }, built, undefined);
  const report = join(reports, 'playwright.json');
  const code = await withDesktop(join(bin, 'playwright'), ['test', '--reporter=line,json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  collect({ kind: 'e2e', name: 'playwright' }, code, readPlaywright(report));
}

const started = performance.now();
if (!(await setUp('test'))) {
  say('Set-up failed, so no test could run.');
  process.exit(1);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const stage of [runStatic, runVitest, runKeyring, runElectron]) await stage();
say(`\n${Math.round((performance.now() - started) / 1000)} s`);
process.exit(printReport(results) > 0 ? 1 : 0);
