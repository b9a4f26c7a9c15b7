/** @file `user-sync` of the demo, as a person types it: every bank is asked through the widget; with the connect no fifth time a day. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

type Printed = {
  readonly run: { readonly outcome: string };
  readonly errors?: readonly unknown[];
  readonly connections: readonly unknown[];
};

it('R20 reaches every bank four times a day, connecting included, and says so at the fifth', async () => {
  const demo = join(import.meta.dirname, '../../scripts/demo.ts');
  const steps = 'connect; user-sync; sync; user-sync; user-sync; user-sync; sync';
  const args = [demo, '--json', '--seed', '7', '--now', '2026-11-07T11:07:00Z', '--do', steps];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const [first, second] = JSON.parse(stdout) as Printed[]; // what the demo documents
  expect(first).toMatchObject({ run: { outcome: 'ok' } });
  expect(first?.errors).toBeUndefined();
  expect(second).toMatchObject({ run: { outcome: 'ok' } });
  expect(second?.errors).toEqual(second?.connections.map(() => ({ step: 'user-sync', code: 'sync_quota_exceeded' })));
}, 60_000);
