/** @file R27: the fault loops as tests, one per operation and kind of fault; thinned for every commit, whole in the long tests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type Fault } from '../fakes/fault-plan.ts';
import { createFaultBench, type FaultBench } from './fault-bench.ts';
import { type LoopFigures, runFaultLoop, runFullStore } from './fault-loop.ts';
import { OPERATIONS, type Operation } from './fault-operations.ts';

/** The few rows of the household that are enough to have some of each kind. */
const TRANSACTIONS = 60;
/** How many n are tried for every commit; the long tests try all of them, and the kinds that are not here too. */
const THINNED = new Map<Fault, number>([
  [FAULTS.offline, 2],
  [FAULTS.lost, 1],
  [FAULTS.keychainFails, 1],
  [FAULTS.keychainLocked, 1],
  [FAULTS.fileFails, 1],
  [FAULTS.statementFails, 2],
  [FAULTS.diskFull, 2],
  [FAULTS.busy, 1],
  [FAULTS.browserFails, 1],
  [FAULTS.hostFails, 1],
  [FAULTS.killed, 2],
  [FAULTS.killedWaiting, 1],
]);
const PAGES_THINNED = 6;
/** Where the store grows. */
const GROWING: readonly Operation[] = [OPERATIONS.connectFirst, OPERATIONS.sync];

export function describeFaultLoops(operations: readonly Operation[], { isExhaustive }: { readonly isExhaustive: boolean }): void {
  let bench: FaultBench;
  beforeAll(async () => {
    bench = await createFaultBench({ transactions: TRANSACTIONS });
  });
  afterAll(() => bench.close());
  const tell = (operation: Operation, what: string, { trials, calls }: LoopFigures) =>
    console.info(`faults: ${operation.name}, ${what}: ${trials} trials, n up to ${calls}`);

  describe.each(operations.map((operation) => ({ ...operation, operation })))('$name', ({ operation }) => {
    const isUsed = ({ port }: Fault) => port === 'any' || operation.uses.includes(port);
    const faults = Object.values<Fault>(FAULTS).filter((fault) => isUsed(fault) && (isExhaustive || THINNED.has(fault)));
    it.each(faults)('R5 R27 leaves nothing half-done and heals with the next run: $name', async (fault) => {
      const most = isExhaustive ? Number.POSITIVE_INFINITY : (THINNED.get(fault) ?? 0);
      tell(operation, fault.name, await runFaultLoop(bench, operation, fault, most));
    });
    if (!GROWING.includes(operation)) return;
    it('R5 leaves nothing half-done when the store may grow by n pages only', async () => {
      const figures = await runFullStore(bench, operation, isExhaustive ? 1 : PAGES_THINNED);
      expect(figures.trials).toBeGreaterThan(0);
      tell(operation, 'store full after n pages', figures);
    });
  });
}
