import { beforeEach, expect, it } from 'vitest';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createAnnotations } from './annotations.ts';

const AT = '2026-11-07T11:07:00.000Z';
const NOTHING = { title: null, note: null, categoryId: null, isReviewed: null } as const;

let db: Db;
beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
});

const found = (word: string) =>
  db.prepare('SELECT rowid FROM transaction_search WHERE transaction_search MATCH ?').pluck().all(`"${word}"`);

it('makes note, own title and tags findable beside the words of the bank, folded like them', () => {
  const id = aTransaction(db, { counterparty: 'Corner Grocery' });
  db.exec(`INSERT INTO tags (id, name, folded) VALUES (1, 'Zakat', 'zakat');
    INSERT INTO transaction_tags (transaction_id, tag_id, account_id) VALUES (${id}, 1, 'account-1')`);
  const annotations = createAnnotations(db);
  annotations.save(id, { ...NOTHING, title: 'أحمد', note: 'ÜBER lunch', isReviewed: 1 }, AT);
  annotations.settle(id);
  expect([found('cor'), found('احم'), found('ube'), found('zak')]).toEqual([[id], [id], [id], [id]]);
  expect(annotations.find(id)).toEqual({ title: 'أحمد', note: 'ÜBER lunch', categoryId: null, isReviewed: 1, tags: ['Zakat'] });
  annotations.save(id, { ...NOTHING, isReviewed: 1 }, AT);
  db.exec('DELETE FROM transaction_tags');
  annotations.settle(id);
  expect([found('cor'), found('احم'), found('zak')]).toEqual([[id], [], []]);
  expect(db.prepare('SELECT is_reviewed FROM transactions').pluck().get()).toBe(1);
});

it('keeps what was said of a row that is gone for now', () => {
  const id = aTransaction(db, {});
  const annotations = createAnnotations(db);
  annotations.save(id, { ...NOTHING, note: 'mine' }, AT);
  db.exec('DELETE FROM transactions');
  annotations.settle(id);
  expect(annotations.find(id).note).toBe('mine');
});
