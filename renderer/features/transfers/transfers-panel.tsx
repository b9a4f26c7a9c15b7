import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { TransferState } from '../../../shared/contract/transfers.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RiyalGlyph } from '../../ui/riyal-glyph.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConnectFirst } from '../connections/public.ts';
import { transferQueries } from './queries.ts';
import { TransferRow } from './transfer-row.tsx';
import styles from './transfers-panel.module.css';

const STATES = TransferState.options;

/** Every movement between own accounts: what Mizan found, what the person confirmed, and what they said no to. */
export function TransfersPanel() {
  const t = useT();
  const { params } = useRoute();
  const state = STATES.find((one) => one === params.get('state')) ?? 'found';
  const query = useInfiniteQuery(transferQueries.pages(state));
  const counts = query.data?.pages[0]?.counts;
  const transfers = query.data?.pages.flatMap((page) => page.transfers) ?? [];
  return (
    <Card
      title={t('transfers.title')}
      note={t('transfers.hint')}
      aside={
        <Segmented
          label={t('transfers.states.label')}
          options={STATES.map((id) => ({ id, label: <StateLabel state={id} count={counts?.[id]} /> }))}
          value={state}
          onChange={(next) => navigate(hrefTo('/categories/transfers', { state: next === 'found' ? undefined : next }), { replace: true })}
        />
      }
      padding="flush"
    >
      {query.isPending ? (
        <Skeleton rows={6} rowHeight={56} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : transfers.length === 0 ? (
        <EmptyState
          icon={<Icon of={ArrowLeftRight} size={24} />}
          title={t(`transfers.empty.${state}.title`)}
          body={t(`transfers.empty.${state}.body`)}
          action={<ConnectFirst />}
        />
      ) : (
        <>
          <div className={styles.list}>
            <Heads />
            <ul className={styles.rows} aria-label={t(`transfers.states.${state}`)}>
              {transfers.map((transfer) => (
                <TransferRow key={transfer.id} transfer={transfer} />
              ))}
            </ul>
          </div>
          {query.hasNextPage && (
            <div className={styles.more}>
              <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                {t('transfers.more')}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}

/** For the eye: each row says from where to where it went. */
function Heads() {
  const t = useT();
  return (
    <div className={styles.heads} aria-hidden="true">
      <span>{t('transfers.heads.from')}</span>
      <span className={styles.to}>{t('transfers.heads.to')}</span>
      <span className={styles.amount}>
        <RiyalGlyph /> <bdi>{t('transfers.heads.amount')}</bdi>
      </span>
    </div>
  );
}

function StateLabel({ state, count }: { readonly state: TransferState; readonly count: number | undefined }) {
  const t = useT();
  const format = useFormat();
  return (
    <span className={styles.state}>
      {t(`transfers.states.${state}`)} {count !== undefined && <span className={styles.count}>{format.count(count)}</span>}
    </span>
  );
}
