import { Ellipsis, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ForgetAccountDialog } from '../erasure/public.ts';
import { useUpdateAccount } from './mutations.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** What a person may do with an account: name it, hide it, show it again. */
export function AccountActions({ account }: { readonly account: Account }) {
  const t = useT();
  const [isRenaming, setIsRenaming] = useState(false);
  const [isForgetting, setIsForgetting] = useState(false);
  const update = useUpdateAccount();
  const setHidden = (isHidden: boolean) =>
    update.mutate(
      { id: account.id, isHidden },
      { onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }) },
    );
  return (
    <>
      <MenuButton
        label={t('accounts.row.actions', { name: account.name })}
        icon={<Icon of={Ellipsis} />}
        actions={[
          { id: 'rename', label: t('accounts.rename.action'), icon: <Icon of={Pencil} />, onAction: () => setIsRenaming(true) },
          account.isHidden
            ? { id: 'unhide', label: t('accounts.unhide'), icon: <Icon of={Eye} />, onAction: () => setHidden(false) }
            : { id: 'hide', label: t('accounts.hide'), icon: <Icon of={EyeOff} />, onAction: () => setHidden(true) },
          { id: 'forget', label: t('erasure.account.menu'), icon: <Icon of={Trash2} />, onAction: () => setIsForgetting(true) },
        ]}
      />
      {isForgetting && <ForgetAccountDialog account={account} onClose={() => setIsForgetting(false)} />}
      {isRenaming && <RenameDialog account={account} onClose={() => setIsRenaming(false)} />}
    </>
  );
}
