/**
 * @file `npm run test:mutation [-- MODULE…]`: changes the modules of R31 in every small way and counts the changes their tests notice.
 * What was judged before and has not changed, nor its tests, is not judged again.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES, REQUIRED } from './lib/mutation-modules.mjs';
import { forgetMissed, readReport, scoreOf } from './lib/mutation-report.mjs';
import { bin, cacheDir, projectEnv, root, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';

const folder = join(cacheDir, 'mutation');
async function judge(name) {
  const { files, tests } = MODULES[name];
  const report = join(folder, `${name}.report.json`);
  const known = join(folder, `${name}.known.json`);
  rmSync(report, { force: true });
  if (existsSync(known)) writeFileSync(known, forgetMissed(readFileSync(known, 'utf8')));
  const options = ['--mutate', files.join(','), '--incrementalFile', known];
  const code = await run(join(bin, 'stryker'), ['run', join(root, 'stryker.config.mjs'), ...options], {
    env: projectEnv({ MIZAN_MUTATION_TESTS: tests.join(' '), MIZAN_MUTATION_REPORT: report }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return code === 0 && existsSync(report) ? readReport(readFileSync(report, 'utf8')) : undefined;
}

function tell(name, result) {
  if (!result) {
    console.log(`${name.padEnd(10)} could not be judged`);
    return false;
  }
  const total = result.noticed + result.missed.length;
  const score = scoreOf(result);
  console.log(`${name.padEnd(10)} ${score.toFixed(1).padStart(5)} %  ${result.noticed} of ${total} changes noticed`);
  for (const { file, line, what, to } of result.missed)
    console.log(`  ${file}:${line} ${what} → ${to.replaceAll(/\s+/g, ' ').slice(0, 80)}`);
  return score >= REQUIRED;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in MODULES));
if (unknown.length > 0) {
  say(`No such module: ${unknown.join(', ')}. There are: ${Object.keys(MODULES).join(', ')}`);
  process.exitCode = 2;
} else if (await setUp('packages')) {
  // What an interrupted run left behind.
  rmSync(join(folder, 'tree'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let passed = 0;
  const names = asked.length > 0 ? asked : Object.keys(MODULES);
  for (const name of names) if (tell(name, await judge(name))) passed += 1;
  console.log(`\nmutation: ${passed} passed, ${names.length - passed} failed, 0 skipped (a module passes at ${REQUIRED} %)`);
  process.exitCode = passed === names.length ? 0 : 1;
} else {
  process.exitCode = 1;
}
