import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { RecentSkeleton } from '../transactions/public.ts';
import styles from './overview-page.module.css';
import skeleton from './overview-skeleton.module.css';

/** The page's cards at their final height: titles stand, figures come. */
export function OverviewSkeleton() {
  const t = useT();
  return (
    <div className={styles.grid}>
      <div className={styles.main}>
        <Card>
          <div className={skeleton.net}>
            <p className={skeleton.label}>{t('overview.net.title')}</p>
            <div className={skeleton.figure}>
              <Skeleton rows={1} rowHeight={40} />
            </div>
            <div className={skeleton.axes} aria-hidden="true">
              <span />
              <span />
              <span />
              <span />
              <span />
            </div>
          </div>
        </Card>
        <div className={styles.accounts}>
          <Card title={t('overview.accounts.title')} padding="flush">
            <Skeleton rows={6} rowHeight={46} />
          </Card>
        </div>
      </div>
      <div className={styles.side}>
        <Card title={t('overview.attention.title')} padding="flush">
          <Skeleton rows={2} rowHeight={55} />
        </Card>
        <Card title={t('overview.month.title_gregorian')}>
          <Skeleton rows={2} rowHeight={60} />
        </Card>
      </div>
      <div className={styles.recent}>
        <Card title={t('overview.recent.title')} padding="flush">
          <div className={skeleton.recent}>
            <RecentSkeleton rows={5} />
          </div>
        </Card>
      </div>
    </div>
  );
}
