/** @file `npm run bench:ui [-- --json] [--only window|start] [--rounds N]`: the real window over 0, 100,000 and 1,000,000 transactions. */
import { join } from 'node:path';
import { buildApp, seededStore } from './lib/bench-stores.mjs';
import { bin, root } from './lib/project.mjs';
import { setUp } from './setup.mjs';
import { runWithDesktop } from './with-desktop.mjs';

const SIZES = { empty: 0, small: 100_000, large: 1_000_000 };

if (!(await setUp('test'))) process.exit(1);
await buildApp();
const folders = [];
for (const [name, transactions] of Object.entries(SIZES)) folders.push(`--${name}`, await seededStore(transactions));
process.exit(await runWithDesktop(join(bin, 'node'), [join(root, 'test', 'bench', 'ui', 'run.ts'), ...folders, ...process.argv.slice(2)]));
