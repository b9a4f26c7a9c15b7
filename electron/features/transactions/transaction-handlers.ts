import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import { createTransactionService } from './transaction-service.ts';

export function transactionHandlers(deps: {
  readonly db: Db;
  readonly parse: PageParser;
}): Pick<Handlers, Extract<keyof Handlers, `transactions.${string}`>> {
  const service = createTransactionService(deps.db, deps.parse);
  return {
    'transactions.page': (input) => service.page(input),
    'transactions.count': (input) => service.count(input),
    'transactions.get': ({ id }) => service.get(id),
  };
}
