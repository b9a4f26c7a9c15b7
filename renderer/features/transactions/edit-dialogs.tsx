import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MAX_NOTE } from '../../../shared/contract/transaction-edits.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CategoryPicker } from '../categories/public.ts';
import { AlwaysCategoriseDialog } from '../rules/public.ts';
import styles from './edit-dialogs.module.css';
import { transactionQueries } from './queries.ts';
import { TagPicker } from './tag-picker.tsx';
import type { OpenDialog, RowActions, Subject } from './use-row-actions.ts';

/** What C, T and N open, about one row or many, and A about one. */
export function EditDialogs({ actions, onManageTags }: { readonly actions: RowActions; readonly onManageTags: () => void }) {
  const { dialog } = actions;
  if (!dialog) return null;
  const props = { subject: dialog.subject, actions };
  if (dialog.kind === 'always')
    return dialog.subject.row && <AlwaysCategoriseDialog transactionId={dialog.subject.row.id} onClose={actions.closeDialog} />;
  if (dialog.kind === 'category') return <CategoryDialog {...props} />;
  if (dialog.kind === 'tags') return <TagsDialog {...props} onManage={onManageTags} />;
  return <NoteDialog {...props} />;
}

type EditDialogProps = { readonly subject: Subject; readonly actions: RowActions };

function useTitle(kind: Exclude<OpenDialog['kind'], 'always'>, { count, row }: Subject): string {
  const t = useT();
  return row ? t(`transactions.dialog.${kind}`, { title: row.title }) : t(`transactions.dialog.${kind}Many`, { count });
}

function CategoryDialog({ subject, actions }: EditDialogProps) {
  const t = useT();
  return (
    <Dialog
      title={useTitle('category', subject)}
      isOpen
      onClose={actions.closeDialog}
      footer={
        <Button variant="equal" onPress={actions.closeDialog}>
          {t('common.cancel')}
        </Button>
      }
    >
      <p>{t('transactions.dialog.categoryHint')}</p>
      <div className={styles.picker}>
        <CategoryPicker
          kind="one"
          value={subject.row?.categoryId ?? null}
          automatic={t('transactions.dialog.automatic')}
          onPick={(categoryId) => actions.save(subject, { categoryId })}
        />
      </div>
    </Dialog>
  );
}

function TagsDialog({ subject, actions, onManage }: EditDialogProps & { readonly onManage: () => void }) {
  const t = useT();
  const { row } = subject;
  const before = row?.tags ?? [];
  const [mode, setMode] = useState<'add' | 'remove'>('add');
  const [names, setNames] = useState<readonly string[]>(before);
  const added = names.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !names.includes(name));
  const changes = row ? { addTags: added, removeTags: removed } : mode === 'add' ? { addTags: [...names] } : { removeTags: [...names] };
  const isSame = row ? added.length + removed.length === 0 : names.length === 0;
  return (
    <Dialog
      title={useTitle('tags', subject)}
      isOpen
      onClose={actions.closeDialog}
      footer={
        <>
          <span className={styles.aside}>
            <Button variant="quiet" onPress={onManage}>
              {t('transactions.tags.manage')}
            </Button>
          </span>
          <Button variant="equal" onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isDisabled={isSame} isPending={actions.isWorking} onPress={() => actions.save(subject, changes)}>
            {t(row ? 'transactions.dialog.save' : mode === 'add' ? 'transactions.dialog.addTags' : 'transactions.dialog.removeTags')}
          </Button>
        </>
      }
    >
      {!row && (
        <Segmented
          label={t('transactions.dialog.tagMode')}
          options={[
            { id: 'add', label: t('transactions.dialog.modeAdd') },
            { id: 'remove', label: t('transactions.dialog.modeRemove') },
          ]}
          value={mode}
          onChange={setMode}
        />
      )}
      <div className={styles.picker}>
        <TagPicker rowId={row?.id ?? null} names={names} onChange={setNames} canCreate={row !== undefined || mode === 'add'} />
      </div>
    </Dialog>
  );
}

/** The row of the list holds only the beginning of a long note. */
function NoteDialog({ subject, actions }: EditDialogProps) {
  const { row } = subject;
  const detail = useQuery({ ...transactionQueries.get(row?.id ?? 0), enabled: row !== undefined && row.note !== null });
  const before = row === undefined || row.note === null ? '' : detail.data?.note;
  const title = useTitle('note', subject);
  if (before === undefined || before === null)
    return (
      <Dialog title={title} isOpen onClose={actions.closeDialog}>
        {detail.isError ? (
          <ErrorState error={detail.error} onRetry={() => void detail.refetch()} isRetrying={detail.isFetching} />
        ) : (
          <Skeleton rows={2} />
        )}
      </Dialog>
    );
  return <NoteForm title={title} before={before} subject={subject} actions={actions} />;
}

function NoteForm({ title, before, subject, actions }: EditDialogProps & { readonly title: string; readonly before: string }) {
  const t = useT();
  const [text, setText] = useState(before);
  const isTooLong = text.trim().length > MAX_NOTE;
  const save = () => actions.save(subject, { note: text.trim() === '' ? null : text.trim() });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={actions.closeDialog}
      footer={
        <>
          <Button variant="equal" onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isDisabled={isTooLong || text.trim() === before} isPending={actions.isWorking} onPress={save}>
            {t('transactions.dialog.save')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the button below, which does the same */}
      <div
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isTooLong) save();
        }}
      >
        <TextField
          label={t('transactions.drawer.note')}
          isLabelHidden
          value={text}
          onChange={setText}
          rows={4}
          autoFocus
          description={t(subject.row ? 'transactions.dialog.noteHint' : 'transactions.dialog.noteHintMany')}
          error={isTooLong ? t('transactions.dialog.noteTooLong', { count: MAX_NOTE }) : undefined}
        />
      </div>
    </Dialog>
  );
}
