import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createCategoryTotals } from '../categories/category-totals.ts';
import { createBalanceProof } from '../proof/balance-proof.ts';
import type { UndoBook } from '../undo/undo-book.ts';
import { createAccountArrangement } from './account-arrangement.ts';
import { createAccountRepo } from './account-repo.ts';
import { AccountService } from './account-service.ts';
import { createAccountStatistics } from './account-statistics.ts';

export function accountHandlers(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly undo: UndoBook;
  readonly emit: (topic: EventTopic) => void;
}): Pick<Handlers, Extract<keyof Handlers, `accounts.${string}`>> {
  const service = new AccountService({
    repo: createAccountRepo(deps.db),
    proof: createBalanceProof(deps.db),
    statistics: createAccountStatistics(deps.db),
    arrangement: createAccountArrangement(deps.db),
    undo: deps.undo,
    clock: deps.clock,
    emit: deps.emit,
    inTransaction: (work) => deps.db.transaction(work).immediate(),
    recountCategories: createCategoryTotals(deps.db).recount,
  });
  return {
    'accounts.list': (input) => service.list(input),
    'accounts.get': (input) => service.get(input),
    'accounts.update': (input) => service.update(input),
    'accounts.move': ({ ids, beforeId }) => service.move(ids, beforeId),
  };
}
