import { useQuery } from '@tanstack/react-query';
import { Trash2, Unplug } from 'lucide-react';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { useFormat } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { connectionQueries } from '../connections/public.ts';
import { DisconnectDialog } from './disconnect-dialog.tsx';

export function useErasureActions(): readonly Action[] {
  const format = useFormat();
  const command = useCommand();
  const item = useItem();
  const { data: connections = [] } = useQuery(connectionQueries.list());
  return [
    command('data.delete', () => navigate('/settings/delete'), { icon: Trash2 }),
    ...connections.map((connection) =>
      item({
        id: `bank.disconnect:${connection.id}`,
        group: 'banks',
        key: connection.state === 'disconnected' ? 'commands.item.bankErase' : 'commands.item.bankDisconnect',
        values: { bank: format.bank(connection) },
        words: [connection.bankName, connection.bankNameAr].filter(Boolean).join(' '),
        icon: Unplug,
        isQuiet: true,
        dialog: (onClose) => <DisconnectDialog connection={connection} onClose={onClose} />,
      }),
    ),
  ];
}
