import { stringify } from 'csv-stringify/sync';
import type { FetchLine } from '../../../shared/contract/activity.ts';
import { guardCell } from '../exports/spreadsheet-guard.ts';

const COLUMNS = [
  'id',
  'at',
  'runId',
  'accountName',
  'method',
  'endpoint',
  'status',
  'outcome',
  'durationMs',
  'bytes',
  'digest',
  'hash',
] as const satisfies readonly (keyof FetchLine)[];

/** RFC 4180, with the mark that makes spreadsheets read UTF-8. */
export function toCsv(lines: readonly FetchLine[]): string {
  const cells = (line: FetchLine) => COLUMNS.map((name) => (typeof line[name] === 'string' ? guardCell(line[name]) : line[name]));
  return stringify([COLUMNS, ...lines.map(cells)] as unknown[][], { bom: true, record_delimiter: 'windows' }); // the library only reads them
}

export function toJson(lines: readonly FetchLine[], exportedAt: string): string {
  return `${JSON.stringify({ exportedAt, lines }, null, 2)}\n`;
}
