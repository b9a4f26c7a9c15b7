import { Download, ListChecks } from 'lucide-react';
import { type Action, useItem } from '../../lib/actions.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { useExport } from './mutations.ts';

export function useActivityActions(): readonly Action[] {
  const item = useItem();
  const exported = useExport({ connectionId: null });
  return [
    item({
      id: 'activity.fetches',
      group: 'go',
      key: 'commands.item.fetches',
      icon: ListChecks,
      isQuiet: true,
      run: () => navigate(hrefTo('/activity', { view: 'fetches' })),
    }),
    ...(['csv', 'json'] as const).map((format) =>
      item({
        id: `activity.export:${format}`,
        group: 'data',
        key: `commands.item.exportLedger_${format}`,
        icon: Download,
        isQuiet: true,
        run: () => exported.mutate(format),
      }),
    ),
  ];
}
