import { useQuery } from '@tanstack/react-query';
import { Landmark, Plus } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConnectionRow } from './connection-row.tsx';
import { connectionQueries } from './queries.ts';

/** Every connected bank: state, end of the consent, both times, and a refresh that reaches the bank. */
export function ConnectionList() {
  const t = useT();
  const connections = useQuery(connectionQueries.list());
  if (connections.isError) {
    return (
      <Card>
        <ErrorState error={connections.error} onRetry={() => void connections.refetch()} isRetrying={connections.isFetching} />
      </Card>
    );
  }
  const list = connections.data;
  const connect = (
    <ButtonLink
      href={hrefTo('/connect')}
      {...(list?.length === 0 ? { variant: 'primary', size: 'lg' } : { size: 'sm', icon: <Icon of={Plus} /> })}
    >
      {t('connections.list.connect')}
    </ButtonLink>
  );
  if (list?.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Icon of={Landmark} size={24} />}
          title={t('connections.list.emptyTitle')}
          body={t('connections.list.emptyBody')}
          action={connect}
        />
      </Card>
    );
  }
  return (
    <Card
      title={t('connections.list.title')}
      {...(list ? { note: t('connections.list.count', { count: list.length }) } : {})}
      aside={connect}
      padding="flush"
    >
      {list ? (
        list.map((connection) => <ConnectionRow key={connection.id} connection={connection} />)
      ) : (
        <Skeleton rows={3} rowHeight={88} />
      )}
    </Card>
  );
}
