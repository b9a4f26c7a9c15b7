import { useQuery } from '@tanstack/react-query';
import { Bookmark, Search, Undo2 } from 'lucide-react';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { navigate } from '../../lib/router.ts';
import { useUndo } from './mutations.ts';
import { viewQueries } from './queries.ts';
import { focusSearch } from './search-focus.ts';
import { openView } from './views-menu.tsx';

export function useTransactionActions(): readonly Action[] {
  const command = useCommand();
  const item = useItem();
  const { mutate: undo } = useUndo();
  const { data: views = [] } = useQuery(viewQueries.list());
  return [
    command(
      'transactions.search',
      () => {
        if (!window.location.hash.startsWith('#/transactions')) navigate('/transactions');
        focusSearch();
      },
      { icon: Search },
    ),
    item({
      id: 'transactions.undo',
      group: 'data',
      key: 'transactions.actions.undo',
      icon: Undo2,
      isQuiet: true,
      run: () => undo(null),
    }),
    ...views.map((view) =>
      item({
        id: `view.open:${view.id}`,
        group: 'go',
        key: 'transactions.actions.view',
        values: { name: view.name },
        icon: Bookmark,
        run: () => openView(view),
      }),
    ),
  ];
}
