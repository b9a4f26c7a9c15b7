/** @file Whether the installed packages are those of the lockfile, and installing them. Takes the checkout's folder, so that tests can make one. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteForWindows } from './process-tree.mjs';

const isWindows = process.platform === 'win32';
const stampFile = (checkout) => join(checkout, 'node_modules', '.mizan-setup');

/** Packages are current when the lock they were installed from is the lock of now, on this kind of machine. */
export function wantedStamp(checkout) {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) hash.update(readFileSync(join(checkout, name)));
  return `${process.platform} ${process.arch} ${hash.digest('hex')}`;
}

export function stamp(checkout) {
  writeFileSync(stampFile(checkout), wantedStamp(checkout));
}

/** Before packages are touched: a stamp must never outlive the tree it spoke of. */
export function unstamp(checkout) {
  rmSync(stampFile(checkout), { force: true });
}

/** A plain `npm ci` leaves no stamp of ours, but npm's own record of a finished tree, newer than the lock it came from. */
function wasInstalledByNpm(checkout) {
  const record = join(checkout, 'node_modules', '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(checkout, 'package-lock.json')).mtimeMs;
}

export function doesPinnedNodeStart(checkout) {
  const node = join(checkout, 'node_modules', '.bin', 'node');
  const asked = spawnSync(isWindows ? quoteForWindows(node) : node, ['--version'], { encoding: 'utf8', shell: isWindows });
  return asked.status === 0;
}

/** @param startsNode asked only where no stamp tells that it did */
export function arePackagesCurrent(checkout, startsNode = doesPinnedNodeStart) {
  if (!existsSync(join(checkout, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node'))) return false;
  if (existsSync(stampFile(checkout))) return readFileSync(stampFile(checkout), 'utf8') === wantedStamp(checkout);
  if (!wasInstalledByNpm(checkout) || !startsNode(checkout)) return false;
  stamp(checkout);
  return true;
}
