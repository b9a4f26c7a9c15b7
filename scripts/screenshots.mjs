/** @file `npm run screenshots`: a picture of every screen in both languages and themes, from the real window, into screenshots/. */
import { join } from 'node:path';
import { bin, root, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

if (!(await setUp('test'))) process.exit(1);
say('Building…');
if ((await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn'], { stdio: ['ignore', 'ignore', 'inherit'] })) !== 0)
  process.exit(1);
const node = join(bin, 'node');
process.exit(await runWithDesktop(node, [join(root, 'test', 'harness', 'screenshots.ts'), ...process.argv.slice(2)]));
