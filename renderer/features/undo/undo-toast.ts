/** @file The way back after a change: a toast with Undo. */
import { useCallback } from 'react';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';

/** Says what was done, and takes it back when asked to. */
export function useUndoToast(): (text: string, undoToken: string) => void {
  const t = useT();
  return useCallback(
    (text, undoToken) => {
      const takeBack = async () => {
        try {
          await api('undo.run', { token: undoToken });
          showToast({ text: t('common.undo.done') });
        } catch (error) {
          const { code } = failureOf(error);
          showToast({ text: code === 'not_found' ? t('common.undo.tooLate') : t(`errors.${code}.title`), tone: 'warn' });
        }
      };
      showToast({ text, action: { label: t('common.undo.action'), onPress: () => void takeBack() } });
    },
    [t],
  );
}
