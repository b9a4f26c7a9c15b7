import { ArrowDown, ArrowUp, Ellipsis, Eye, EyeOff, Pencil, Plus, Trash2 } from 'lucide-react';
import type { CategoryCounts, OwnCategory } from '../../../shared/contract/categories.ts';
import { cx } from '../../lib/cx.ts';
import { type Translate, useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { type MenuAction, MenuButton } from '../../ui/menu-button.tsx';
import { CategoryMark } from './category-mark.tsx';
import styles from './category-row.module.css';
import { nameIn } from './category-tree.ts';
import type { CategoryActions } from './category-tree-view.tsx';

export type CategoryRowProps = CategoryActions & {
  readonly category: OwnCategory;
  readonly siblings: readonly OwnCategory[];
  /** undefined while they are counted. */
  readonly counts: Pick<CategoryCounts, 'rows' | 'rules'> | undefined;
};

/** Mark, name, the name in the other language, what is in it, and what one may do with it. */
export function CategoryRow({ category, siblings, counts, ...actions }: CategoryRowProps) {
  const t = useT();
  const { language } = useFormat();
  const other = language === 'ar' ? 'en' : 'ar';
  const name = nameIn(language, category);
  return (
    <>
      <span className={styles.mark}>
        <CategoryMark category={category} look={category.parentId === null ? 'box' : 'plain'} />
      </span>
      <span className={cx(styles.names, category.isHidden && styles.hidden)}>
        <bdi>{name}</bdi>
        {nameIn(other, category) !== name && (
          <bdi lang={other} className={styles.other}>
            {nameIn(other, category)}
          </bdi>
        )}
        {category.isHidden && (
          <span className={styles.badge}>
            <Badge icon={<Icon of={EyeOff} size={13} />}>{t('categories.row.hidden')}</Badge>
          </span>
        )}
      </span>
      <Counts counts={counts} />
      <MenuButton
        label={t('categories.row.actions', { name })}
        icon={<Icon of={Ellipsis} />}
        actions={menuOf(category, siblings, actions, t)}
      />
    </>
  );
}

function Counts({ counts }: { readonly counts: CategoryRowProps['counts'] }) {
  const t = useT();
  if (!counts) return <span />;
  const { rows, rules } = counts;
  return (
    <span className={styles.counts} data-figures>
      {rules > 0 && <span className={styles.rules}>{t('categories.row.rules', { count: rules })}</span>}
      {rows > 0 ? t('categories.row.rows', { count: rows }) : <span className={styles.none}>{t('categories.row.noRows')}</span>}
    </span>
  );
}

function menuOf(category: OwnCategory, siblings: readonly OwnCategory[], actions: CategoryActions, t: Translate): MenuAction[] {
  const place = siblings.indexOf(category) + 1;
  const item = (id: string, label: string, of: typeof Pencil, onAction: () => void): MenuAction => ({
    id,
    label,
    icon: <Icon of={of} />,
    onAction,
  });
  return [
    item('edit', t('categories.edit.action'), Pencil, () => actions.onEdit(category)),
    ...(category.parentId === null && category.flow !== 'transfer'
      ? [item('add', t('categories.create.below'), Plus, () => actions.onAdd(category))]
      : []),
    ...(place > 1 ? [item('up', t('common.move.up'), ArrowUp, () => actions.onMove(category, place - 1))] : []),
    ...(place < siblings.length ? [item('down', t('common.move.down'), ArrowDown, () => actions.onMove(category, place + 1))] : []),
    category.isHidden
      ? item('show', t('categories.hide.undo'), Eye, () => actions.onHide(category, false))
      : item('hide', t('categories.hide.action'), EyeOff, () => actions.onHide(category, true)),
    // What is built in can be hidden; rows of a later import may need it.
    ...(category.key === null ? [item('remove', t('categories.remove.action'), Trash2, () => actions.onRemove(category))] : []),
  ];
}
