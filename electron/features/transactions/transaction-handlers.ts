import type { Handlers } from '../../../shared/contract/index.ts';
import type { TransactionService } from './transaction-service.ts';

export function transactionHandlers(service: TransactionService): Pick<Handlers, Extract<keyof Handlers, `transactions.${string}`>> {
  return {
    'transactions.page': (input) => service.page(input),
    'transactions.count': (input) => service.count(input),
    'transactions.get': ({ id }) => service.get(id),
  };
}
