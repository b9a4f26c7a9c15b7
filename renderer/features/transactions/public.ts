export { useTransactionActions } from './actions.ts';
export { exportHref, listFilter, writeAddress } from './address.ts';
export { transactionQueries } from './queries.ts';
export { RecentTransactions } from './recent-transactions.tsx';
export { TransactionsPage } from './transactions-page.tsx';
