import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openMemoryDatabase } from '../../../electron/db/open.ts';
import { createCategoryTotals } from '../../../electron/features/categories/category-totals.ts';
import { checkInvariants } from '../../../electron/features/ledger/invariants.ts';
import { compareWithReceived } from '../../../electron/features/ledger/rebuild.ts';
import { rereadPage } from '../../../electron/misconnect/reread-page.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { DEFAULT_NOW, importSeed, openSeededStore, seedStore } from './seed-store.ts';
import { SEARCHES } from './seed-words.ts';

const SIZE = 6000;
let db: Db;

beforeAll(async () => {
  db = openMemoryDatabase();
  await importSeed(db, { transactions: SIZE, seed: 7, now: DEFAULT_NOW });
});
afterAll(() => db.close());

const one = (sql: string, ...params: unknown[]) => db.prepare(sql).pluck().get(params);

describe('a seeded store', () => {
  it('is what the app makes of its raw pages and observations when it rebuilds everything', () => {
    expect(compareWithReceived(db, rereadPage)).toEqual({ rows: SIZE, differences: 0 });
  });

  it('breaks no rule of the ledger: counters, daily sums, search index, links', () => {
    expect(checkInvariants(db)).toEqual([]);
  });

  it('has the sums by category that a recount gives', () => {
    const sums = () => db.prepare('SELECT * FROM daily_category_totals ORDER BY day_on, currency, category_id').all();
    const before = sums();
    createCategoryTotals(db).recount();
    expect(sums()).toEqual(before);
  });

  it('spans ten years, six banks and twenty accounts, with transfers, categories, currencies, notes and held amounts', () => {
    expect({
      total: one('SELECT count(*) FROM transactions'),
      days: one('SELECT julianday(max(day_on)) - julianday(min(day_on)) + 1 FROM transactions'),
      banks: one('SELECT count(*) FROM connections'),
      accounts: one('SELECT count(DISTINCT account_id) FROM transactions'),
      currencies: one('SELECT count(DISTINCT currency) FROM transactions'),
      pending: one('SELECT count(*) FROM transactions WHERE is_pending = 1'),
      tags: one('SELECT count(*) FROM tags'),
      uncategorised: one('SELECT count(*) FROM transactions WHERE own_category = 0'),
    }).toEqual({ total: SIZE, days: 3652, banks: 6, accounts: 20, currencies: 4, pending: 6, tags: 3, uncategorised: 0 });
    expect(one('SELECT count(*) FROM transaction_links')).toBeGreaterThan(80);
    expect(one('SELECT count(DISTINCT own_category) FROM transactions')).toBeGreaterThan(15);
  });

  it.each(['en', 'ar'] as const)('has words in most rows, in a few and in none (%s)', (language) => {
    const share = (word: string) => Number(one('SELECT count(*) FROM transactions WHERE instr(search_text, ?)', foldText(word))) / SIZE;
    expect(share(SEARCHES.frequent[language])).toBeGreaterThan(0.2);
    expect(share(SEARCHES.rare[language])).toBeGreaterThan(0);
    expect(share(SEARCHES.rare[language])).toBeLessThan(0.005);
    expect(share(SEARCHES.absent[language])).toBe(0);
    for (const trigram of trigramsOf(foldText(SEARCHES.absent[language]))) expect(share(trigram)).toBeGreaterThan(0);
  });

  it('is the same for the same seed and another for another', async () => {
    const digest = (of: Db) => of.prepare("SELECT group_concat(day_on || amount_minor || purpose, '') FROM transactions").pluck().get();
    const make = async (seed: number) => {
      const other = openMemoryDatabase();
      await importSeed(other, { transactions: 2000, seed, now: DEFAULT_NOW });
      return digest(other);
    };
    const [first, again, another] = [await make(3), await make(3), await make(4)];
    expect(again).toBe(first);
    expect(another).not.toBe(first);
  });

  it('opens with the key in its folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mizan-seed-test-'));
    try {
      await seedStore({ folder, transactions: 2000, seed: 7, now: DEFAULT_NOW });
      const store = openSeededStore(folder);
      expect(store.db.prepare('SELECT count(*) FROM transactions').pluck().get()).toBe(2000);
      store.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function trigramsOf(word: string): string[] {
  return Array.from({ length: word.length - 2 }, (_, i) => word.slice(i, i + 3));
}
