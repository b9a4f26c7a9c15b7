import { type FormEvent, useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { accountsContract } from '../../../shared/contract/accounts.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useUpdateAccount } from './mutations.ts';

export type RenameDialogProps = { readonly account: Account; readonly onClose: () => void };

/** Gives an account a name of one's own; an empty one brings the bank's back. */
export function RenameDialog({ account, onClose }: RenameDialogProps) {
  const t = useT();
  const [name, setName] = useState(account.name);
  const update = useUpdateAccount();
  const input = { id: account.id, name: name.trim() === '' ? null : name };
  const isValid = accountsContract['accounts.update'].input.safeParse(input).success;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) update.mutate(input, { onSuccess: onClose });
  };
  const failure = update.isError ? failureOf(update.error) : undefined;
  const problem = !isValid ? t('accounts.rename.tooLong', { most: 80 }) : failure && t(`errors.${failure.code}.title`);
  return (
    <Dialog
      title={t('accounts.rename.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('accounts.rename.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!isValid}
            isPending={update.isPending}
            onPress={() => update.mutate(input, { onSuccess: onClose })}
          >
            {t('accounts.rename.save')}
          </Button>
        </>
      }
    >
      <form onSubmit={onSubmit}>
        <TextField
          label={t('accounts.rename.label')}
          value={name}
          onChange={setName}
          description={t('accounts.rename.hint', { name: account.bankLabel })}
          error={problem}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
