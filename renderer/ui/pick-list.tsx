import { Check, Plus, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  SearchField as AriaSearchField,
  Autocomplete,
  Group,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  type Selection,
} from 'react-aria-components';
import { foldText } from '../../shared/domain/fold.ts';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import { Checkmark } from './checkmark.tsx';
import { Icon } from './icon.tsx';
import styles from './pick-list.module.css';

export type PickItem = {
  readonly id: string;
  readonly label: string;
  /** It is found by these too, e.g. its name in the other language. */
  readonly words?: string;
  readonly icon?: ReactNode;
  /** Stands at the end: a bank, a number. */
  readonly hint?: ReactNode;
  /** Belongs to the one above it. */
  readonly isIndented?: boolean;
};
export type PickListProps = {
  readonly label: string;
  readonly items: readonly PickItem[];
  readonly selectedIds: readonly string[];
  /** `one`: picking is the answer. `many`: picking ticks. */
  readonly kind: 'one' | 'many';
  readonly onPick: (ids: readonly string[]) => void;
  /** Offers what was typed as a new one. */
  readonly onCreate?: (text: string) => void;
  readonly createLabel?: (text: string) => string;
  readonly emptyText: string;
};

/** Id of the line that makes what was typed; no item has it. */
const CREATE = '\u0000create';

/** A list with a field that narrows it: arrows move, Enter picks, while the field keeps the keyboard. */
export function PickList(props: PickListProps) {
  const { label, items, selectedIds, kind, onPick, onCreate, createLabel } = props;
  const t = useT();
  const [text, setText] = useState('');
  const shown = narrowed(items, text);
  const typed = text.trim();
  const isNew = onCreate !== undefined && typed !== '' && !items.some((item) => foldText(item.label) === foldText(typed));
  const lines: readonly PickItem[] = isNew
    ? [...shown, { id: CREATE, label: createLabel?.(typed) ?? typed, icon: <Icon of={Plus} /> }]
    : shown;
  const create = () => {
    onCreate?.(typed);
    setText('');
  };
  // react-aria puts its focus on the first line only when that line or their number changes; a typed letter may leave both as they are.
  const keyOf = (id: string) => `${text}\u0001${id}`;
  const idOf = (key: Key) => String(key).slice(text.length + 1);
  const tick = (keys: Selection) => {
    const ids = keys === 'all' ? shown.map((item) => item.id) : [...keys].map(idOf);
    if (ids.includes(CREATE)) return create();
    const hidden = selectedIds.filter((id) => !shown.some((item) => item.id === id));
    onPick([...hidden, ...ids]);
  };
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <AriaSearchField className={styles.field ?? ''} aria-label={t('common.pick.search', { list: label })} autoFocus>
        <Group className={styles.frame ?? ''}>
          <Icon of={Search} size={13} />
          <Input
            className={styles.input ?? ''}
            role="combobox"
            aria-expanded="true"
            aria-haspopup="listbox"
            placeholder={label}
            autoComplete="off"
            spellCheck={false}
            {...(text === '' ? {} : { dir: 'auto' })}
          />
        </Group>
      </AriaSearchField>
      <ListBox
        className={styles.list ?? ''}
        aria-label={label}
        items={lines.map((item) => ({ ...item, id: keyOf(item.id) }))}
        selectionMode={kind === 'many' ? 'multiple' : 'none'}
        // Escape leaves the list; it does not take every tick out.
        escapeKeyBehavior="none"
        selectedKeys={selectedIds.map(keyOf)}
        onSelectionChange={tick}
        // With an action of its own, the first press on a line would not tick it.
        {...(kind === 'one' ? { onAction: (key: Key) => (idOf(key) === CREATE ? create() : onPick([idOf(key)])) } : {})}
        renderEmptyState={() => <p className={styles.empty}>{props.emptyText}</p>}
      >
        {(item) => <PickLine item={item} kind={idOf(item.id) === CREATE ? 'one' : kind} isCurrent={selectedIds.includes(idOf(item.id))} />}
      </ListBox>
    </Autocomplete>
  );
}

type PickLineProps = { readonly item: PickItem; readonly kind: PickListProps['kind']; readonly isCurrent: boolean };

function PickLine({ item, kind, isCurrent }: PickLineProps) {
  return (
    <ListBoxItem id={item.id} textValue={item.label} className={cx(styles.item, item.isIndented && styles.indented)}>
      {kind === 'many' && <Checkmark isShown={isCurrent} />}
      {item.icon}
      <bdi className={styles.name}>{item.label}</bdi>
      {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
      {kind === 'one' && isCurrent && <Icon of={Check} size={13} />}
    </ListBoxItem>
  );
}

/** Every word typed is in the item's label or words, folded: `قهوه` finds `القهوة`. */
function narrowed(items: readonly PickItem[], text: string): readonly PickItem[] {
  const words = foldText(text).split(' ').filter(Boolean);
  if (words.length === 0) return items;
  return items
    .filter((item) => {
      const found = foldText(`${item.label} ${item.words ?? ''}`);
      return words.every((word) => found.includes(word));
    })
    .map((item) => ({ ...item, isIndented: false }));
}
