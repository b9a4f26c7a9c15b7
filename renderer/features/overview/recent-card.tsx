import type { Overview } from '../../../shared/contract/overview.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Card } from '../../ui/card.tsx';
import { Link } from '../../ui/link.tsx';
import { RecentTransactions } from '../transactions/public.ts';
import styles from './recent-card.module.css';

/** The newest transactions over all accounts, and how many of the last weeks nobody has looked at. */
export function RecentCard({ overview }: { readonly overview: Overview }) {
  const t = useT();
  const format = useFormat();
  const { count, sinceDay } = overview.unreviewed;
  return (
    <Card title={t('overview.recent.title')} aside={<Link href={hrefTo('/transactions')}>{t('overview.recent.all')}</Link>} padding="flush">
      {overview.recent.length === 0 ? (
        <p className={styles.none}>{t('overview.recent.none')}</p>
      ) : (
        <RecentTransactions rows={overview.recent} accounts={overview.accounts} />
      )}
      {count > 0 && (
        <p className={styles.review}>
          <Link href={hrefTo('/transactions', { unreviewed: '1', from: sinceDay })}>
            {t('overview.recent.unreviewed', { count, date: format.day(sinceDay) })}
          </Link>
        </p>
      )}
    </Card>
  );
}
