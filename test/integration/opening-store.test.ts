/** @file Opening a store on a disk that fails for a moment: why is told, and the next try needs no new start. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAULTS } from '../fakes/fault-plan.ts';
import { createFaultBench, type FaultBench } from '../harness/fault-bench.ts';

let bench: FaultBench;
beforeAll(async () => {
  bench = await createFaultBench({ transactions: 60 });
});
afterAll(() => bench.close());

// Mizan did not start at all; or it said "internal", and every further try "in use by another Mizan", until it was started anew.
it.each([1, 3, 7])('R5 opens at the next try after an I/O error at statement %i', async (n) => {
  await bench.enter('new', async () => undefined);
  // What closing writes is not what is to fail.
  await bench.core().close();
  bench.plan.arm(FAULTS.statementFails, n);
  await bench.restart({ keepsFault: true });
  expect(await bench.ask('app.status', {})).toMatchObject({ store: 'failed', storeError: 'disk_failed' });
  bench.plan.disarm();
  expect(await bench.ask('app.retryStore', {})).toMatchObject({ store: 'ready', storeError: null });
});
