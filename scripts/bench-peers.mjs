/**
 * @file `npm run bench:peers [-- --json] [--transactions N] [--limit seconds]`: the same rows and questions in Mizan, Actual Budget's API and
 * hledger. Their packages are test/bench/peers's own, installed there when missing; hledger is the system's.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, run, say, systemEnv } from './lib/project.mjs';
import { setUp } from './setup.mjs';

const folder = join(root, 'test', 'bench', 'peers');
if (!(await setUp('packages'))) process.exit(1);
if (!existsSync(join(folder, 'node_modules', '@actual-app'))) {
  say('Installing what Mizan is compared with…');
  const npm = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: systemEnv() };
  if ((await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], npm)) !== 0) process.exit(1);
}
if ((await run('hledger', ['--version'], { stdio: 'ignore' })) !== 0) {
  say('hledger is missing: on Debian, apt-get install hledger');
  process.exit(1);
}
process.exit(await run(join(bin, 'node'), [join(folder, 'run.ts'), ...process.argv.slice(2)]));
