import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ExportRow } from './export-row.ts';

const money = (minor: number, currency: string) => ({ amount: toDecimalText({ minor, currency }), minor, currency });

/** Amounts as decimal text and as minor units: no reader needs a float. */
function toItem({ amountMinor, currency, originalMinor, originalCurrency, ...row }: ExportRow) {
  const original = originalMinor === null || originalCurrency === null ? null : money(originalMinor, originalCurrency);
  return { ...row, ...money(amountMinor, currency), original };
}

export const jsonHead = (exportedAt: string): string =>
  `{"format":"mizan-transactions","version":1,"exportedAt":${JSON.stringify(exportedAt)},"transactions":[`;
export const jsonRows = (rows: readonly ExportRow[], isFirst: boolean): string =>
  rows.map((row, index) => `${isFirst && index === 0 ? '\n' : ',\n'}${JSON.stringify(toItem(row))}`).join('');
export const JSON_TAIL = '\n]}\n';
