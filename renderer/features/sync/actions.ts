import { useQuery } from '@tanstack/react-query';
import { CircleStop, RefreshCw } from 'lucide-react';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { useCancelSync, useStartSync } from './mutations.ts';
import { syncQueries } from './queries.ts';

export function useSyncActions(): readonly Action[] {
  const command = useCommand();
  const item = useItem();
  const { data: status } = useQuery(syncQueries.status());
  const start = useStartSync();
  const cancel = useCancelSync();
  const isRunning = start.isPending || status?.isRunning === true;
  const sync = command(
    'sync.now',
    () => {
      if (!isRunning) start.mutate();
    },
    { icon: RefreshCw },
  );
  if (!isRunning) return [sync];
  return [sync, item({ id: 'sync.stop', group: 'data', key: 'commands.item.syncStop', icon: CircleStop, run: () => cancel.mutate() })];
}
