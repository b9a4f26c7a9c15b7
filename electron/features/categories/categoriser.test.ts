import { beforeEach, describe, expect, it } from 'vitest';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { createCategoriser } from './categoriser.ts';
import { createCategoryTotals } from './category-totals.ts';
import { categoriseOldStore, createRecategoriser } from './recategoriser.ts';

const GROCERIES = 301;
const COFFEE = 303;
const TRANSFERS = 10;
const AT = '2026-11-07T11:07:00.000Z';

let db: Db;
beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  anAccount(db, { id: 'savings', kind: 'savings', iban: null });
  db.exec(
    `INSERT INTO categories (id, parent_id, provider_name) VALUES ('3', NULL, 'Einkäufe'), ('31', '3', 'Lebensmittel'), ('39', '3', 'Sonstiges')`,
  );
});

const rule = (text: string, categoryId: number, position = 1) =>
  db
    .prepare(`INSERT INTO category_rules (position, text, direction, category_id, created_at) VALUES (?, ?, 'any', ?, ?)`)
    .run(position, text, categoryId, AT);
const categoryOf = (id: number) =>
  db.prepare('SELECT own_category AS categoryId, rule_id AS ruleId FROM transactions WHERE id = ?').get(id);
const subject = (providerCategoryId: string | null, searchText = 'corner grocery 18.00') => ({
  accountId: 'account-1',
  searchText,
  amountMinor: -18_00,
  currency: 'SAR',
  providerCategoryId,
});

describe('own category of a row', () => {
  it('follows what the provider names, else its more general name, else nothing', () => {
    const categoriser = createCategoriser(db);
    categoriser.learn(['31', '39', '3']);
    expect(['31', '39', '404', null].map((id) => categoriser.resolve(null, subject(id)).categoryId)).toEqual([GROCERIES, 4, 0, 0]);
  });

  it('keeps the mapping a person chose when the provider sends the category again', () => {
    db.prepare('INSERT INTO category_mappings (provider_id, category_id, is_chosen) VALUES (?, ?, 1)').run('31', COFFEE);
    const categoriser = createCategoriser(db);
    categoriser.learn(['31']);
    expect(categoriser.resolve(null, subject('31')).categoryId).toBe(COFFEE);
  });

  it('takes the first rule that fits before the provider, a recognised transfer before rules, and what the person said before all', () => {
    const out = aTransaction(db, { counterparty: 'Corner Grocery', categoryId: '31' });
    const into = aTransaction(db, { accountId: 'savings', counterparty: 'Sara', amountMinor: 18_00 });
    const again = createRecategoriser(db);
    again.all();
    const seen = [categoryOf(out)];
    rule('Grocery', 805 - 1, 2);
    rule('corner GROC', COFFEE, 1);
    again.rows([out]);
    seen.push(categoryOf(out));
    db.prepare(
      `INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
       VALUES ('transfer', ?, ?, 'account-1', 'savings', 0, 'found', ?)`,
    ).run(out, into, AT);
    again.rows([out, into]);
    seen.push(categoryOf(out));
    createAnnotations(db).save(out, { title: null, note: null, categoryId: GROCERIES, isReviewed: null }, AT);
    again.rows([out]);
    seen.push(categoryOf(out));
    expect(seen).toEqual([
      { categoryId: GROCERIES, ruleId: null },
      { categoryId: COFFEE, ruleId: 2 },
      { categoryId: TRANSFERS, ruleId: null },
      { categoryId: GROCERIES, ruleId: null },
    ]);
    expect(categoryOf(into)).toEqual({ categoryId: TRANSFERS, ruleId: null });
    expect(checkInvariants(db).filter((fault) => fault.startsWith('category'))).toEqual([]);
  });
});

describe('sums by category', () => {
  const totals = () =>
    db.prepare('SELECT day_on, category_id, in_minor, out_minor, count FROM daily_category_totals ORDER BY 1, 2').raw().all();

  it('are filled once for a store from before own categories', () => {
    aTransaction(db, { day: '2026-11-05', amountMinor: -18_00, categoryId: '31' });
    aTransaction(db, { day: '2026-11-05', amountMinor: -2_00, categoryId: '31' });
    aTransaction(db, { day: '2026-11-05', amountMinor: 5_00 });
    aTransaction(db, { day: '2026-11-05', amountMinor: -7_00, isPending: true });
    db.exec('DELETE FROM daily_category_totals');
    categoriseOldStore(db);
    expect(totals()).toEqual([
      ['2026-11-05', 0, 5_00, 0, 1],
      ['2026-11-05', GROCERIES, 0, -20_00, 2],
    ]);
  });

  it('leave hidden accounts out', () => {
    aTransaction(db, { day: '2026-11-05', amountMinor: -18_00 });
    aTransaction(db, { accountId: 'savings', day: '2026-11-05', amountMinor: -1_00 });
    db.exec(`UPDATE accounts SET is_hidden = 1 WHERE id = 'savings'`);
    createCategoryTotals(db).recount();
    expect(totals()).toEqual([['2026-11-05', 0, 0, -18_00, 1]]);
  });
});
