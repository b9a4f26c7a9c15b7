import { expect, it } from 'vitest';
import { openMemoryDatabase } from '../../db/open.ts';
import { prepareLedgerStatements } from './ledger-statements.ts';

it('looks fingerprints up by day and hash, never by walking the ledger', () => {
  const db = openMemoryDatabase();
  const plans = (['byFingerprints', 'occurrences'] as const).map((name) => {
    const sql = prepareLedgerStatements(db)[name].source;
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ fingerprints: '[]' }) as { detail: string }[];
    return steps.map((step) => step.detail).filter((detail) => /\btransactions\b|transactions_/.test(detail));
  });
  const search = 'SEARCH transactions USING INDEX transactions_by_fingerprint (<expr>=? AND fingerprint=?)';
  expect(plans).toEqual([[search], [search]]);
});
