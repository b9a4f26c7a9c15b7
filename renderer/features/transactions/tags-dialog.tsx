import { useQuery } from '@tanstack/react-query';
import { Merge, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Tag } from '../../../shared/contract/tags.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PickList } from '../../ui/pick-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useChangeTag } from './mutations.ts';
import { tagQueries } from './queries.ts';
import styles from './tags-dialog.module.css';

/** All tags with how many rows carry each: renamed, merged, removed; each can be taken back. */
export function TagsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const tags = useQuery(tagQueries.list());
  const [edited, setEdited] = useState<{ readonly id: number; readonly as: 'rename' | 'merge' }>();
  const list = tags.data ?? [];
  return (
    <Dialog
      title={t('transactions.tags.title')}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="equal" onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      {list.length === 0 && !tags.isPending ? (
        <EmptyState title={t('transactions.tags.emptyTitle')} body={t('transactions.tags.emptyBody')} />
      ) : (
        <ul className={styles.list}>
          {list.map((tag) => (
            <li key={tag.id} className={styles.item}>
              {edited?.id === tag.id && edited.as === 'rename' ? (
                <RenameForm tag={tag} tags={list} onDone={() => setEdited(undefined)} />
              ) : (
                <TagLine tag={tag} canMerge={list.length > 1} onEdit={(as) => setEdited({ id: tag.id, as })} />
              )}
              {edited?.id === tag.id && edited.as === 'merge' && <MergeInto tag={tag} tags={list} onDone={() => setEdited(undefined)} />}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

type TagLineProps = { readonly tag: Tag; readonly canMerge: boolean; readonly onEdit: (as: 'rename' | 'merge') => void };

function TagLine({ tag, canMerge, onEdit }: TagLineProps) {
  const t = useT();
  const change = useChangeTag();
  return (
    <div className={styles.line}>
      <bdi className={styles.name}>{tag.name}</bdi>
      <span className={styles.count}>{t('transactions.total', { count: tag.count })}</span>
      <IconButton label={t('transactions.tags.rename', { name: tag.name })} icon={<Icon of={Pencil} />} onPress={() => onEdit('rename')} />
      <IconButton
        label={t('transactions.tags.merge', { name: tag.name })}
        icon={<Icon of={Merge} />}
        isDisabled={!canMerge}
        onPress={() => onEdit('merge')}
      />
      <IconButton
        label={t('transactions.tags.remove', { name: tag.name })}
        icon={<Icon of={Trash2} />}
        onPress={() => change.mutate({ kind: 'remove', id: tag.id })}
      />
    </div>
  );
}

type TagEditProps = { readonly tag: Tag; readonly tags: readonly Tag[]; readonly onDone: () => void };

function RenameForm({ tag, tags, onDone }: TagEditProps) {
  const t = useT();
  const [name, setName] = useState(tag.name);
  const change = useChangeTag();
  const other = tags.find((one) => one.id !== tag.id && one.name.toLowerCase() === name.trim().toLowerCase());
  const isValid = name.trim() !== '' && name.trim().length <= 40;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) change.mutate({ kind: 'rename', id: tag.id, name: name.trim() }, { onSuccess: onDone });
      }}
    >
      <TextField
        label={t('transactions.tags.newName')}
        value={name}
        onChange={setName}
        autoFocus
        {...(other ? { description: t('transactions.tags.willMerge', { name: other.name }) } : {})}
      />
      <div className={styles.buttons}>
        <Button size="sm" onPress={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" type="submit" isDisabled={!isValid} isPending={change.isPending}>
          {t('transactions.dialog.save')}
        </Button>
      </div>
    </form>
  );
}

function MergeInto({ tag, tags, onDone }: TagEditProps) {
  const t = useT();
  const change = useChangeTag();
  const others = tags.filter((one) => one.id !== tag.id).map((one) => ({ id: String(one.id), label: one.name }));
  return (
    <div className={styles.merge}>
      <PickList
        label={t('transactions.tags.mergeInto', { name: tag.name })}
        items={others}
        selectedIds={[]}
        kind="one"
        onPick={([id]) => id !== undefined && change.mutate({ kind: 'merge', id: tag.id, intoId: Number(id) }, { onSuccess: onDone })}
        emptyText={t('common.pick.none')}
      />
    </div>
  );
}
