import { Archive, ArchiveRestore, Download, Ellipsis, Eye, EyeOff, type LucideIcon, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { type MenuAction, MenuButton } from '../../ui/menu-button.tsx';
import { ForgetAccountDialog } from '../erasure/public.ts';
import { exportHref, writeAddress } from '../transactions/public.ts';
import { useSetAside } from './mutations.ts';
import { RenameDialog } from './rename-dialog.tsx';

export type AccountActionsProps = {
  readonly account: Account;
  /** What its place in a list allows. */
  readonly moves?: readonly MenuAction[];
};

/** What a person may do with an account: name it, put it aside, take it back, have its transactions as a file. */
export function AccountActions({ account, moves = [] }: AccountActionsProps) {
  const t = useT();
  const [dialog, setDialog] = useState<'rename' | 'forget'>();
  const setAside = useSetAside();
  const { id, name, isHidden, archivedBy } = account;
  const item = (action: string, label: string, icon: LucideIcon, onAction: () => void): MenuAction => ({
    id: action,
    label,
    icon: <Icon of={icon} />,
    onAction,
  });
  return (
    <>
      <MenuButton
        label={t('accounts.row.actions', { name })}
        icon={<Icon of={Ellipsis} />}
        actions={[
          item('rename', t('accounts.rename.action'), Pencil, () => setDialog('rename')),
          ...moves,
          item('export', t('accounts.export'), Download, () => navigate(exportHref(writeAddress({ accountIds: [id] })))),
          isHidden
            ? item('unhide', t('accounts.unhide'), Eye, () => setAside(id, { isHidden: false }, t('accounts.hidden.undone', { name })))
            : item('hide', t('accounts.hide'), EyeOff, () => setAside(id, { isHidden: true }, t('accounts.hidden.done', { name }))),
          // What the bank no longer lists is no choice of the person's.
          ...(archivedBy === 'person'
            ? [
                item('unarchive', t('accounts.unarchive'), ArchiveRestore, () =>
                  setAside(id, { isArchived: false }, t('accounts.archived.undone', { name })),
                ),
              ]
            : []),
          ...(archivedBy === null
            ? [
                item('archive', t('accounts.archive'), Archive, () =>
                  setAside(id, { isArchived: true }, t('accounts.archived.done', { name })),
                ),
              ]
            : []),
          { ...item('forget', t('erasure.account.menu'), Trash2, () => setDialog('forget')), isApart: true },
        ]}
      />
      {dialog === 'forget' && <ForgetAccountDialog account={account} onClose={() => setDialog(undefined)} />}
      {dialog === 'rename' && <RenameDialog account={account} onClose={() => setDialog(undefined)} />}
    </>
  );
}
