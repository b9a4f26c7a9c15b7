import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import { createListService } from './list-service.ts';
import { createTransactionService } from './transaction-service.ts';

type ListHandlers = 'page' | 'sections' | 'place' | 'between' | 'count' | 'get';

export function transactionHandlers(deps: { readonly db: Db; readonly parse: PageParser }): Pick<Handlers, `transactions.${ListHandlers}`> {
  const list = createListService(deps.db);
  const service = createTransactionService(deps.db, deps.parse);
  return {
    'transactions.page': (input) => list.page(input),
    'transactions.sections': (input) => list.sections(input),
    'transactions.place': (input) => list.place(input),
    'transactions.between': (input) => list.between(input),
    'transactions.count': (input) => list.count(input),
    'transactions.get': ({ id }) => service.get(id),
  };
}
