import { stringify } from 'csv-stringify/sync';
import { COLUMNS } from './columns.ts';
import type { ExportRow } from './export-row.ts';
import { guardCell } from './spreadsheet-guard.ts';

/** RFC 4180; the mark in front makes spreadsheets read UTF-8. */
const write = (records: readonly (readonly string[])[]): string => stringify(records as string[][], { record_delimiter: 'windows' }); // the library only reads them

export const csvHead = (language: 'ar' | 'en'): string => `\ufeff${write([COLUMNS.map((column) => column[language])])}`;

export function csvRows(rows: readonly ExportRow[], language: 'ar' | 'en'): string {
  return write(
    rows.map((row) =>
      COLUMNS.map(({ cell }) => {
        const { kind, value } = cell(row, language);
        return kind === 'text' ? guardCell(value) : value;
      }),
    ),
  );
}
