import { Search } from 'lucide-react';
import { type Action, useCommand } from '../../lib/actions.ts';
import { navigate } from '../../lib/router.ts';
import { focusSearch } from './search-focus.ts';

export function useTransactionActions(): readonly Action[] {
  const command = useCommand();
  return [
    command(
      'transactions.search',
      () => {
        if (!window.location.hash.startsWith('#/transactions')) navigate('/transactions');
        focusSearch();
      },
      { icon: Search },
    ),
  ];
}
