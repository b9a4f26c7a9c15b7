/** @file `npm run bench [-- --json]`: first import at two sizes, and the main thread's longest stall meanwhile in real Electron. */
import { join } from 'node:path';
import { bin, root, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

const isJson = process.argv.includes('--json');
if (!(await setUp('test'))) process.exit(1);
say('Building…');
if ((await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0)
  process.exit(1);
const node = join(bin, 'node');
const bench = [join(root, 'test', 'bench', 'run.ts'), ...(isJson ? ['--json'] : [])];
process.exit(await runWithDesktop(node, bench));
