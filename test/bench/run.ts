/** @file Runs the benchmarks and prints the figures: a table, or with `--json` one array. Progress goes to stderr. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { measureElectronImport } from './electron-import.ts';
import { atLeast, atMost, type Figure, report, shown } from './figures.ts';
import type { FloorResult } from './floor-child.ts';
import type { ImportResult } from './import-child.ts';

/** Rows per second of a first import over HTTP into the encrypted, searchable store, on 2 cores. */
const IMPORT_TARGET = 10_000;
const MILLION_TARGET = 15_000;
/** Of the smallest size's rate. */
const SCALE_TARGET = 0.7;
/** How much longer than the driver's own inserts. */
const FLOOR_RATIO = 6;
/** Milliseconds Electron's main thread may be blocked while importing. */
const STALL_TARGET_MS = 50;
const STALL_P99_MS = 16;
const ADDED_ROWS = 500;
const ADDED_AFTER = 100_000;
const ADDED_MS = 1000;
const STALL_SIZE = 100_000;
const MIB = 1_048_576;

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: '' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    only: { type: 'string', default: 'import,floor,stall,questions' },
    json: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);
const isWanted = (part: string) => values.only.split(',').includes(part);
const say = (line: string) => process.stderr.write(`${line}\n`);
const nameOf = (size: number) => (size >= 1_000_000 ? `${size / 1_000_000}m` : `${size / 1000}k`);

/** What a script of this folder prints. @throws Error when it fails */
async function inChild<T>(script: string, ...args: readonly (string | number)[]): Promise<T> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, script), ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${script} failed`);
  return JSON.parse(printed) as T; // our own child's answer
}

function importFigures(size: number, result: ImportResult): Figure[] {
  const name = `import-${nameOf(size)}`;
  const { transactions, seconds, peakBytes, storedBytes, addedSeconds } = result;
  return [
    atLeast(name, transactions / seconds, 'tx/s', size >= 1_000_000 ? MILLION_TARGET : IMPORT_TARGET),
    shown(`${name}-peak-memory`, peakBytes / MIB, 'MiB'),
    shown(`${name}-bytes-per-transaction`, storedBytes / transactions, 'B'),
    ...(addedSeconds === null ? [] : [atMost(`sync-${ADDED_ROWS}-into-${nameOf(size)}`, addedSeconds * 1000, 'ms', ADDED_MS)]),
  ];
}

/** The same number of rows by the driver alone, in the same run, so that both had the same machine. */
async function floorFigures(size: number, imported: ImportResult): Promise<Figure[]> {
  say(`The floor of ${size} transactions…`);
  const plain = await inChild<FloorResult>('floor-child.ts', values.store, 'plain', size);
  const encrypted = await inChild<FloorResult>('floor-child.ts', values.store, 'encrypted', size);
  const perRow = (result: { readonly seconds: number }, rows: number) => result.seconds / rows;
  const ratio = perRow(imported, imported.transactions) / perRow(encrypted, encrypted.rows);
  return [
    shown(`floor-plain-${nameOf(size)}`, plain.rows / plain.seconds, 'tx/s'),
    shown(`floor-encrypted-${nameOf(size)}`, encrypted.rows / encrypted.seconds, 'tx/s'),
    atMost(`import-${nameOf(size)}-over-floor`, ratio, '×', FLOOR_RATIO),
  ];
}

async function imports(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const rates: number[] = [];
  for (const size of sizes) {
    say(`First import of ${size} transactions…`);
    const result = await inChild<ImportResult>('import-child.ts', size, size === ADDED_AFTER ? ADDED_ROWS : 0);
    rates.push(result.transactions / result.seconds);
    figures.push(...importFigures(size, result));
    if (isWanted('floor')) figures.push(...(await floorFigures(size, result)));
  }
  const [first, last] = [rates[0], rates.at(-1)];
  if (rates.length > 1 && first !== undefined && last !== undefined)
    figures.push(atLeast('import-largest-over-smallest', last / first, '×', SCALE_TARGET));
  return figures;
}

async function stalls(): Promise<Figure[]> {
  say(`First import of ${STALL_SIZE} transactions in real Electron…`);
  const electron = await measureElectronImport(STALL_SIZE);
  return [
    atLeast('electron-import-100k', electron.transactions / electron.seconds, 'tx/s', IMPORT_TARGET),
    atMost('main-thread-stall-longest', electron.longestStallMs, 'ms', STALL_TARGET_MS),
    atMost('main-thread-stall-p99', electron.p99StallMs, 'ms', STALL_P99_MS),
  ];
}

async function questions(): Promise<Figure[]> {
  say('Questions at a million transactions…');
  return inChild<Figure[]>('questions-child.ts', values.store);
}

const figures = [
  ...(isWanted('import') ? await imports() : []),
  ...(isWanted('stall') ? await stalls() : []),
  ...(isWanted('questions') ? await questions() : []),
];
report(figures, values.json, `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
