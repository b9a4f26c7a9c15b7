/** @file What the machine says of itself, for the core (R21): sleep, waking, unlocking, and whether any network is there. */
import { net, powerMonitor } from 'electron';
import type { PowerEvent } from '../ports/power.ts';

/** Electron tells main of no change of the network; asking it costs nothing. */
const NETWORK_POLL_MS = 5000;

export function watchPower(tell: (event: PowerEvent) => void): void {
  powerMonitor.on('suspend', () => tell({ type: 'suspend' }));
  powerMonitor.on('resume', () => tell({ type: 'resume' }));
  powerMonitor.on('unlock-screen', () => tell({ type: 'unlock' }));
  let isOnline = true;
  const look = () => {
    if (net.isOnline() === isOnline) return;
    isOnline = !isOnline;
    tell({ type: 'network', isOnline });
  };
  setInterval(look, NETWORK_POLL_MS).unref();
  look();
}
