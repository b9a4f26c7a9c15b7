import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import type { FetchLine } from '../../../shared/contract/activity.ts';
import { ERROR_CODES } from '../../../shared/errors.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { connectionQueries } from '../connections/public.ts';
import { ExportButtons } from './export-buttons.tsx';
import styles from './fetch-ledger-card.module.css';
import { activityQueries } from './queries.ts';

const EVERY_BANK = 'all';

/** Everything that was read, line by line; of one bank when the address names it. */
export function FetchLedgerCard() {
  const t = useT();
  const format = useFormat();
  const { params } = useRoute();
  const connectionId = params.get('bank');
  const { data: connections = [] } = useQuery(connectionQueries.list());
  const query = useInfiniteQuery(activityQueries.fetches({ connectionId }));
  const total = query.data?.pages[0]?.total ?? 0;
  const lines = query.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <Card
      title={t('activity.fetch.title')}
      note={total > 0 && t('activity.fetch.total', { count: total })}
      aside={total > 0 && <ExportButtons scope={{ connectionId }} />}
      padding="flush"
    >
      {connections.length > 1 && (
        <div className={styles.filter}>
          <Segmented
            label={t('activity.fetch.bank')}
            options={[
              { id: EVERY_BANK, label: t('activity.fetch.everyBank') },
              ...connections.map((connection) => ({ id: connection.id, label: format.bank(connection) })),
            ]}
            value={connectionId ?? EVERY_BANK}
            onChange={(id) =>
              navigate(hrefTo('/activity', { view: 'fetches', bank: id === EVERY_BANK ? undefined : id }), { replace: true })
            }
          />
        </div>
      )}
      {query.isPending ? (
        <Skeleton rows={10} rowHeight={36} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : lines.length === 0 ? (
        <EmptyState icon={<Icon of={ReceiptText} size={24} />} title={t('activity.fetch.empty')} body={t('activity.fetch.emptyBody')} />
      ) : (
        <>
          <Lines lines={lines} />
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

function Lines({ lines }: { readonly lines: readonly FetchLine[] }) {
  const t = useT();
  const format = useFormat();
  const outcomeOf = ({ outcome }: FetchLine): string => {
    if (outcome === 'ok') return t('activity.fetch.ok');
    const code = ERROR_CODES.find((known) => known === outcome);
    return code === undefined ? outcome : t(`errors.${code}.title`);
  };
  return (
    <div className={styles.lines}>
      <Table
        caption={t('activity.fetch.title')}
        columns={(['id', 'at', 'call', 'account', 'outcome', 'bytes', 'digest'] as const).map((id) => ({
          id,
          label: t(`activity.fetch.column.${id}`),
          kind: id === 'bytes' ? 'amount' : 'text',
        }))}
        rows={lines.map((line) => ({
          id: String(line.id),
          cells: {
            id: format.count(line.id),
            at: format.asOf(line.at),
            call: (
              <code dir="ltr" className={styles.call}>
                {line.method} {line.endpoint}
              </code>
            ),
            account: line.accountName === null ? '' : <bdi className={styles.account}>{line.accountName}</bdi>,
            outcome: outcomeOf(line),
            bytes: format.count(line.bytes),
            digest: line.digest === null ? '' : <code dir="ltr">{line.digest.slice(0, 8)}</code>,
          },
        }))}
      />
    </div>
  );
}
