import type { AccountDetail, AccountStatistics } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Link } from '../../ui/link.tsx';
import { writeAddress } from '../transactions/public.ts';
import styles from './account-statistics.module.css';
import { type Fact, FactList } from './fact-list.tsx';

/** What is usual for the account, over its last complete months. */
export function AccountStatisticsCard({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const { statistics } = account;
  if (statistics === null) {
    return (
      <Card title={t('accounts.statistics.title')}>
        <p className={styles.words}>{t('accounts.statistics.none')}</p>
      </Card>
    );
  }
  const { months, fromDay, toDay } = statistics;
  return (
    <Card title={t('accounts.statistics.title')} note={t('accounts.statistics.months', { count: months })}>
      <FactList facts={factsOf(account, statistics, t, format)} />
      <p className={styles.note}>
        {format.range(fromDay, toDay)}. {t('accounts.statistics.note')}
      </p>
    </Card>
  );
}

function factsOf(
  { id, currency }: AccountDetail,
  { averageInMinor, averageOutMinor, largestIn, largestOut, count }: AccountStatistics,
  t: ReturnType<typeof useT>,
  format: ReturnType<typeof useFormat>,
): Fact[] {
  const money = (minor: number) => <AmountText money={{ minor, currency }} signed />;
  const largest = (row: AccountStatistics['largestIn']) =>
    row === null ? (
      <span className={styles.words}>{t('accounts.statistics.nothing')}</span>
    ) : (
      <span className={styles.row}>
        {money(row.amountMinor)}
        <Link href={writeAddress({ accountIds: [id], openId: row.id })}>
          <bdi className={styles.name}>{row.title}</bdi>
        </Link>
        <span className={styles.day}>{format.day(row.day)}</span>
      </span>
    );
  return [
    { id: 'in', label: t('accounts.statistics.averageIn'), value: money(averageInMinor) },
    { id: 'out', label: t('accounts.statistics.averageOut'), value: money(averageOutMinor) },
    { id: 'largestIn', label: t('accounts.statistics.largestIn'), value: largest(largestIn) },
    { id: 'largestOut', label: t('accounts.statistics.largestOut'), value: largest(largestOut) },
    { id: 'count', label: t('accounts.statistics.count'), value: <span data-figures>{format.count(count)}</span> },
  ];
}
