import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type SavedView, ViewName } from '../../../shared/contract/views.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useCreateView, useRemoveView, useReorderViews, useUpdateView } from './mutations.ts';
import styles from './tags-dialog.module.css';

type ViewsProps = { readonly address: string; readonly views: readonly SavedView[]; readonly onClose: () => void };

/** Keeps what is shown under a name; an existing name means that view. */
export function SaveViewDialog({ address, views, onClose }: ViewsProps) {
  const t = useT();
  const format = useFormat();
  const [name, setName] = useState('');
  const create = useCreateView();
  const update = useUpdateView();
  const known = views.find((view) => view.name === name.trim());
  const isValid = ViewName.safeParse(name).success;
  const save = () => {
    if (!isValid) return;
    if (known) update.mutate({ id: known.id, address }, { onSuccess: onClose });
    else create.mutate({ name: name.trim(), address }, { onSuccess: onClose });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <Dialog
      title={t('transactions.views.saveTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isDisabled={!isValid} isPending={create.isPending || update.isPending} onPress={save}>
            {t(known ? 'transactions.views.replace' : 'transactions.dialog.save')}
          </Button>
        </>
      }
    >
      <form onSubmit={onSubmit}>
        <TextField
          label={t('transactions.views.name')}
          value={name}
          onChange={setName}
          autoFocus
          description={t(known ? 'transactions.views.willReplace' : 'transactions.views.hint')}
          error={name.trim().length > 60 ? format.digits(t('transactions.views.tooLong')) : undefined}
        />
      </form>
    </Dialog>
  );
}

/** Renames, reorders and removes saved views. */
export function ViewsDialog({ address, views, onClose }: ViewsProps) {
  const t = useT();
  const reorder = useReorderViews();
  const [renamed, setRenamed] = useState<number>();
  const move = (index: number, by: number) => {
    const ids = views.map((view) => view.id);
    const [id] = ids.splice(index, 1);
    if (id !== undefined) ids.splice(index + by, 0, id);
    reorder.mutate(ids);
  };
  return (
    <Dialog
      title={t('transactions.views.manageTitle')}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="equal" onPress={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <ul className={styles.list}>
        {views.map((view, index) => (
          <li key={view.id} className={styles.item}>
            {renamed === view.id ? (
              <RenameView view={view} onDone={() => setRenamed(undefined)} />
            ) : (
              <ViewLine
                view={view}
                isCurrent={view.address === address}
                onRename={() => setRenamed(view.id)}
                onUp={index === 0 ? undefined : () => move(index, -1)}
                onDown={index === views.length - 1 ? undefined : () => move(index, 1)}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type ViewLineProps = {
  readonly view: SavedView;
  readonly isCurrent: boolean;
  readonly onRename: () => void;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
};

function ViewLine({ view, isCurrent, onRename, onUp, onDown }: ViewLineProps) {
  const t = useT();
  const remove = useRemoveView();
  const create = useCreateView();
  const { name, address } = view;
  const removeIt = () =>
    remove.mutate(view.id, {
      onSuccess: () =>
        showToast({
          text: t('transactions.views.removed', { name }),
          action: { label: t('transactions.edit.undo'), onPress: () => create.mutate({ name, address }) },
        }),
    });
  return (
    <div className={styles.line}>
      <bdi className={styles.name}>{name}</bdi>
      {isCurrent && <span className={styles.count}>{t('transactions.views.current')}</span>}
      {(onUp ?? onDown) && (
        <>
          <IconButton
            label={t('transactions.views.up', { name })}
            icon={<Icon of={ArrowUp} />}
            isDisabled={!onUp}
            onPress={() => onUp?.()}
          />
          <IconButton
            label={t('transactions.views.down', { name })}
            icon={<Icon of={ArrowDown} />}
            isDisabled={!onDown}
            onPress={() => onDown?.()}
          />
        </>
      )}
      <IconButton label={t('transactions.views.rename', { name })} icon={<Icon of={Pencil} />} onPress={onRename} />
      <IconButton label={t('transactions.views.remove', { name })} icon={<Icon of={Trash2} />} onPress={removeIt} />
    </div>
  );
}

function RenameView({ view, onDone }: { readonly view: SavedView; readonly onDone: () => void }) {
  const t = useT();
  const [name, setName] = useState(view.name);
  const update = useUpdateView();
  const isValid = ViewName.safeParse(name).success;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) update.mutate({ id: view.id, name: name.trim() }, { onSuccess: onDone });
      }}
    >
      <TextField label={t('transactions.views.name')} value={name} onChange={setName} autoFocus />
      <div className={styles.buttons}>
        <Button size="sm" onPress={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="sm" variant="primary" type="submit" isDisabled={!isValid} isPending={update.isPending}>
          {t('transactions.dialog.save')}
        </Button>
      </div>
    </form>
  );
}
