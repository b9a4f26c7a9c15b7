/**
 * @file First import from the practice bank over HTTP into the encrypted, searchable store, under plain Node, then a sync that brings a few
 * new rows. One size per process, so that sizes do not warm each other up and peak memory is each one's own.
 * `node import-child.ts <transactions> <rows added afterwards>`
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { completeWidget } from '../harness/complete-widget.ts';
import { startCoreHarness } from '../harness/core-harness.ts';
import { control } from '../harness/practice-control.ts';
import { BENCH_CLIENT, startPracticeProcess } from './practice-process.ts';

export type ImportResult = {
  readonly transactions: number;
  readonly seconds: number;
  readonly peakBytes: number;
  readonly storedBytes: number;
  /** Of the sync after it; null without one. */
  readonly addedSeconds: number | null;
};

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

const oneOf = (index: number) => ({
  op: 'add',
  account: ['4821', '9034', '1166'][index % 3],
  amount: `-${10 + (index % 90)}.25`,
  name: `New Shop ${index % 40}`,
  purpose: `POS PURCHASE NEW SHOP ${index}`,
});

type Harness = Awaited<ReturnType<typeof startCoreHarness>>;

async function syncTimed(harness: Harness, expected: number | undefined): Promise<{ rows: number; seconds: number }> {
  const started = performance.now();
  const run = await harness.core().syncNow();
  const seconds = (performance.now() - started) / 1000;
  if (run.outcome !== 'ok') throw new Error(`the sync ended ${run.outcome}`);
  if (expected !== undefined && run.newCount !== expected) throw new Error(`${run.newCount} new rows instead of ${expected}`);
  return { rows: run.newCount, seconds };
}

async function measure(transactions: number, added: number): Promise<ImportResult> {
  const bank = await startPracticeProcess(transactions);
  const harness = await startCoreHarness({ baseUrl: bank.baseUrl, ...BENCH_CLIENT }, {});
  try {
    await harness.connect((location) => completeWidget(bank.baseUrl, location));
    const { rows, seconds } = await syncTimed(harness, undefined);
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    const storedBytes = folderBytes(harness.dataDir);
    if (added === 0) return { transactions: rows, seconds, peakBytes, storedBytes, addedSeconds: null };
    await control(
      bank.baseUrl,
      'bank',
      Array.from({ length: added }, (_, index) => oneOf(index)),
    );
    const { seconds: addedSeconds } = await syncTimed(harness, added);
    return { transactions: rows, seconds, peakBytes, storedBytes, addedSeconds };
  } finally {
    await harness.close();
    bank.stop();
  }
}

const [transactions, added] = process.argv.slice(2).map(Number);
process.stdout.write(`${JSON.stringify(await measure(transactions ?? 0, added ?? 0))}\n`);
