/** @file R2 R4: kill -9 at random moments of the first import; the next start goes on where the last commit was. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../electron/db/store.ts';
import { checkInvariants } from '../../electron/features/ledger/invariants.ts';
import { createImportBank, expectedRows } from '../harness/import-bank.ts';

const ROUNDS = 60;
const CHILD = join(import.meta.dirname, '../harness/import-child.ts');
const key = randomBytes(32);
const clock = { now: Date.now, monotonic: () => performance.now(), sleep: async () => {} };
const log = { info: () => {}, warn: () => {}, error: () => {} };

const SHOWN = `SELECT l.provider_id || '|' || coalesce(t.provider_id, '') || '|' || is_pending || '|' || booked_on || '|' || amount_minor || '|' || purpose
  FROM transactions t JOIN account_aliases l ON l.account_id = t.account_id`;

/** Lets the child import for a random moment. @returns the rows it said it had committed, and whether it came to its end */
async function runAndKill(dir: string): Promise<{ acknowledged: number; isDone: boolean }> {
  const child: ChildProcess = spawn(process.execPath, [CHILD, dir, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  if (!child.stdout) throw new Error('the child has a pipe');
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const closed = once(reader, 'close');
  const started = Promise.withResolvers<void>();
  reader.on('line', (line) => {
    lines.push(line);
    if (line === 'started') started.resolve();
  });
  await Promise.race([started.promise, exited]);
  await Promise.race([sleep(randomInt(0, 160)), exited]);
  child.kill('SIGKILL');
  await Promise.all([exited, closed]);
  const isDone = lines.includes('done');
  const failure = lines.find((line) => /^(failed|error)/.test(line));
  if (failure) throw new Error(`the child says: ${failure}`);
  return { acknowledged: Math.max(0, ...lines.map(Number).filter(Number.isInteger)), isDone };
}

function inspect(dir: string): { rows: string[]; count: number; faults: string[]; isImported: boolean } {
  const { db, close } = openStore({ dir, key, clock, log });
  const rows = (db.prepare(SHOWN).pluck().all() as string[]).sort(); // one text per row
  const faults = checkInvariants(db);
  const open = Number(db.prepare('SELECT count(*) FROM accounts WHERE import_offset IS NOT NULL').pluck().get());
  close();
  return { rows, count: rows.length, faults, isImported: rows.length > 0 && open === 0 };
}

describe('first import', () => {
  it(`R4 loses and doubles nothing through ${ROUNDS} kills at random moments`, async () => {
    const expected = expectedRows(createImportBank());
    const parent = mkdtempSync(join(tmpdir(), 'mizan-kill-'));
    let imports = 0;
    let midway = 0;
    try {
      let dir = join(parent, 'import-0');
      for (let round = 0; round < ROUNDS; round += 1) {
        const { acknowledged, isDone } = await runAndKill(dir);
        const found = inspect(dir);
        expect({ round, faults: found.faults, isKept: found.count >= acknowledged }).toEqual({ round, faults: [], isKept: true });
        if (found.count > 0 && !found.isImported) midway += 1;
        if (!found.isImported && !isDone) continue;
        expect(found.rows).toEqual(expected);
        imports += 1;
        dir = join(parent, `import-${imports}`);
      }
      // The last one may still be on its way: it ends without being killed.
      while (!inspect(dir).isImported)
        await new Promise<void>((resolve, reject) => {
          spawn(process.execPath, [CHILD, dir, key.toString('hex')])
            .on('exit', () => resolve())
            .on('error', reject);
        });
      expect(inspect(dir).rows).toEqual(expected);
    } finally {
      rmSync(parent, { recursive: true });
    }
    // Otherwise the kills came too early or too late to prove anything.
    expect(midway).toBeGreaterThan(ROUNDS / 4);
  }, 120_000);
});
