import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../db/open.ts';
import { createFetchLedger, type LedgerEntry } from './fetch-ledger.ts';

const anEntry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: '2026-11-07T11:07:00.000Z',
  endpoint: 'transactions',
  method: 'GET',
  status: 200,
  outcome: 'ok',
  durationMs: 41.6,
  bytes: 1200,
  digest: 'ab'.repeat(32),
  ...change,
});
function filled() {
  const db = openMemoryDatabase();
  const ledger = createFetchLedger(db);
  for (const endpoint of ['accounts', 'accesses', 'transactions', 'transactions', 'token']) ledger.append(anEntry({ endpoint }));
  ledger.flush();
  return { db, ledger };
}
const count = (db: ReturnType<typeof openMemoryDatabase>) => db.prepare('SELECT count(*) FROM fetch_ledger').pluck().get();

describe('fetch ledger', () => {
  it('chains every line to the one before and verifies, also when opened again', () => {
    const { db, ledger } = filled();
    expect(ledger.verify()).toEqual({ ok: true });
    const reopened = createFetchLedger(db);
    reopened.append(anEntry({ status: null, outcome: 'offline', digest: null }));
    reopened.flush();
    expect({ verdict: reopened.verify(), count: count(db) }).toEqual({ verdict: { ok: true }, count: 6 });
  });

  it('names the first bad line after an edit, a removal in the middle, a removal at the end and an exchange', () => {
    const edits = [
      'UPDATE fetch_ledger SET status = 500 WHERE id = 3',
      'DELETE FROM fetch_ledger WHERE id = 2',
      'DELETE FROM fetch_ledger WHERE id = 5',
      'UPDATE fetch_ledger SET id = CASE id WHEN 3 THEN -4 ELSE -3 END WHERE id IN (3, 4); UPDATE fetch_ledger SET id = -id WHERE id < 0',
    ];
    const verdicts = edits.map((sql) => {
      const { db, ledger } = filled();
      db.exec(sql);
      return ledger.verify();
    });
    expect(verdicts).toEqual([3, 2, 5, 3].map((firstBadId) => ({ ok: false, firstBadId })));
  });

  it('keeps lines written within a transaction that is rolled back for the next one', () => {
    const { db, ledger } = filled();
    ledger.enterRun(7);
    ledger.append(anEntry({ accountId: 'acc' }));
    expect(() =>
      db.transaction(() => {
        ledger.writeWithin();
        throw new Error('disk full');
      })(),
    ).toThrow('disk full');
    expect(count(db)).toBe(5);
    const confirm = db.transaction(() => ledger.writeWithin())();
    confirm();
    ledger.enterRun(null);
    const last = db
      .prepare('SELECT run_id AS runId, account_id AS accountId, duration_ms AS ms FROM fetch_ledger ORDER BY id DESC LIMIT 1')
      .get();
    expect({ last, count: count(db), verdict: ledger.verify() }).toEqual({
      last: { runId: 7, accountId: 'acc', ms: 42 },
      count: 6,
      verdict: { ok: true },
    });
  });

  it('puts lines outside a run on disk by itself', async () => {
    const { db, ledger } = filled();
    ledger.append(anEntry({ endpoint: 'token' }));
    await nextTurn();
    await nextTurn();
    expect(count(db)).toBe(6);
  });
});
