/** @file First import in real Electron, and how long its main thread was ever blocked meanwhile (event-loop delay). */
import { setTimeout as pause } from 'node:timers/promises';
import { completeWidget } from '../harness/complete-widget.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop } from '../harness/session.ts';
import { BENCH_CLIENT, startPracticeProcess } from './practice-process.ts';

export type ElectronImport = {
  readonly transactions: number;
  readonly seconds: number;
  readonly longestStallMs: number;
  readonly p99StallMs: number;
};

/** Grain of the delay measurement; the histogram counts it in, so it is taken off again. */
const GRAIN_MS = 5;

function startWatching(mizan: RunningMizan): Promise<void> {
  return mizan.app.evaluate((_electron, grain) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: grain });
    histogram.enable();
    Object.assign(globalThis, { mizanBench: histogram });
  }, GRAIN_MS);
}

function readStalls(mizan: RunningMizan): Promise<{ longestStallMs: number; p99StallMs: number }> {
  return mizan.app.evaluate((_electron, grain) => {
    // Set by startWatching in this very process.
    const { mizanBench } = globalThis as unknown as { mizanBench: { max: number; percentile(p: number): number } };
    const toMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1_000_000 - grain);
    return { longestStallMs: toMs(mizanBench.max), p99StallMs: toMs(mizanBench.percentile(99)) };
  }, GRAIN_MS);
}

async function connect(mizan: RunningMizan, desktop: Desktop, baseUrl: string): Promise<void> {
  const card = await mizan.ask('connections.consentCard', { language: 'en' });
  await mizan.ask('settings.update', { isWelcomeDone: true });
  await mizan.ask('connections.start', { language: 'en', keepUpdating: true, consentVersion: card.version });
  while (desktop.openedAddresses().length === 0) await pause(50);
  await mizan.handOver(await completeWidget(baseUrl, desktop.openedAddresses()[0] ?? ''));
}

async function importEnd(mizan: RunningMizan) {
  for (;;) {
    const { lastRun } = await mizan.ask('sync.status', {});
    if (lastRun?.endedAt)
      return { startedAt: lastRun.startedAt, endedAt: lastRun.endedAt, rows: lastRun.newCount, outcome: lastRun.outcome };
    await pause(250);
  }
}

/** The window shows the Overview with the import's progress, as it would for a person. */
export async function measureElectronImport(transactions: number): Promise<ElectronImport> {
  const bank = await startPracticeProcess(transactions);
  const desktop = openDesktop({ isHandlerRegistered: true });
  const mizan = await launchMizan({ desktop, practice: { baseUrl: bank.baseUrl, ...BENCH_CLIENT } });
  try {
    await startWatching(mizan);
    await connect(mizan, desktop, bank.baseUrl);
    const run = await importEnd(mizan);
    if (run.outcome !== 'ok') throw new Error(`import ended ${run.outcome}`);
    return { transactions: run.rows, seconds: (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000, ...(await readStalls(mizan)) };
  } finally {
    await mizan.close();
    bank.stop();
    await desktop.remove();
  }
}
