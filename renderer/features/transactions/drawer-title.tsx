import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { MAX_TITLE } from '../../../shared/contract/transaction-edits.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './drawer-title.module.css';
import { useEdit } from './mutations.ts';
import type { Detail } from './transaction-facts.tsx';
import { useDoneText } from './use-row-actions.ts';

export type DrawerTitleProps = {
  readonly detail: Detail;
  /** Asked for by a key of the list. */
  readonly isEditing: boolean;
  readonly onEditing: (isEditing: boolean) => void;
};

/** The row's name, changed in place; the bank's own stays readable under it. */
export function DrawerTitle({ detail, isEditing, onEditing }: DrawerTitleProps) {
  const t = useT();
  const format = useFormat();
  const isLocked = detail.removedAt !== null;
  if (isEditing && !isLocked) return <TitleForm detail={detail} onDone={() => onEditing(false)} />;
  return (
    <>
      <span className={styles.line}>
        <h2 className={styles.name}>
          <bdi>{format.words(detail.title)}</bdi>
        </h2>
        {!isLocked && (
          <IconButton label={t('transactions.drawer.rename')} icon={<Icon of={Pencil} size={13} />} onPress={() => onEditing(true)} />
        )}
      </span>
      {detail.hasOwnTitle && (
        <p className={styles.bank}>
          {t('transactions.drawer.bankTitle')} <bdi>{format.words(detail.bankTitle)}</bdi>
        </p>
      )}
    </>
  );
}

function TitleForm({ detail, onDone }: { readonly detail: Detail; readonly onDone: () => void }) {
  const t = useT();
  const edit = useEdit();
  const done = useDoneText();
  const [text, setText] = useState(detail.title);
  const typed = text.trim();
  const title = typed === '' || typed === detail.bankTitle ? null : typed;
  const isTooLong = typed.length > MAX_TITLE;
  const save = () => {
    if (isTooLong) return;
    if (title === (detail.hasOwnTitle ? detail.title : null)) onDone();
    else {
      const changes = { title };
      edit.mutate({ target: { ids: [detail.id] }, changes, done: (count) => done(changes, count) }, { onSuccess: onDone });
    }
  };
  return (
    <form
      className={styles.form}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={t('transactions.drawer.newTitle')}
        value={text}
        onChange={setText}
        autoFocus
        description={t('transactions.drawer.titleHint', { title: detail.bankTitle })}
        error={isTooLong ? t('transactions.drawer.titleTooLong', { count: MAX_TITLE }) : undefined}
      />
      <span className={styles.buttons}>
        <Button size="sm" onPress={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" type="submit" isDisabled={isTooLong} isPending={edit.isPending}>
          {t('transactions.dialog.save')}
        </Button>
      </span>
    </form>
  );
}
