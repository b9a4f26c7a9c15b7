import { useInfiniteQuery } from '@tanstack/react-query';
import { Activity, CircleAlert, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import { Link } from 'react-aria-components';
import type { ActivityRun } from '../../../shared/contract/activity.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Exact } from '../../ui/exact.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConnectFirst } from '../connections/public.ts';
import { activityQueries } from './queries.ts';
import { useRunSummary } from './run-summary.ts';
import styles from './runs-card.module.css';

export function RunsCard({ openRun }: { readonly openRun: number | undefined }) {
  const t = useT();
  const query = useInfiniteQuery(activityQueries.runs());
  const runs = query.data?.pages.flatMap((page) => page.runs) ?? [];
  return (
    <Card title={t('activity.runs.title')} padding="flush">
      {query.isPending ? (
        <Skeleton rows={8} rowHeight={46} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : runs.length === 0 ? (
        <EmptyState
          icon={<Icon of={Activity} size={24} />}
          title={t('activity.runs.empty')}
          body={t('activity.runs.emptyBody')}
          action={<ConnectFirst />}
        />
      ) : (
        <>
          <ul className={styles.runs}>
            {runs.map((run) => (
              <li key={run.id}>
                <RunLine run={run} isOpen={run.id === openRun} />
              </li>
            ))}
          </ul>
          {query.hasNextPage && (
            <p className={styles.more}>
              <Button variant="quiet" onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                {t('activity.more')}
              </Button>
            </p>
          )}
        </>
      )}
    </Card>
  );
}

const MARKS: Readonly<Record<NonNullable<ActivityRun['outcome']> | 'running', LucideIcon>> = {
  ok: CircleCheck,
  partial: CircleAlert,
  failed: CircleX,
  cancelled: CircleDashed,
  running: CircleDashed,
};

function RunLine({ run, isOpen }: { readonly run: ActivityRun; readonly isOpen: boolean }) {
  const t = useT();
  const format = useFormat();
  const outcome = run.outcome ?? 'running';
  return (
    <Link
      href={hrefTo('/activity', { run: String(run.id) })}
      className={cx(styles.run, isOpen && styles.open)}
      {...(isOpen ? { 'aria-current': 'true' as const } : {})}
    >
      <span className={cx(styles.mark, styles[outcome])}>
        <Icon of={MARKS[outcome]} />
      </span>
      <span className={styles.when} data-figures>
        <Exact exact={format.exactly(run.startedAt)}>
          <bdi>{format.relativeDay(format.dayOf(run.startedAt))}</bdi> <bdi>{format.time(run.startedAt)}</bdi>
        </Exact>
      </span>
      <span className={styles.trigger}>{t(`activity.trigger.${run.trigger}`)}</span>
      <span className={styles.summary}>{useRunSummary(run)}</span>
      <span className={styles.outcome}>{t(`activity.outcome.${outcome}`)}</span>
    </Link>
  );
}
