export { useTransactionActions } from './actions.ts';
export { writeAddress } from './address.ts';
export { transactionQueries } from './queries.ts';
export { RecentTransactions } from './recent-transactions.tsx';
export { TransactionsPage } from './transactions-page.tsx';
