/**
 * @file First import from the practice bank over HTTP into the encrypted, searchable store, under plain Node. One size
 * per process, so that sizes do not warm each other up and peak memory is each one's own.
 */
import { completeWidget } from '../harness/complete-widget.ts';
import { startCoreHarness } from '../harness/core-harness.ts';
import { BENCH_CLIENT, startPracticeProcess } from './practice-process.ts';

export type ImportResult = { readonly transactions: number; readonly seconds: number; readonly peakBytes: number };

async function measure(transactions: number): Promise<ImportResult> {
  const bank = await startPracticeProcess(transactions);
  const harness = await startCoreHarness({ baseUrl: bank.baseUrl, ...BENCH_CLIENT }, {});
  try {
    await harness.connect((location) => completeWidget(bank.baseUrl, location));
    const started = performance.now();
    const run = await harness.core().syncNow();
    const seconds = (performance.now() - started) / 1000;
    if (run.outcome !== 'ok') throw new Error(`import ended ${run.outcome}`);
    return { transactions: run.newCount, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
  } finally {
    await harness.close();
    bank.stop();
  }
}

process.stdout.write(`${JSON.stringify(await measure(Number(process.argv[2])))}\n`);
