import type { FetchLine } from '../../../shared/contract/activity.ts';

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

/** SECURITY: S6. A cell a spreadsheet would take for a formula, also behind white space, is told to be text by an apostrophe. */
const FORMULA = /^\s*[=+\-@|%]/;

export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with the mark that makes spreadsheets read UTF-8. */
export function toCsv(lines: readonly FetchLine[]): string {
  const rows = lines.map((line) => COLUMNS.map((name) => csvCell(line[name])).join(','));
  return `\ufeff${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}

export function toJson(lines: readonly FetchLine[], exportedAt: string): string {
  return `${JSON.stringify({ exportedAt, lines }, null, 2)}\n`;
}
