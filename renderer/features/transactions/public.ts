export { useTransactionActions } from './actions.ts';
export { exportHref, listOf, readAddress, writeAddress } from './address.ts';
export { transactionQueries } from './queries.ts';
export { RecentSkeleton, RecentTransactions } from './recent-transactions.tsx';
export { TransactionsPage } from './transactions-page.tsx';
export { UndoHost } from './undo-host.tsx';
