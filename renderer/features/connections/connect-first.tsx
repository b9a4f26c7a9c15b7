import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { connectionQueries } from './queries.ts';

/** The one step where nothing is there because no bank is connected; else nothing. */
export function ConnectFirst() {
  const t = useT();
  const { data: connections } = useQuery(connectionQueries.list());
  if (connections?.length !== 0) return null;
  return (
    <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
      {t('connections.list.connect')}
    </ButtonLink>
  );
}
