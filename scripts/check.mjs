/** @file `npm run check`: format, lint, boundaries, types, unused exports, repository rules and the unit tests. */
import { join } from 'node:path';
import { staticChecks } from './lib/checks.mjs';
import { bin, run, say } from './lib/project.mjs';
import { setUp } from './setup.mjs';

if (!(await setUp('packages'))) process.exit(1);
const failed = [];
for (const check of staticChecks) if ((await check.run()) !== 0) failed.push(check.name);
const unit = await run(join(bin, 'vitest'), [
  'run',
  '--project',
  'node',
  '--project',
  'plain',
  '--project',
  'renderer',
  '--reporter=dot',
  '--exclude',
  'test/integration/**',
]);
if (unit !== 0) failed.push('unit tests');
if (failed.length > 0) say(`\ncheck failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
