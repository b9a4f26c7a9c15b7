import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import { csvCell } from '../fetch-ledger/fetch-ledger-export.ts';

const COLUMNS = ['calendar', 'from', 'to', 'finished', 'coverage', 'currency', 'income', 'expense', 'net'] as const;

/** RFC 4180 with the mark that makes spreadsheets read UTF-8; amounts exact, a period nothing is held of has none. */
export function cashFlowCsv({ kind, periods, currencies }: CashFlowOverview): string {
  const rows = currencies.flatMap(({ currency, flows }) =>
    periods.map(({ fromDay, toDay, isUnfinished, coverage }, i) => {
      const flow = flows[i];
      const amounts = flow && [flow.incomeMinor, flow.expenseMinor, flow.netMinor].map((minor) => toDecimalText({ minor, currency }));
      return [kind, fromDay, toDay, isUnfinished ? 'no' : 'yes', coverage, currency, ...(amounts ?? ['', '', ''])];
    }),
  );
  // Amounts are digits of our own: the guard against formulas would turn a minus into text.
  const line = (cells: readonly string[]) => cells.map((cell) => (/^-?[\d.]+$/.test(cell) ? cell : csvCell(cell))).join(',');
  return `\ufeff${[COLUMNS, ...rows].map(line).join('\r\n')}\r\n`;
}
