import { useQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useState } from 'react';
import type { Overview, OverviewRange } from '../../../shared/contract/overview.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { useSyncView } from '../sync/public.ts';
import { AccountsCard } from './accounts-card.tsx';
import { AttentionCard } from './attention-card.tsx';
import { MonthCard } from './month-card.tsx';
import { NetPositionCard } from './net-position-card.tsx';
import styles from './overview-page.module.css';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { FIRST_RANGE, overviewQueries } from './queries.ts';
import { RecentCard } from './recent-card.tsx';

/** Everything at one look: what there is, how old it is, what needs the person. */
export function OverviewPage() {
  const t = useT();
  const format = useFormat();
  const [range, setRange] = useState<OverviewRange>(FIRST_RANGE);
  const query = useQuery(overviewQueries.get(range));
  return (
    <Page title={t('overview.title')} aside={<span>{format.bothCalendars(format.today, 'full')}</span>}>
      {query.isPending ? (
        <OverviewSkeleton />
      ) : query.isError ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        </Card>
      ) : query.data.accounts.length === 0 ? (
        <NothingYet />
      ) : (
        <Ready overview={query.data} range={range} onRange={setRange} />
      )}
    </Page>
  );
}

type ReadyProps = { readonly overview: Overview; readonly range: OverviewRange; readonly onRange: (range: OverviewRange) => void };

function Ready({ overview, range, onRange }: ReadyProps) {
  const sync = useSyncView();
  return (
    <div className={styles.grid}>
      <div className={styles.main}>
        <NetPositionCard overview={overview} range={range} onRange={onRange} sync={sync} />
        <div className={styles.accounts}>
          <AccountsCard overview={overview} />
        </div>
      </div>
      <div className={styles.side}>
        <AttentionCard items={overview.attention} accounts={overview.accounts} />
        <MonthCard month={overview.month} />
      </div>
      <div className={styles.recent}>
        <RecentCard overview={overview} />
      </div>
    </div>
  );
}

function NothingYet() {
  const t = useT();
  return (
    <Card>
      <div className={styles.nothing}>
        <EmptyState
          icon={<Icon of={Landmark} size={24} />}
          title={t('overview.empty.title')}
          body={t('overview.empty.body')}
          action={
            <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
              {t('overview.empty.action')}
            </ButtonLink>
          }
        />
      </div>
    </Card>
  );
}
