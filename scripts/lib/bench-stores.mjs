/** @file Seeded stores of the benchmarks: made once, kept in .cache/bench. Remove that folder to have them made anew. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cacheDir, root, run, say } from './project.mjs';

const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };

/** @returns the folder of a seeded store of that size */
export async function seededStore(transactions) {
  const folder = join(cacheDir, 'bench', `seed-${transactions}`);
  if (existsSync(join(folder, 'seed.json'))) return folder;
  // What an interrupted seed left.
  rmSync(folder, { recursive: true, force: true });
  say(`Seeding ${transactions} transactions…`);
  const args = [join(root, 'scripts', 'bench-seed.ts'), '--transactions', String(transactions), '--out', folder];
  if ((await run(join(bin, 'node'), args, quiet)) !== 0) process.exit(1);
  return folder;
}

export async function buildApp() {
  say('Building…');
  if ((await run(join(bin, 'electron-vite'), ['build', '--logLevel', 'warn'], quiet)) !== 0) process.exit(1);
}
