import { stringify } from 'csv-stringify/sync';
import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';

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
  // Nothing here is anybody's own words: no cell can be a formula.
  return stringify([[...COLUMNS], ...rows], { bom: true, record_delimiter: 'windows' });
}
