/**
 * @file `npm run test:package`: builds the Linux app and its Debian package with the runtime that tests use, looks through both, and,
 * as root on a Debian-like system, installs it, does the main job with it and takes it out again. Ends with the same line as `npm test`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cacheDir, projectEnv, root, run, say } from './lib/project.mjs';
import { readPlaywright, reportLines } from './lib/test-report.mjs';
import { makePackage } from './package.mjs';
import { setUp } from './setup.mjs';

const report = join(cacheDir, 'test', 'package.json');
const results = [];

async function testPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return results.push({ kind: 'package', name: 'the package', status: 'skipped', reason: 'the package for tests is for linux-x64' });
  }
  if (!(await setUp('test'))) return results.push({ kind: 'package', name: 'set-up failed, so no test could run', status: 'failed' });
  rmSync(join(root, 'dist', 'devruntime'), { recursive: true, force: true });
  const built = await makePackage({ isDevRuntime: true });
  results.push({ kind: 'package', name: 'the app and its Debian package are built', status: built === 0 ? 'passed' : 'failed' });
  if (built !== 0) return undefined;
  mkdirSync(join(cacheDir, 'test'), { recursive: true });
  rmSync(report, { force: true });
  const code = await run(join(bin, 'playwright'), ['test', '--project=package', '--reporter=line,json'], {
    env: projectEnv({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  });
  const found = readPlaywright(report);
  results.push(...(found ?? []));
  if (!found || (code !== 0 && !found.some((test) => test.status === 'failed')))
    results.push({ kind: 'package', name: `playwright ended with code ${code}`, status: 'failed' });
  return undefined;
}

const started = performance.now();
await testPackage();
say(`\npackage ${Math.round((performance.now() - started) / 1000)} s`);
for (const line of reportLines(results)) console.log(line);
process.exitCode = results.some((test) => test.status === 'failed') ? 1 : 0;
