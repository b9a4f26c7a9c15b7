/** @file `npm run guide`: takes the pictures of docs/guide anew, from the real window. */
import { join } from 'node:path';
import { bin, root, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

if (!(await setUp('test'))) process.exit(1);
say('Building…');
if ((await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0)
  process.exit(1);
process.exit(await runWithDesktop(join(bin, 'node'), [join(root, 'test', 'harness', 'guide.ts')]));
