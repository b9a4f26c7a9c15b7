import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../electron/db/open.ts';
import { DEFAULT_NOW, importSeed } from '../seed/seed-store.ts';
import { readRows, writeCsv, writeJsonLines } from './rows.ts';

it('gives every program the same booked rows, amounts exact and quotes doubled', async () => {
  const db = openMemoryDatabase();
  await importSeed(db, { transactions: 2000, seed: 7, now: DEFAULT_NOW });
  const rows = readRows(db);
  expect(rows).toHaveLength(Number(db.prepare('SELECT count(*) FROM transactions WHERE is_pending = 0').pluck().get()));
  const folder = mkdtempSync(join(tmpdir(), 'mizan-rows-'));
  try {
    const odd = {
      id: 'T1',
      account: 'A',
      day: '2026-01-02',
      minor: -1205,
      currency: 'SAR',
      title: 'The "Tea" House',
      text: 'x',
      category: 'Coffee',
    };
    writeCsv(join(folder, 'rows.csv'), [odd]);
    writeJsonLines(join(folder, 'rows.jsonl'), rows);
    expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe('"2026-01-02","The ""Tea"" House","x","-12.05","SAR","A","Coffee","T1"\n');
    expect(
      readFileSync(join(folder, 'rows.jsonl'), 'utf8')
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    db.close();
  }
});
