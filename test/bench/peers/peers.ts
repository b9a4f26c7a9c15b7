/** @file Import, page, search and cash flow over the same rows: Mizan, Actual Budget's API and hledger, one after the other. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { median, sample, timed } from '../samples.ts';
import { openSeededStore, seedStore } from '../seed/seed-store.ts';
import { SEARCHES } from '../seed/seed-words.ts';
import { openSeededCore } from '../seeded-core.ts';
import { HLEDGER_RULES, readRows, writeCsv, writeJsonLines } from './rows.ts';

const run = promisify(execFile);
const ROUNDS = 7;
const PAGE = 100;
const SEED = 7;
const LARGE = 1 << 30;

export const QUESTIONS = ['page-first', 'page-deep', 'search-rare', 'search-frequent', 'search-absent', 'cashflow'] as const;
export type Question = (typeof QUESTIONS)[number];
/** `seconds` of `rows`; fewer rows than there are when the time was up. Milliseconds per question; null where there is no answer. */
export type PeerResult = {
  readonly rows: number;
  readonly seconds: number;
  readonly isComplete: boolean;
  readonly questions: Readonly<Partial<Record<Question, number>>> | null;
};
export type PeerRun = { readonly transactions: number; readonly limitSeconds: number; readonly now: string };

const words = Object.fromEntries(Object.entries(SEARCHES).map(([name, { en }]) => [name, en]));

/** Through the app's own sync service into its encrypted store; making the rows up is counted in. */
export async function measureMizan(folder: string, { transactions, now }: PeerRun): Promise<PeerResult> {
  const { seconds } = await seedStore({ folder, transactions, seed: SEED, now });
  const core = await openSeededCore(folder);
  const middle = async (work: () => unknown) => median(await sample(ROUNDS, work));
  try {
    const { ask } = core;
    const search = (word: string) => middle(() => ask('transactions.page', { search: word, limit: PAGE }));
    const questions = {
      'page-first': await middle(() => ask('transactions.page', { limit: PAGE })),
      'page-deep': await middle(() => ask('transactions.page', { section: '2021-11-07', limit: PAGE })),
      'search-rare': await search(SEARCHES.rare.en),
      'search-frequent': await search(SEARCHES.frequent.en),
      'search-absent': await search(SEARCHES.absent.en),
      cashflow: await middle(() => ask('cashFlow.overview', { periods: 'all' })),
    };
    return { rows: transactions, seconds, isComplete: true, questions };
  } finally {
    await core.close();
  }
}

/** @returns the folder with `rows.jsonl` and `rows.csv` of a seeded store */
export function exportRows(seedFolder: string, target: string): number {
  const store = openSeededStore(seedFolder);
  try {
    const rows = readRows(store.db);
    writeJsonLines(join(target, 'rows.jsonl'), rows);
    writeCsv(join(target, 'rows.csv'), rows);
    return rows.length;
  } finally {
    store.close();
  }
}

export async function measureActual(folder: string, mode: 'import' | 'add', { limitSeconds }: PeerRun): Promise<PeerResult> {
  const script = resolve(import.meta.dirname, 'actual.mjs');
  const args = [script, join(folder, 'rows.jsonl'), mode, String(limitSeconds), JSON.stringify(words)];
  const { stdout } = await run(process.execPath, args, { maxBuffer: LARGE });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerResult; // our own script's last line
}

/** It has no store: every question reads the journal. @throws when it is not installed */
export async function measureHledger(folder: string, rows: number, { limitSeconds }: PeerRun): Promise<PeerResult> {
  const work = mkdtempSync(join(tmpdir(), 'mizan-hledger-'));
  const journal = join(work, 'all.journal');
  const rules = join(work, 'rows.rules');
  writeFileSync(journal, '');
  writeFileSync(rules, HLEDGER_RULES);
  const timeout = limitSeconds * 1000;
  const hledger = (...args: string[]) => run('hledger', ['-f', journal, ...args], { maxBuffer: LARGE, timeout });
  const middle = async (...args: string[]) => median(await sample(3, () => hledger(...args)));
  try {
    const importMs = await timed(() => hledger('import', join(folder, 'rows.csv'), '--rules-file', rules));
    const questions = {
      'page-first': await middle('register', 'date:2026-11'),
      'page-deep': await middle('register', 'date:2021-11'),
      'search-rare': await middle('register', `desc:${SEARCHES.rare.en}`),
      'search-frequent': await middle('register', `desc:${SEARCHES.frequent.en}`),
      'search-absent': await middle('register', `desc:${SEARCHES.absent.en}`),
      cashflow: await middle('balance', '--monthly', 'income', 'expenses', '--depth', '1'),
    };
    return { rows, seconds: importMs / 1000, isComplete: true, questions };
  } catch (error) {
    if (error instanceof Error && 'killed' in error && error.killed === true)
      return { rows: 0, seconds: limitSeconds, isComplete: false, questions: null };
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
