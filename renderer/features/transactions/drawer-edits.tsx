import { ChevronDown, CircleCheck, CircleDot, ListFilter, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { EditChanges } from '../../../shared/contract/transaction-edits.ts';
import { MAX_NOTE } from '../../../shared/contract/transaction-edits.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CategoryIcon, CategoryPicker, useCategories } from '../categories/public.ts';
import { AlwaysCategoriseDialog } from '../rules/public.ts';
import styles from './drawer-edits.module.css';
import { useEdit } from './mutations.ts';
import { TagPicker } from './tag-picker.tsx';
import section from './transaction-facts.module.css';
import type { Detail } from './transaction-facts.tsx';
import { useDoneText } from './use-row-actions.ts';

/** What the person says of a row, changed in place. A row the bank took back shows what was said, and takes nothing new. */
export function DrawerEdits({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const edit = useEdit();
  const done = useDoneText();
  const save = (changes: EditChanges, onSuccess?: () => void) =>
    edit.mutate({ target: { ids: [detail.id] }, changes, done: (count) => done(changes, count) }, { onSuccess: () => onSuccess?.() });
  const isLocked = detail.removedAt !== null;
  const [isRuling, setIsRuling] = useState(false);
  return (
    <section className={section.section} aria-label={t('transactions.drawer.yours')}>
      <div className={styles.grid}>
        <span className={styles.label}>{t('transactions.drawer.ownCategory')}</span>
        <CategoryField detail={detail} isLocked={isLocked} onSave={save} />
        <span className={styles.label}>{t('transactions.drawer.tags')}</span>
        <TagsField detail={detail} isLocked={isLocked} onSave={save} />
        <span className={styles.label}>{t('transactions.drawer.note')}</span>
        <NoteField key={detail.note} detail={detail} isLocked={isLocked} isSaving={edit.isPending} onSave={save} />
      </div>
      {!isLocked && (
        <div className={styles.verbs}>
          <Button
            size="sm"
            icon={<Icon of={detail.isReviewed ? CircleDot : CircleCheck} />}
            onPress={() => save({ isReviewed: !detail.isReviewed })}
          >
            {t(detail.isReviewed ? 'transactions.drawer.unreview' : 'transactions.drawer.review')}
          </Button>
          <Button size="sm" icon={<Icon of={ListFilter} />} onPress={() => setIsRuling(true)}>
            {t('rules.always')}
          </Button>
        </div>
      )}
      {isRuling && (
        <AlwaysCategoriseDialog
          transactionId={detail.id}
          // What is in no category is to be put into one.
          categoryId={detail.categoryId === 0 ? undefined : detail.categoryId}
          onClose={() => setIsRuling(false)}
        />
      )}
    </section>
  );
}

type FieldProps = {
  readonly detail: Detail;
  readonly isLocked: boolean;
  readonly onSave: (changes: EditChanges, onSuccess?: () => void) => void;
};

function CategoryField({ detail, isLocked, onSave }: FieldProps) {
  const t = useT();
  const categories = useCategories();
  const category = categories.find(detail.categoryId);
  const name = categories.path(detail.categoryId) || t('transactions.drawer.noCategory');
  if (isLocked) return <bdi>{name}</bdi>;
  return (
    <DialogTrigger>
      <AriaButton className={styles.select ?? ''} aria-label={`${t('transactions.drawer.ownCategory')}: ${name}`}>
        {category && <CategoryIcon category={category} />}
        <bdi className={styles.value}>{name}</bdi>
        <Icon of={ChevronDown} />
      </AriaButton>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Dialog className={styles.dialog ?? ''} aria-label={t('transactions.drawer.ownCategory')}>
          {({ close }) => (
            <CategoryPicker
              kind="one"
              value={detail.categoryId}
              {...(detail.hasOwnCategory ? { automatic: t('transactions.dialog.automatic') } : {})}
              onPick={(categoryId) => {
                onSave({ categoryId });
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function TagsField({ detail, isLocked, onSave }: FieldProps) {
  const t = useT();
  const change = (names: readonly string[]) => {
    const addTags = names.filter((name) => !detail.tags.includes(name));
    const removeTags = detail.tags.filter((name) => !names.includes(name));
    if (addTags.length + removeTags.length > 0) onSave({ addTags, removeTags });
  };
  return (
    <span className={styles.tags}>
      {detail.tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          <bdi>{tag}</bdi>
          {!isLocked && (
            <AriaButton
              className={styles.drop ?? ''}
              aria-label={t('transactions.tags.takeOff', { name: tag })}
              onPress={() => onSave({ removeTags: [tag] })}
            >
              <Icon of={X} size={13} />
            </AriaButton>
          )}
        </span>
      ))}
      {!isLocked && (
        <DialogTrigger>
          <AriaButton className={styles.add ?? ''} aria-label={t('transactions.tags.add')}>
            <Icon of={Plus} size={13} />
          </AriaButton>
          <Popover className={styles.popover ?? ''} placement="bottom end">
            <Dialog className={styles.dialog ?? ''} aria-label={t('transactions.tags.add')}>
              <TagPicker rowId={detail.id} names={detail.tags} onChange={change} canCreate />
            </Dialog>
          </Popover>
        </DialogTrigger>
      )}
      {isLocked && detail.tags.length === 0 && '—'}
    </span>
  );
}

function NoteField({ detail, isLocked, isSaving, onSave }: FieldProps & { readonly isSaving: boolean }) {
  const t = useT();
  const [text, setText] = useState<string>();
  const before = detail.note ?? '';
  const isTooLong = (text?.trim().length ?? 0) > MAX_NOTE;
  if (isLocked) return <p className={styles.note}>{before || '—'}</p>;
  if (text === undefined)
    return (
      <AriaButton
        className={styles.note ?? ''}
        {...(before !== '' && { 'aria-label': t('transactions.drawer.editNote', { note: before }) })}
        onPress={() => setText(before)}
      >
        {before === '' ? <span className={styles.empty}>{t('transactions.drawer.addNote')}</span> : <span dir="auto">{before}</span>}
      </AriaButton>
    );
  const save = () => {
    const note = text.trim() === '' ? null : text.trim();
    if (note === detail.note || (note === null && before === '')) setText(undefined);
    else if (!isTooLong) onSave({ note }, () => setText(undefined));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside; the buttons do the same
    <div
      className={styles.noteForm}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          setText(undefined);
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <TextField
        label={t('transactions.drawer.note')}
        value={text}
        onChange={setText}
        rows={4}
        autoFocus
        error={isTooLong ? t('transactions.dialog.noteTooLong', { count: MAX_NOTE }) : undefined}
      />
      <div className={styles.buttons}>
        <Button size="sm" onPress={() => setText(undefined)}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" isDisabled={isTooLong} isPending={isSaving} onPress={save}>
          {t('transactions.dialog.save')}
        </Button>
      </div>
    </div>
  );
}
