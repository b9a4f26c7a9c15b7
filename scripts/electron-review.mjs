/** @file `node scripts/electron-review.mjs`: for a release: fails when the pinned Electron was not reviewed within 90 days (S13). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeReview } from './lib/electron-review.mjs';
import { root } from './lib/project.mjs';

const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const { problems, warnings } = judgeReview(read('scripts/electron-review.json'), read('package.json').devDependencies.electron, Date.now());
for (const line of [...problems, ...warnings]) console.error(line);
process.exitCode = problems.length > 0 ? 1 : 0;
