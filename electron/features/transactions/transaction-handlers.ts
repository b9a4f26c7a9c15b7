import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import { readRawItem } from '../ledger/raw-pages.ts';
import { createTransactionDetailRepo } from './transaction-detail-repo.ts';
import { createTransactionRepo } from './transaction-repo.ts';
import { TransactionService } from './transaction-service.ts';

export function transactionHandlers({ db }: { readonly db: Db }): Pick<Handlers, Extract<keyof Handlers, `transactions.${string}`>> {
  const service = new TransactionService({
    repo: createTransactionRepo(db),
    details: createTransactionDetailRepo(db),
    readRawItem: (pageId, place) => readRawItem(db, pageId, place),
  });
  return {
    'transactions.page': (input) => service.page(input),
    'transactions.count': (input) => service.count(input),
    'transactions.get': ({ id }) => service.get(id),
  };
}
