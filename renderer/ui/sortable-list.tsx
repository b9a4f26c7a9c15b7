import { type ReactNode, useRef, useState } from 'react';
import { DropIndicator, GridList, GridListItem, type Key, useDragAndDrop } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import { DragHandle } from './drag-handle.tsx';
import styles from './sortable-list.module.css';
import { useRowMoves } from './use-row-moves.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export type SortableListProps<T extends { readonly id: string }> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly textOf: (item: T) => string;
  /** To a place from 1. */
  readonly onMove: (id: string, place: number) => void;
  /** What a click on a row, or Enter, does. */
  readonly onOpen?: (id: string) => void;
  /** Of the list: how its columns are laid out. */
  readonly className?: string | undefined;
  readonly children: (item: T) => ReactNode;
};

/** Rows a person puts in order: by pointer, with the handle and the keyboard, or with Alt and an arrow key. */
export function SortableList<T extends { readonly id: string }>(props: SortableListProps<T>) {
  const { label, items, textOf, onMove, onOpen, className, children } = props;
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const order = items.map(({ id }) => id);

  function moveTo(id: string, place: number): void {
    const item = items.find((one) => one.id === id);
    if (!item || place < 1 || place > items.length || order.indexOf(id) === place - 1) return;
    onMove(id, place);
    setSaid(t('common.move.moved', { name: textOf(item), place, count: items.length }));
  }
  const moves = useRowMoves(list, order.join('\n'), (id, by) => moveTo(id, order.indexOf(id) + 1 + by));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = [...keys].map(String);
      if (id !== undefined) moveTo(id, placeOf(order, id, target.key, target.dropPosition === 'after'));
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={styles.indicator ?? ''} />,
  });
  return (
    <div ref={list} {...moves}>
      <GridList
        aria-label={label}
        items={items}
        // Rows are kept per item otherwise, and what a row may do depends on its place.
        dependencies={[children]}
        dragAndDropHooks={dragAndDropHooks}
        className={cx(styles.list, className)}
        {...(onOpen ? { onAction: (key: Key) => onOpen(String(key)) } : {})}
      >
        {(item) => (
          <GridListItem id={item.id} textValue={textOf(item)} className={styles.row ?? ''}>
            <DragHandle name={textOf(item)} />
            {children(item)}
          </GridListItem>
        )}
      </GridList>
      <VisuallyHidden>
        <output>{said}</output>
      </VisuallyHidden>
    </div>
  );
}

/** Where a row dropped before or after another one stands, from 1. */
export function placeOf(order: readonly string[], id: string, target: Key, isAfter: boolean): number {
  const others = order.filter((other) => other !== id);
  return others.indexOf(String(target)) + (isAfter ? 1 : 0) + 1;
}
