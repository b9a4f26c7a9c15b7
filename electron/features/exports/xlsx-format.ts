import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node';
import { currencyExponent } from '../../../shared/domain/money.ts';
import { type Cell, COLUMNS } from './columns.ts';
import type { ExportRow } from './export-row.ts';

/** Amounts as numbers that can be added up: 15 digits are exact, more are written as text. */
function toCell({ kind, value }: Cell, decimals: number): XlsxCell {
  if (value === '') return null;
  if (kind === 'amount' && value.replace(/\D/g, '').length <= 15)
    return { value: Number(value), type: Number, format: decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}` };
  if (kind === 'day') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  // A cell of type text is never taken for a formula.
  return { value, type: String, format: '@' };
}

export async function xlsxBook(rows: readonly ExportRow[], language: 'ar' | 'en'): Promise<Uint8Array> {
  const head = COLUMNS.map((column) => ({ value: column[language], type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => COLUMNS.map(({ cell }) => toCell(cell(row, language), currencyExponent(row.currency))));
  const sheet = writeXlsxFile([head, ...body], {
    sheet: language === 'ar' ? 'العمليات' : 'Transactions',
    columns: COLUMNS.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    rightToLeft: language === 'ar',
  });
  return sheet.toBuffer();
}
