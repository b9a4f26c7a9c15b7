/**
 * @file Erases everything, or starts and finishes what was interrupted, and ends itself at a given step. Plain Node: `node erase-child.ts <place>
 * <provider's address> <options as JSON> <step>`. Prints `steps <n>` when it came to its end.
 */
import { installKillPoints, say, stepping } from './kill-points.ts';

const points = installKillPoints();
// After the kill points: nothing may hold the unwatched functions.
const { keychainOf, openWorld, PHRASE } = await import('./erase-world.ts');
const { createNodeHttp } = await import('../../electron/platform/node-http.ts');
const { HttpFailure } = await import('../../electron/ports/http.ts');

const [place = '', baseUrl = '', options = '{}', step = '0'] = process.argv.slice(2);
const { isOffline, isEvery, isFinishing } = JSON.parse(options) as Record<'isOffline' | 'isEvery' | 'isFinishing', boolean>; // as given by erase-rounds.ts
const http = createNodeHttp();
const ports = {
  secrets: stepping(points, keychainOf(place), ['set', 'remove']),
  http: stepping(
    points,
    {
      send: isOffline
        ? async () => {
            throw new HttpFailure('offline', false);
          }
        : http.send,
    },
    ['send'],
    'after',
  ),
};
if (isFinishing) points.arm(Number(step));
const world = await openWorld(place, { baseUrl, isOffline, ports });
if (!isFinishing) {
  points.arm(Number(step));
  await world.ask('erasure.eraseEverything', { confirmation: PHRASE, everyEnvironment: isEvery });
}
say(`steps ${points.count()}`);
process.kill(process.pid, 'SIGKILL');
