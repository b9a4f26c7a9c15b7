import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { ChosenBackup } from '../../../shared/contract/backups.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button, type ButtonVariant } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useChooseBackup } from './mutations.ts';
import { RestoreDialog } from './restore-dialog.tsx';

/** Wherever a person may want their data back: in the settings, at the first start, and where the store does not open. */
export function RestoreButton({ variant = 'secondary' }: { readonly variant?: ButtonVariant }) {
  const t = useT();
  const [file, setFile] = useState<ChosenBackup | null>(null);
  const choose = useChooseBackup();
  const open = () =>
    choose.mutate(undefined, {
      onSuccess: setFile,
      onError: (error) => {
        const { code } = failureOf(error);
        showToast({ text: `${t(`errors.${code}.title`)}. ${t(`errors.${code}.next`)}`, tone: 'warn' });
      },
    });
  return (
    <>
      <Button variant={variant} icon={<Icon of={FolderOpen} />} onPress={open} isPending={choose.isPending}>
        {t('backups.restore.choose')}
      </Button>
      {file && <RestoreDialog file={file} onClose={() => setFile(null)} />}
    </>
  );
}
