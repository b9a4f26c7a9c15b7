/**
 * @file Mizan at login: an autostart entry of our own on Linux, the system's login items elsewhere. Plain: Electron comes in
 * through deps. Why, and what an uninstall leaves: docs/decisions/0010.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import type { LoginStart } from '../ports/login-start.ts';
import { autostartEntry, type EntryTexts, execLine, isEnabled, programOf, type StartCommand } from './autostart-entry.ts';

/** The part of Electron's `app` that keeps login items. */
export type LoginItems = {
  getLoginItemSettings(options: { path: string; args: string[] }): { openAtLogin: boolean };
  setLoginItemSettings(settings: { openAtLogin: boolean; path: string; args: string[] }): void;
};
export type LoginStartDeps = {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Linux: `$XDG_CONFIG_HOME/autostart/mizan.desktop`. */
  readonly entryPath: string;
  readonly command: StartCommand;
  readonly texts: EntryTexts;
  readonly items: LoginItems;
  readonly log: Log;
};

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

function toDiskError(error: unknown): AppError {
  const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
  return new AppError(isFull ? 'disk_full' : 'disk_failed', 'the autostart entry', { cause: error });
}

function createEntryFile({ entryPath, command, texts, log }: LoginStartDeps): LoginStart & { refresh(): void } {
  const read = (): string | undefined => {
    try {
      return readFileSync(entryPath, 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') log.warn('login-start.unread', { code: codeOf(error) });
      return undefined;
    }
  };
  /** Moved into place whole: a half entry could start half a command. */
  const draft = `${entryPath}.new`;
  const write = () => {
    try {
      mkdirSync(dirname(entryPath), { recursive: true });
      writeFileSync(draft, autostartEntry(command, texts), { mode: 0o600 });
      renameSync(draft, entryPath);
    } catch (error) {
      throw toDiskError(error);
    }
  };
  /** With what a write that failed has left. */
  const remove = () => {
    try {
      for (const path of [entryPath, draft]) rmSync(path, { force: true });
    } catch (error) {
      throw toDiskError(error);
    }
  };
  return {
    async state() {
      const entry = read();
      return { isOffered: true, isOn: entry !== undefined && isEnabled(entry) };
    },
    async set(isOn) {
      if (isOn) write();
      else remove();
    },
    refresh() {
      const entry = read();
      if (entry === undefined || !isEnabled(entry) || entry.includes(execLine(command))) return;
      const program = programOf(entry);
      // Another copy that is still there keeps its place; a moved or updated one takes its own back.
      if (program !== undefined && existsSync(program)) return;
      try {
        write();
        log.info('login-start.refreshed');
      } catch (error) {
        log.warn('login-start.not-refreshed', { code: error instanceof AppError ? error.code : 'internal' });
      }
    },
  };
}

function createLoginItems({ platform, isPackaged, command, items }: LoginStartDeps): LoginStart & { refresh(): void } {
  // Unpackaged on macOS the item would be Electron itself, without Mizan.
  const isOffered = platform !== 'darwin' || isPackaged;
  const item = { path: command.program, args: [...command.args] };
  return {
    state: async () => ({ isOffered, isOn: isOffered && items.getLoginItemSettings(item).openAtLogin }),
    async set(isOn) {
      if (!isOffered) {
        if (isOn) throw new AppError('forbidden', 'no login item for this copy');
        return;
      }
      items.setLoginItemSettings({ openAtLogin: isOn, ...item });
      if (items.getLoginItemSettings(item).openAtLogin !== isOn) throw new AppError('disk_failed', 'the login item was not taken');
    },
    refresh: () => undefined,
  };
}

/** `refresh`, once per start: an entry whose program is gone, because this one was updated or moved, points here again. */
export function createLoginStart(deps: LoginStartDeps): LoginStart & { refresh(): void } {
  return deps.platform === 'linux' ? createEntryFile(deps) : createLoginItems(deps);
}
