/**
 * @file Imports the kill test's bank into an encrypted store until it is done or killed. Plain Node:
 * `node import-child.ts <folder> <key in hex>`. Prints `started`, after each commit the number of rows it holds, then `done`.
 */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../electron/db/store.ts';
import { createAccountRegistry } from '../../electron/features/accounts/account-registry.ts';
import { SyncService } from '../../electron/features/sync/sync-service.ts';
import { createImportBank } from './import-bank.ts';

const [dir = '', keyHex = ''] = process.argv.slice(2);
let ticks = 0;
// Jumps at every look, so that no event is held back.
const monotonic = () => {
  ticks += 10_000;
  return ticks;
};
const clock = { now: Date.now, monotonic, sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal ? { signal } : {}) };
const log = { info: () => {}, warn: () => {}, error: (event: string) => say(`error ${event}`) };
// Straight to the descriptor: a line in a stream's buffer would die with the process.
const say = (line: string) => void writeSync(1, `${line}\n`);

const provider = createImportBank();
provider.nowMs = Date.now();
provider.before = async () => {
  await sleep(Math.random() * 3);
};
const { db, close } = openStore({ dir, key: Buffer.from(keyHex, 'hex'), clock, log });
const stored = db.prepare('SELECT count(*) FROM transactions').pluck();
const service = new SyncService({
  db,
  provider,
  registry: createAccountRegistry({ db, clock, newId: () => randomBytes(12).toString('hex'), noteLeftover: () => undefined }),
  clock,
  random: { bytes: (size) => randomBytes(size) },
  log,
  emit: (topic) => {
    if (topic === 'transactions.changed') say(String(stored.get()));
  },
  isOnline: () => true,
});
say('started');
const run = await service.start('connect');
close();
say(run.outcome === 'ok' ? 'done' : `failed ${run.errorCode}`);
