/** @file Whether Chromium can have its own sandbox here. Mizan never starts without one behind a normal user's back. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRoot, say } from './project.mjs';

const SET_USER_ID = 0o4000;

/** The helper beside the executable does it where the kernel gives no namespaces to normal users. */
function hasHelper(executable) {
  try {
    const helper = statSync(join(dirname(executable), 'chrome-sandbox'));
    return helper.uid === 0 && (helper.mode & SET_USER_ID) !== 0;
  } catch {
    return false;
  }
}

/** Asks the kernel the way Chromium does: a new user namespace in which this user is mapped. A missing tool proves nothing. */
function hasUserNamespaces() {
  const asked = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  return asked.error !== undefined || asked.status === 0;
}

/** @returns false, having said what to do, when Electron would refuse to start. As root there is no sandbox, and `npm start` says so. */
export function ensureSandbox(executable) {
  if (process.platform !== 'linux' || isRoot() || hasHelper(executable) || hasUserNamespaces()) return true;
  const helper = `'${join(dirname(executable), 'chrome-sandbox').replaceAll("'", "'\\''")}'`;
  say(
    `This system gives normal users no user namespaces, so Chromium cannot build its sandbox, and Mizan does not start without it. Run this, then try again:\n\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\n`,
  );
  return false;
}
