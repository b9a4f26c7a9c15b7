import { Link } from 'react-aria-components';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { DateText } from '../../ui/date-text.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccountLabel } from '../accounts/public.ts';
import { type Categories, useCategories } from '../categories/public.ts';
import { writeAddress } from './address.ts';
import styles from './recent-transactions.module.css';
import { TransactionIcon } from './transaction-icon.tsx';

export type RecentTransactionsProps = {
  readonly rows: readonly TransactionRow[];
  /** To tell accounts of one name apart; leave out where all rows are of one account. */
  readonly accounts?: readonly Account[];
  /** How many are shown in windows below 1680; the rest comes with a third column. */
  readonly isTall?: boolean;
};

/** As high as the rows will be; see the module's styles. */
export function RecentSkeleton({ rows }: { readonly rows: number }) {
  const { language } = usePreferences();
  return <Skeleton rows={rows} rowHeight={language === 'ar' ? 50 : 42} />;
}

/** The newest transactions, each a link to the list with its drawer open. */
export function RecentTransactions({ rows, accounts, isTall = false }: RecentTransactionsProps) {
  const categories = useCategories();
  return (
    <ul className={isTall ? styles.tall : styles.list}>
      {rows.map((row) => (
        <RecentRow
          key={row.id}
          row={row}
          account={accounts?.find((account) => account.id === row.accountId)}
          hasAccount={accounts !== undefined}
          categories={categories}
        />
      ))}
    </ul>
  );
}

type RecentRowProps = {
  readonly row: TransactionRow;
  readonly account: Account | undefined;
  readonly hasAccount: boolean;
  readonly categories: Categories;
};

function RecentRow({ row, account, hasAccount, categories }: RecentRowProps) {
  const t = useT();
  const format = useFormat();
  const last4 = account?.numberLast4 ?? account?.ibanLast4;
  return (
    <li className={styles.item}>
      <Link className={styles.row ?? ''} href={writeAddress({ openId: row.id })} data-copy="row">
        <span className={styles.icon}>
          <TransactionIcon row={row} categories={categories} />
        </span>
        <span className={styles.words}>
          <bdi className={styles.title}>{format.words(row.title)}</bdi>
          <span className={styles.second}>
            {hasAccount ? <AccountLabel name={row.accountName} last4={last4} /> : <span>{t(`transactions.kinds.${row.kind}`)}</span>}
          </span>
        </span>
        <span className={styles.day}>
          <DateText day={row.day} style="relative" />
          {row.isPending && <span>{t('overview.recent.pending')}</span>}
        </span>
        <span className={styles.amount}>
          <AmountText money={{ minor: row.amountMinor, currency: row.currency }} signed tone={row.isPending ? 'muted' : 'auto'} />
        </span>
      </Link>
    </li>
  );
}
