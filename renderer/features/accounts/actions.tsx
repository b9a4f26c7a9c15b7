import { useQuery } from '@tanstack/react-query';
import { Eye, EyeOff, Landmark, Pencil, Trash2 } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { type Action, useItem } from '../../lib/actions.ts';
import { useFormat } from '../../lib/format.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { ForgetAccountDialog } from '../erasure/public.ts';
import { useUpdateAccount } from './mutations.ts';
import { accountQueries } from './queries.ts';
import { RenameDialog } from './rename-dialog.tsx';

export function useAccountActions(): readonly Action[] {
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  const format = useFormat();
  const item = useItem();
  const update = useUpdateAccount();
  return accounts.flatMap((account) => {
    const last4 = account.numberLast4 ?? account.ibanLast4;
    const shared = {
      group: 'accounts',
      values: { name: account.name },
      detail: last4 === null ? format.bank(account) : `${format.bank(account)} · ${format.lastDigits(last4)}`,
      words: searchedWords(account),
    } as const;
    return [
      item({
        ...shared,
        id: `account.open:${account.id}`,
        key: 'commands.item.accountOpen',
        icon: Landmark,
        isQuiet: account.isHidden,
        run: () => navigate(hrefTo(`/accounts/${encodeURIComponent(account.id)}`)),
      }),
      item({
        ...shared,
        id: `account.rename:${account.id}`,
        key: 'commands.item.accountRename',
        icon: Pencil,
        isQuiet: true,
        dialog: (onClose) => <RenameDialog account={account} onClose={onClose} />,
      }),
      item({
        ...shared,
        id: `account.hide:${account.id}`,
        key: account.isHidden ? 'commands.item.accountShow' : 'commands.item.accountHide',
        icon: account.isHidden ? Eye : EyeOff,
        isQuiet: true,
        run: () => update.mutate({ id: account.id, isHidden: !account.isHidden }),
      }),
      item({
        ...shared,
        id: `account.forget:${account.id}`,
        key: 'commands.item.accountForget',
        icon: Trash2,
        isQuiet: true,
        dialog: (onClose) => <ForgetAccountDialog account={account} onClose={onClose} />,
      }),
    ];
  });
}

/** By its last digits, its bank in either language and what the bank calls it. */
function searchedWords(account: Account): string {
  const { bankName, bankNameAr, bankLabel, numberLast4, ibanLast4, currency } = account;
  return [bankName, bankNameAr, bankLabel, numberLast4, ibanLast4, currency].filter(Boolean).join(' ');
}
