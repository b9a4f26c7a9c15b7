import { useQuery } from '@tanstack/react-query';
import { FileText } from 'lucide-react';
import { type Action, useItem } from '../../lib/actions.ts';
import { useFormat } from '../../lib/format.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { connectionQueries } from '../connections/public.ts';

export function useConsentActions(): readonly Action[] {
  const item = useItem();
  const format = useFormat();
  const { data: connections = [] } = useQuery(connectionQueries.list());
  return connections.map((connection) =>
    item({
      id: `bank.consent:${connection.id}`,
      group: 'banks',
      key: 'commands.item.bankConsent',
      values: { bank: format.bank(connection) },
      words: [connection.bankName, connection.bankNameAr].filter(Boolean).join(' '),
      icon: FileText,
      isQuiet: true,
      run: () => navigate(hrefTo('/consents', { bank: connection.id })),
    }),
  );
}
