import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createAccountReader } from '../accounts/account-service.ts';
import { createMonthReader } from '../cash-flow/cash-flow-handlers.ts';
import { createTransactionService } from '../transactions/transaction-service.ts';
import { createOverviewRepo } from './overview-repo.ts';
import { OverviewService } from './overview-service.ts';

export function overviewHandlers(deps: { readonly db: Db; readonly clock: Clock }): Pick<Handlers, 'overview.get'> {
  const { db, clock } = deps;
  const service = new OverviewService({
    repo: createOverviewRepo(db),
    accounts: createAccountReader({ db, clock }),
    // A list needs no look at stored pages.
    transactions: createTransactionService(db, () => []),
    months: createMonthReader(db),
    clock,
  });
  return { 'overview.get': (input) => service.get(input) };
}
