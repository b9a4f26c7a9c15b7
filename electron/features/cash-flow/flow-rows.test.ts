import { expect, it } from 'vitest';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createFlowRows } from './flow-rows.ts';

it('reads rows of a period off the day index alone, whatever is asked of them', () => {
  const db = openMemoryDatabase();
  const prepared: string[] = [];
  const recording = {
    prepare(sql: string) {
      prepared.push(sql);
      return db.prepare(sql);
    },
  } as unknown as Db; // the repo needs nothing else of it
  createFlowRows(recording);
  expect(prepared).toHaveLength(3);
  for (const sql of prepared) {
    const params = {
      fromDay: '2026-10-01',
      toDay: '2026-10-31',
      currency: 'SAR',
      side: 'expense',
      limit: 1,
      titles: '[]',
      scope: null,
      since: '2026-01-01',
    };
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[]; // the shape SQLite gives
    const ofRows = steps.map((step) => step.detail).filter((detail) => /\bt\b/.test(detail));
    expect(ofRows.map((detail) => detail.replace(/ \(.*/, ''))).toEqual(['SEARCH t USING INDEX transactions_by_day']);
  }
});
