/** @file Runs every benchmark and prints the figures: a table, or with `--json` one array. Progress goes to stderr. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { measureElectronImport } from './electron-import.ts';
import { atLeast, atMost, type Figure, printTable, shown } from './figures.ts';
import type { ImportResult } from './import-child.ts';

const SIZES = [10_000, 100_000] as const;
/** Rows per second of a first import over HTTP into the encrypted, searchable store, on 2 cores. */
const IMPORT_TARGET = 10_000;
/** Milliseconds Electron's main thread may be blocked while importing. */
const STALL_TARGET_MS = 50;

const run = promisify(execFile);

async function importInChild(transactions: number): Promise<ImportResult> {
  process.stderr.write(`First import of ${transactions} transactions…\n`);
  const { stdout } = await run(process.execPath, [resolve(import.meta.dirname, 'import-child.ts'), String(transactions)]);
  return JSON.parse(stdout) as ImportResult; // our own child's answer
}

const figures: Figure[] = [];
for (const size of SIZES) {
  const { transactions, seconds, peakBytes } = await importInChild(size);
  figures.push(atLeast(`import-${size / 1000}k`, transactions / seconds, 'tx/s', IMPORT_TARGET));
  figures.push(shown(`import-${size / 1000}k-peak-memory`, peakBytes / 1_048_576, 'MiB'));
}
process.stderr.write('First import of 100000 transactions in real Electron…\n');
const electron = await measureElectronImport(100_000);
figures.push(atLeast('electron-import-100k', electron.transactions / electron.seconds, 'tx/s', IMPORT_TARGET));
figures.push(atMost('main-thread-stall-longest', electron.longestStallMs, 'ms', STALL_TARGET_MS));
figures.push(shown('main-thread-stall-p99', electron.p99StallMs, 'ms'));

if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
else {
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}\n\n`);
  printTable(figures);
}
