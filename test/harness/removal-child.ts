/**
 * @file Removes bank A, or its account, from a marked store and ends itself at a given step. Plain Node:
 * `node removal-child.ts <folder> <encrypted|plain> <bank|account> <step> [finish]`: with the last word it only starts, which finishes what was
 * interrupted. Prints `steps <n>` when it came to its end.
 */
import { installKillPoints, type KillPoints, say, stepping } from './kill-points.ts';

const points: KillPoints = installKillPoints();
// After the kill points: nothing may hold the unwatched functions.
const { aRemovalService, openMarked, removeBankA, touch, willing } = await import('./removal-world.ts');

const [dir = '', kind = '', level = '', step = '0', finish] = process.argv.slice(2);
if ((kind !== 'encrypted' && kind !== 'plain') || (level !== 'bank' && level !== 'account')) throw new Error('see the head of this file');
const { db } = openMarked(dir, kind);
touch(db);

// Every statement that changes something, BEGIN and COMMIT included: each is a `run` of a prepared statement.
const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as { run: (...args: unknown[]) => unknown }; // the driver's class
const realRun = statement.run;
statement.run = function run(...args: unknown[]) {
  points.step();
  return realRun.apply(this, args);
};
const provider = stepping(points, willing, ['deleteAccess', 'deleteAccount'], 'after');
if (finish === 'finish') points.arm(Number(step));
const service = aRemovalService(dir, stepping(points, db, ['pragma', 'exec']), provider);
if (finish !== 'finish') {
  points.arm(Number(step));
  await removeBankA(service, level);
}
say(`steps ${points.count()}`);
// Without closing: what lies in the log file is to be found there.
process.kill(process.pid, 'SIGKILL');
