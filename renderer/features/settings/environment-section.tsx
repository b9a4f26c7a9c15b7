import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Environment } from '../../../shared/contract/environments.ts';
import { useItem, usePageActions } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EnvironmentForm } from './environment-form.tsx';
import { EnvironmentRow } from './environment-row.tsx';
import { environmentQueries } from './queries.ts';

/** `new`, or the id of the one being changed. */
type Editing = string | null;

export function EnvironmentSection() {
  const t = useT();
  const environments = useQuery(environmentQueries.list());
  const [editing, setEditing] = useState<Editing>(null);
  const item = useItem();
  const add = () => setEditing('new');
  usePageActions([item({ id: 'environment.add', group: 'page', key: 'settings.environment.add', icon: Plus, run: add })]);
  if (environments.isError) {
    return (
      <Card>
        <ErrorState error={environments.error} onRetry={() => void environments.refetch()} isRetrying={environments.isFetching} />
      </Card>
    );
  }
  const edited = environments.data?.find((environment) => environment.id === editing);
  return (
    <>
      <Card
        title={t('settings.environment.listTitle')}
        padding="flush"
        aside={
          <Button size="sm" icon={<Icon of={Plus} />} onPress={add} isDisabled={editing === 'new'}>
            {t('settings.environment.add')}
          </Button>
        }
      >
        <EnvironmentRows environments={environments.data} onEdit={setEditing} />
      </Card>
      {editing !== null && <EnvironmentForm key={editing} environment={edited} onClose={() => setEditing(null)} />}
      <Banner tone="neutral" title={t('settings.environment.separateTitle')}>
        {t('settings.environment.separateBody')}
      </Banner>
    </>
  );
}

type EnvironmentRowsProps = { readonly environments: readonly Environment[] | undefined; readonly onEdit: (id: string) => void };

function EnvironmentRows({ environments, onEdit }: EnvironmentRowsProps) {
  if (!environments) return <Skeleton rows={2} rowHeight={72} />;
  return environments.map((environment) => (
    <EnvironmentRow key={environment.id} environment={environment} onEdit={() => onEdit(environment.id)} />
  ));
}
