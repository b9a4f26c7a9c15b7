/** @file From when on rows are held, bank by bank: a sum over days some bank knows nothing of is told to be one (R26). */
import type { Coverage } from '../../../shared/contract/cash-flow.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import type { Db } from '../../db/open.ts';
import type { Scope } from './flow-sums.ts';

export type BankBeginning = { readonly bankName: string; readonly bankNameAr: string | null; readonly firstOn: Day };
export type CoverageReader = ReturnType<typeof createCoverageReader>;

export function createCoverageReader(db: Db) {
  // A bank delivers the same depth for all its accounts, so each counts from its first booked day. One that never booked anything holds nothing back.
  const beginnings = db.prepare<{ scope: string | null }, BankBeginning>(
    `SELECT * FROM (
       SELECT c.bank_name AS bankName, c.bank_name_ar AS bankNameAr, min((
         SELECT t.day_on FROM daily_account_totals t WHERE t.account_id = a.id AND t.count > 0 ORDER BY t.day_on LIMIT 1
       )) AS firstOn
       FROM accounts a JOIN connections c ON c.id = a.connection_id
       WHERE CASE WHEN :scope IS NULL THEN a.is_hidden = 0 ELSE a.id IN (SELECT value FROM json_each(:scope)) END
       GROUP BY c.id)
     WHERE firstOn IS NOT NULL
     ORDER BY firstOn, bankName`,
  );
  return { beginnings: (scope: Scope = null): BankBeginning[] => beginnings.all({ scope: scope && JSON.stringify(scope) }) };
}

/** @param beginnings earliest first */
export function coverageOf(span: DaySpan, beginnings: readonly BankBeginning[]): Coverage {
  const [earliest, latest] = [beginnings[0]?.firstOn, beginnings.at(-1)?.firstOn];
  if (earliest === undefined || latest === undefined || span.toDay < earliest) return 'none';
  return span.fromDay >= latest ? 'full' : 'partial';
}
