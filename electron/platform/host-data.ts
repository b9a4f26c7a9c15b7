/** @file What Mizan keeps outside the core's folder: logs, window state, crash dumps, the page's caches, the practice bank's file (S30). */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostCleared, HostData } from '../ports/host-data.ts';
import type { Log } from '../ports/log.ts';
import type { LoginStart } from '../ports/login-start.ts';
import { redactLine } from './redact.ts';

export type HostDataDeps = {
  readonly folder: string;
  readonly crashDumps: string;
  /** Storage and caches of every browser session. */
  readonly clearSessions: () => Promise<void>;
  /** Mizan's entry among what starts at login goes too: nothing of it may start by itself afterwards. */
  readonly loginStart: LoginStart;
  /** Starts the practice bank over an empty file; undefined when none runs here. */
  readonly restartPractice: () => Promise<HostCleared['practice']>;
  /** undefined = the person chose not to. */
  readonly choosePath: (fileName: string) => Promise<string | undefined>;
  readonly log: Log;
};

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @returns how many entries were removed, and left */
async function removeFromLogin(loginStart: LoginStart): Promise<{ readonly removed: number; readonly left: number }> {
  const { isOn } = await loginStart.state();
  try {
    // Also where it is off: an entry that a desktop switched off is still an entry.
    await loginStart.set(false);
    return { removed: isOn ? 1 : 0, left: 0 };
  } catch {
    return { removed: 0, left: 1 };
  }
}

export function createHostData(deps: HostDataDeps): HostData {
  const { folder, log, loginStart } = deps;
  const listFiles = () => [
    ...filesBelow(join(folder, 'logs')),
    ...filesBelow(deps.crashDumps),
    ...['window.json'].map((name) => join(folder, name)).filter(existsSync),
  ];
  return {
    countFiles: async () => listFiles().length + ((await loginStart.state()).isOn ? 1 : 0),
    async clear({ isPracticeErased }) {
      let { removed, left } = await removeFromLogin(loginStart);
      for (const path of listFiles()) {
        try {
          rmSync(path, { force: true });
          removed += 1;
        } catch {
          // Counted, and said on the receipt.
          left += 1;
        }
      }
      // Each by itself: what one cannot do is no reason to leave the others.
      const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
        try {
          return await work();
        } catch (error) {
          left += 1;
          log.warn('app.data-left', { what, kind: error instanceof Error ? error.name : typeof error });
          return undefined;
        }
      };
      await attempt('sessions', deps.clearSessions);
      const practice = isPracticeErased ? await attempt('practice', deps.restartPractice) : undefined;
      log.info('app.data-cleared', { removed, left });
      return { removed, left, practice };
    },
    async readLog(lines) {
      const files = ['main.old.log', 'main.log'].map((name) => join(folder, 'logs', name)).filter(existsSync);
      const all = files.flatMap((path) => readFileSync(path, 'utf8').split('\n')).filter((line) => line !== '');
      return all.slice(-lines).map(redactLine);
    },
    async saveText({ fileName, text }) {
      const path = await deps.choosePath(fileName);
      if (path === undefined) return false;
      await writeFile(path, text, { encoding: 'utf8', mode: 0o600 });
      return true;
    },
  };
}
