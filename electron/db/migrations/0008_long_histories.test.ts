import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aConnection, anAccount, createTransactionWriter } from '../../../test/builders/ledger-builder.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './index.ts';

it('R3 changes indexes and no row, and each partial index holds exactly the rows its filter keeps', () => {
  const db = new Database(':memory:');
  migrate(
    db,
    migrations.filter(({ version }) => version < 8),
  );
  aConnection(db);
  anAccount(db);
  const write = createTransactionWriter(db);
  for (let i = 0; i < 60; i += 1)
    write({ currency: i % 5 === 0 ? 'EUR' : 'SAR', kind: ['card', 'unknown', 'transfer'][i % 3] ?? '', isReviewed: i % 4 !== 0 });
  const rows = () => db.prepare('SELECT * FROM transactions ORDER BY id').all();
  const before = rows();
  migrate(db, migrations.slice(0, 8));
  const held = (index: string, where: string) =>
    db.prepare(`SELECT count(*) FROM transactions INDEXED BY ${index} WHERE ${where}`).pluck().get();
  expect(rows()).toEqual(before);
  expect([
    held('transactions_unreviewed', 'is_reviewed = 0'),
    held('transactions_other_money', "currency <> 'SAR'"),
    held('transactions_by_kind', "kind NOT IN ('card', 'unknown')"),
  ]).toEqual([15, 12, 20]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});
