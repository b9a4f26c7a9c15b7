/** @file What the machine says of itself, for the core (R21, S36): sleep, waking, the screen's lock, whether any network is there, and whether somebody uses the window. */
import { app, net, powerMonitor } from 'electron';
import type { PowerEvent } from '../ports/power.ts';

/** Electron tells main of no change of the network, and of no locked screen on Linux; asking costs nothing. */
const POLL_MS = 5000;
const ACTIVITY_MS = 5000;
/** The state wants to be told from when on somebody is idle; only "locked" is asked for here. */
const IDLE_S = 60;

export function watchPower(tell: (event: PowerEvent) => void): void {
  let isScreenLocked = false;
  const seeScreen = (isLocked: boolean) => {
    isScreenLocked = isLocked;
    tell({ type: isLocked ? 'screen-locked' : 'unlock' });
  };
  powerMonitor.on('suspend', () => tell({ type: 'suspend' }));
  powerMonitor.on('resume', () => tell({ type: 'resume' }));
  powerMonitor.on('lock-screen', () => seeScreen(true));
  powerMonitor.on('unlock-screen', () => seeScreen(false));
  let isOnline = true;
  const look = () => {
    if (process.platform === 'linux') {
      const isLocked = powerMonitor.getSystemIdleState(IDLE_S) === 'locked';
      if (isLocked !== isScreenLocked) seeScreen(isLocked);
    }
    if (net.isOnline() === isOnline) return;
    isOnline = !isOnline;
    tell({ type: 'network', isOnline });
  };
  setInterval(look, POLL_MS).unref();
  look();
}

/** Keys, clicks and movements over a window of ours, at most one word of it every few seconds. Before the window is made. */
export function watchActivity(tell: (event: PowerEvent) => void): void {
  let toldMs = Number.NEGATIVE_INFINITY;
  app.on('web-contents-created', (_event, contents) => {
    contents.on('input-event', () => {
      const nowMs = performance.now();
      if (nowMs - toldMs < ACTIVITY_MS) return;
      toldMs = nowMs;
      tell({ type: 'activity' });
    });
  });
}
