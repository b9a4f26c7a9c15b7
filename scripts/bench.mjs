/**
 * @file `npm run bench [-- --json] [--sizes 10000,100000,1000000] [--only import,floor,stall,questions]`: first import beside the floor, the
 * main thread meanwhile in real Electron, an incremental sync, and what is asked of a million transactions.
 */
import { join } from 'node:path';
import { buildApp, seededStore } from './lib/bench-stores.mjs';
import { bin, root } from './lib/project.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

if (!(await setUp('test'))) process.exit(1);
await buildApp();
const store = await seededStore(1_000_000);
process.exit(await runWithDesktop(join(bin, 'node'), [join(root, 'test', 'bench', 'run.ts'), '--store', store, ...process.argv.slice(2)]));
