/** @file The rows every program of the comparison gets, read out of a seeded store. */
import { writeFileSync } from 'node:fs';
import type { Db } from '../../../electron/db/open.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';

export type PeerRow = {
  readonly id: string;
  readonly account: string;
  readonly day: string;
  readonly minor: number;
  readonly currency: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
};

export function readRows(db: Db): PeerRow[] {
  const statement = db.prepare<[], PeerRow>(
    `SELECT t.provider_id AS id, a.bank_label AS account, t.day_on AS day, t.amount_minor AS minor, t.currency, t.title, t.purpose AS text,
       o.name_en AS category
     FROM transactions t JOIN accounts a ON a.id = t.account_id JOIN own_categories o ON o.id = t.own_category
     WHERE t.is_pending = 0 ORDER BY t.day_on, t.id`,
  );
  return statement.all();
}

export function writeJsonLines(path: string, rows: readonly PeerRow[]): void {
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** For hledger's own CSV reader, with the rules it reads them by. */
export function writeCsv(path: string, rows: readonly PeerRow[]): void {
  const line = (row: PeerRow) =>
    [
      row.day,
      row.title,
      row.text,
      toDecimalText({ minor: row.minor, currency: row.currency }),
      row.currency,
      row.account,
      row.category,
      row.id,
    ]
      .map(quoted)
      .join(',');
  writeFileSync(path, `${rows.map(line).join('\n')}\n`);
}

export const HLEDGER_RULES = `fields date, description, comment, amount, currency, account1, account2, code
date-format %Y-%m-%d
account1 assets:%account1
account2 expenses:%account2
if %amount ^[^-]
  account2 income:%account2
`;
