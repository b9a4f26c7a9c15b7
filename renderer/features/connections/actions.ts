import { useQuery } from '@tanstack/react-query';
import { Plus, RefreshCw, RotateCcw } from 'lucide-react';
import type { Connection } from '../../../shared/contract/connections.ts';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { showToast } from '../../ui/toast.tsx';
import { renewHref, useStartFlow } from './mutations.ts';
import { connectionQueries } from './queries.ts';

/** States in which asking the bank again needs no new consent. */
const REFRESHABLE: ReadonlySet<Connection['state']> = new Set(['active', 'expiring', 'error']);

export function useConnectionActions(): readonly Action[] {
  const t = useT();
  const format = useFormat();
  const command = useCommand();
  const item = useItem();
  const { data: connections = [] } = useQuery(connectionQueries.list());
  const flow = useStartFlow();
  const refresh = (connectionId: string) =>
    flow.mutate(
      { request: { purpose: 'sync', connectionId } },
      { onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }) },
    );
  return [
    command('connect.bank', () => navigate('/connect'), { icon: Plus }),
    ...connections.flatMap((connection) => {
      const values = { bank: format.bank(connection) };
      const words = [connection.bankName, connection.bankNameAr].filter(Boolean).join(' ');
      const shared = { group: 'banks', values, words } as const;
      const renew = item({
        ...shared,
        id: `bank.renew:${connection.id}`,
        key: 'commands.item.bankRenew',
        icon: RotateCcw,
        isQuiet: connection.state === 'active',
        run: () => navigate(renewHref(connection.id)),
      });
      if (!REFRESHABLE.has(connection.state) || connection.nextBankSyncAt !== null) return [renew];
      const ask = () => refresh(connection.id);
      return [
        renew,
        item({
          ...shared,
          id: `bank.refresh:${connection.id}`,
          key: 'commands.item.bankRefresh',
          icon: RefreshCw,
          isQuiet: true,
          run: ask,
        }),
      ];
    }),
  ];
}
