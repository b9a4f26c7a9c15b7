import { useQuery } from '@tanstack/react-query';
import { Plus, ShieldCheck, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { ConsentGroup, ConsentTimeline } from '../../../shared/contract/consents.ts';
import { useItem, usePageActions } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo, navigate, useRoute } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConsentLanes } from './consent-lanes.tsx';
import { ConsentLegend } from './consent-legend.tsx';
import { ConsentPanel } from './consent-panel.tsx';
import { ConsentTable } from './consent-table.tsx';
import styles from './consents-page.module.css';
import { consentQueries } from './queries.ts';
import { useTimelineSentence } from './use-timeline-sentence.ts';

/** Every consent over time, and the data held under it; the chosen bank is the address. */
export function ConsentsPage() {
  const t = useT();
  const { params } = useRoute();
  const query = useQuery(consentQueries.timeline());
  const groups = query.data?.groups ?? [];
  const chosen = groups.find((group) => group.connectionId === params.get('bank'));
  const choose = (id: string | undefined) => navigate(hrefTo('/consents', { bank: id }), { replace: true });
  return (
    <Page
      title={t('consents.title')}
      note={groups.length > 0 && <Counts groups={groups} />}
      aside={
        groups.length > 0 && (
          <ButtonLink href={hrefTo('/connect')} icon={<Icon of={Plus} />}>
            {t('consents.connect')}
          </ButtonLink>
        )
      }
      drawer={chosen && <ConsentPanel key={chosen.connectionId} group={chosen} onClose={() => choose(undefined)} />}
    >
      {query.isPending ? (
        <Card padding="flush">
          <Skeleton rows={6} rowHeight={46} />
        </Card>
      ) : query.isError ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        </Card>
      ) : groups.length === 0 ? (
        <Empty />
      ) : (
        <Ready timeline={query.data} chosenId={chosen?.connectionId} onChoose={choose} />
      )}
    </Page>
  );
}

type ReadyProps = {
  readonly timeline: ConsentTimeline;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
};

function Ready({ timeline, chosenId, onChoose }: ReadyProps) {
  const t = useT();
  const [isTable, setIsTable] = useState(false);
  const sentence = useTimelineSentence(timeline);
  const item = useItem();
  const flip = () => setIsTable(!isTable);
  const key = isTable ? 'consents.view.asLanes' : 'consents.view.asTable';
  usePageActions([item({ id: 'consents.view', group: 'page', key, icon: Table2, run: flip })]);
  return (
    <>
      {isTable ? (
        <Card padding="flush">
          <div className={styles.table}>
            <ConsentTable timeline={timeline} chosenId={chosenId} />
          </div>
        </Card>
      ) : (
        <>
          <ConsentLegend />
          <ConsentLanes timeline={timeline} chosenId={chosenId} onChoose={onChoose} />
        </>
      )}
      <p className={styles.sentence}>
        {sentence} <Link onPress={flip}>{t(key)}</Link>
      </p>
    </>
  );
}

const ENDED: readonly ConsentGroup['state'][] = ['expired', 'disconnected', 'reconnect_required'];

function Counts({ groups }: { readonly groups: readonly ConsentGroup[] }) {
  const t = useT();
  const ended = groups.filter((group) => ENDED.includes(group.state)).length;
  const ending = groups.filter((group) => group.state === 'expiring').length;
  const parts = [
    t('consents.active', { count: groups.length - ended }),
    ...(ending > 0 ? [t('consents.ending', { count: ending })] : []),
    ...(ended > 0 ? [t('consents.ended', { count: ended })] : []),
  ];
  return parts.join(' · ');
}

function Empty() {
  const t = useT();
  return (
    <Card>
      <EmptyState
        icon={<Icon of={ShieldCheck} size={24} />}
        title={t('consents.empty.title')}
        body={t('consents.empty.body')}
        action={
          <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
            {t('consents.connect')}
          </ButtonLink>
        }
      />
    </Card>
  );
}
