import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button, DropIndicator, Tree, TreeItem, TreeItemContent, useDragAndDrop } from 'react-aria-components';
import type { CategoryCounts, OwnCategory } from '../../../shared/contract/categories.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { DragHandle } from '../../ui/drag-handle.tsx';
import { Icon } from '../../ui/icon.tsx';
import { placeOf } from '../../ui/sortable-list.tsx';
import { useRowMoves } from '../../ui/use-row-moves.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { CategoryRow } from './category-row.tsx';
import { nameIn, siblingsOf, treeOf } from './category-tree.ts';
import styles from './category-tree-view.module.css';

export type CategoryActions = {
  readonly onEdit: (category: OwnCategory) => void;
  readonly onAdd: (parent: OwnCategory) => void;
  readonly onHide: (category: OwnCategory, isHidden: boolean) => void;
  readonly onRemove: (category: OwnCategory) => void;
  /** To a place from 1 among its siblings. */
  readonly onMove: (category: OwnCategory, place: number) => void;
};
export type CategoryTreeViewProps = CategoryActions & {
  readonly categories: readonly OwnCategory[];
  readonly counts: readonly CategoryCounts[];
};

/** The tree as rows one can open, fold and put in order; a category moves among its siblings only. */
export function CategoryTreeView({ categories, counts, ...actions }: CategoryTreeViewProps) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const order = useOrder(categories, actions.onMove);
  const moves = useRowMoves(list, categories.map(({ id }) => id).join(), (key, by) => order.step(Number(key), by));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [id] = [...keys].map(Number);
      if (id !== undefined) order.drop(id, Number(target.key), target.dropPosition === 'after');
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={styles.indicator ?? ''} />,
  });
  const nodes = treeOf(categories);
  const parents = nodes.filter(({ children }) => children.length > 0).map(({ category }) => category.id);
  const row = (category: OwnCategory, children: readonly OwnCategory[] = []) => (
    <CategoryRow
      category={category}
      siblings={siblingsOf(categories, category)}
      counts={sumOf(counts, [category, ...children])}
      {...actions}
    />
  );
  return (
    <div ref={list} {...moves}>
      <Tree
        aria-label={t('categories.tree.label')}
        className={styles.tree ?? ''}
        dragAndDropHooks={dragAndDropHooks}
        expandedKeys={parents.filter((id) => !folded.has(id))}
        onExpandedChange={(keys) => setFolded(new Set(parents.filter((id) => !keys.has(id))))}
        onAction={(key) => {
          const category = categories.find(({ id }) => id === key);
          if (category) actions.onEdit(category);
        }}
      >
        {nodes.map(({ category, children }) => (
          <CategoryItem key={category.id} category={category} content={row(category, children)}>
            {children.map((child) => (
              <CategoryItem key={child.id} category={child} content={row(child)} />
            ))}
          </CategoryItem>
        ))}
      </Tree>
      <VisuallyHidden>
        <output>{order.said}</output>
      </VisuallyHidden>
    </div>
  );
}

/** A parent is told with what is below it; undefined while they are counted. */
function sumOf(counts: readonly CategoryCounts[], family: readonly OwnCategory[]): Pick<CategoryCounts, 'rows' | 'rules'> | undefined {
  const found = counts.filter(({ categoryId }) => family.some(({ id }) => id === categoryId));
  if (found.length === 0) return undefined;
  return { rows: found.reduce((sum, { rows }) => sum + rows, 0), rules: found.reduce((sum, { rules }) => sum + rules, 0) };
}

/** Where a category may go, and what is said of it when it went. */
function useOrder(categories: readonly OwnCategory[], onMove: CategoryActions['onMove']) {
  const t = useT();
  const { language } = useFormat();
  const [said, setSaid] = useState('');
  const find = (id: number) => categories.find((category) => category.id === id);
  function moveTo(category: OwnCategory, place: number): void {
    const siblings = siblingsOf(categories, category);
    if (place < 1 || place > siblings.length || siblings[place - 1]?.id === category.id) return;
    onMove(category, place);
    setSaid(t('common.move.moved', { name: nameIn(language, category), place, count: siblings.length }));
  }
  return {
    said,
    step(id: number, by: -1 | 1): void {
      const category = find(id);
      if (category) moveTo(category, siblingsOf(categories, category).indexOf(category) + 1 + by);
    },
    drop(id: number, targetId: number, isAfter: boolean): void {
      const [category, target] = [find(id), find(targetId)];
      if (!category || category.parentId !== target?.parentId) return;
      const siblings = siblingsOf(categories, category).map((one) => String(one.id));
      moveTo(category, placeOf(siblings, String(id), String(targetId), isAfter));
    },
  };
}

type CategoryItemProps = {
  readonly category: OwnCategory;
  readonly content: React.ReactNode;
  readonly children?: readonly React.ReactElement[];
};

function CategoryItem({ category, content, children }: CategoryItemProps) {
  const { language } = useFormat();
  const name = nameIn(language, category);
  return (
    <TreeItem id={category.id} textValue={name} className={category.parentId === null ? (styles.parent ?? '') : (styles.child ?? '')}>
      <TreeItemContent>
        {({ hasChildItems, isExpanded }) => (
          <>
            <DragHandle name={name} />
            {hasChildItems ? (
              <Button slot="chevron" className={styles.chevron ?? ''}>
                <span className={isExpanded ? styles.open : styles.shut}>
                  <Icon of={ChevronRight} points />
                </span>
              </Button>
            ) : (
              <span />
            )}
            {content}
          </>
        )}
      </TreeItemContent>
      {children}
    </TreeItem>
  );
}
