/** @file Mizan without its window: staying in the tray when it is closed, and starting there at login. */
import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createTray, type TrayDeps, type TrayIcon, type TrayState } from './tray.ts';
import { awaitTrayHost, hasTrayHost, type TrayHostDeps } from './tray-host.ts';

export type Background = {
  /** The window is hidden already; where no tray could bring it back, that was the end. */
  stay(): Promise<void>;
  /** Nothing was shown yet: the tray alone where there is one, else a minimised window. */
  startHidden(minimise: () => void): Promise<void>;
  /** The tray follows language and lock. */
  update(): void;
};

export function createBackground(deps: TrayDeps & { readonly state: () => TrayState }): Background {
  const execute = promisify(execFile);
  const host: TrayHostDeps = {
    platform: process.platform,
    run: async (program, args) => (await execute(program, [...args], { timeout: 3000 })).stdout,
    pause: async (ms) => {
      await pause(ms);
    },
  };
  let tray: TrayIcon | undefined;
  const show = () => {
    tray ??= createTray(deps, deps.state());
  };
  return {
    async stay() {
      if (await hasTrayHost(host)) show();
      else deps.quit();
    },
    async startHidden(minimise) {
      if (await awaitTrayHost(host)) show();
      else minimise();
    },
    update: () => tray?.setState(deps.state()),
  };
}
