/** @file S30 on a disk that is really full: a small file system of its own, filled to the last byte. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPracticeBank } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { NOW } from '../harness/bank.ts';
import { startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const size of [65_536, 4096, 1]) {
      for (;;) {
        if (writeSync(file, Buffer.alloc(size, 1)) === 0) break;
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}

it('S30 erases everything on a full disk', async ({ skip }) => {
  const mount = mkdtempSync(join(tmpdir(), 'mizan-full-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', mount]).status === 0;
  if (!isMounted) {
    rmSync(mount, { recursive: true });
    skip('no right to mount a small file system here');
  }
  const before = process.env.TMPDIR;
  process.env.TMPDIR = mount;
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 100 });
  const listening = await bank.listen(0);
  const harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW });
  try {
    await harness.connect(async (location) => (await walkWidget({ location, bank: 'Practice Wallet', saveSecrets: true })).redirect);
    fill(join(mount, 'filler'));
    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: 'delete my data' });
    expect(receipt.steps.map((step) => [step.kind, step.code])).toEqual([
      ['consent', null],
      ['keys', null],
      ['database', null],
      ['files', null],
      ['search', null],
    ]);
    expect(receipt.tracesFound).toBe(0);
    rmSync(join(mount, 'filler'));
    expect(await harness.ask('app.retryStore', {})).toMatchObject({ store: 'ready' });
    expect(await harness.ask('accounts.list', { includeHidden: true })).toEqual([]);
  } finally {
    await harness.close();
    await listening.close();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    spawnSync('umount', [mount]);
    rmSync(mount, { recursive: true, force: true });
  }
});
