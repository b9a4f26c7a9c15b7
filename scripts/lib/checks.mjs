/** @file The static checks, by name; `npm run check` and `npm test` run the same list. */
import { join } from 'node:path';
import { bin, root, run } from './project.mjs';

const tool = (name, args) => () => run(join(bin, name), args);
const script = (name) => () => run(join(bin, 'node'), [join(root, 'scripts', name)]);

export const staticChecks = [
  { name: 'format, lint and boundaries', run: tool('biome', ['ci', '--max-diagnostics=50', '.']) },
  { name: 'types', run: tool('tsc', ['-b']) },
  { name: 'unused files, exports and packages', run: tool('knip', ['--no-progress', '--no-config-hints']) },
  { name: 'lockfile, secrets and banned patterns', run: script('lint-repo.mjs') },
];
