import { useQuery } from '@tanstack/react-query';
import { Plus, Shapes } from 'lucide-react';
import { useState } from 'react';
import type { CategoryCounts, OwnCategory } from '../../../shared/contract/categories.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './categories-panel.module.css';
import { CategoryFormDialog } from './category-form-dialog.tsx';
import { nameIn, UNCATEGORISED } from './category-tree.ts';
import { CategoryTreeView } from './category-tree-view.tsx';
import { useHideCategory, useMoveCategory } from './mutations.ts';
import { categoryQueries } from './queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';

type Open =
  | { readonly dialog: 'create'; readonly parentId: number | null }
  | { readonly dialog: 'edit' | 'remove'; readonly category: OwnCategory };

/** The tree and everything one can do to it. */
export function CategoriesPanel() {
  const t = useT();
  const { language } = useFormat();
  const query = useQuery(categoryQueries.list());
  const counts = useQuery(categoryQueries.counts());
  const [open, setOpen] = useState<Open>();
  const hide = useHideCategory();
  const move = useMoveCategory();
  const close = () => setOpen(undefined);
  const nameOf = (category: OwnCategory) => nameIn(language, category);
  if (query.isPending) return <Loading />;
  if (query.isError) {
    return (
      <Card>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      </Card>
    );
  }
  return (
    <>
      <Card
        title={t('categories.tree.title')}
        note={t('categories.tree.hint')}
        aside={
          <Button size="sm" icon={<Icon of={Plus} />} onPress={() => setOpen({ dialog: 'create', parentId: null })}>
            {t('categories.create.action')}
          </Button>
        }
        padding="flush"
      >
        <CategoryTreeView
          categories={query.data}
          counts={counts.data ?? []}
          onEdit={(category) => setOpen({ dialog: 'edit', category })}
          onAdd={({ id }) => setOpen({ dialog: 'create', parentId: id })}
          onRemove={(category) => setOpen({ dialog: 'remove', category })}
          onHide={(category, isHidden) =>
            hide.mutate({
              input: { id: category.id, isHidden },
              done: t(isHidden ? 'categories.hide.done' : 'categories.hide.undone', { name: nameOf(category) }),
            })
          }
          onMove={(category, position) =>
            move.mutate({ input: { id: category.id, position }, done: t('categories.move.done', { name: nameOf(category) }) })
          }
        />
        <Uncategorised counts={counts.data} />
      </Card>
      {open?.dialog === 'create' && <CategoryFormDialog parentId={open.parentId} onClose={close} />}
      {open?.dialog === 'edit' && <CategoryFormDialog category={open.category} onClose={close} />}
      {open?.dialog === 'remove' && <RemoveDialog category={open.category} onClose={close} />}
    </>
  );
}

function Uncategorised({ counts }: { readonly counts: readonly CategoryCounts[] | undefined }) {
  const t = useT();
  const rows = counts?.find(({ categoryId }) => categoryId === UNCATEGORISED)?.rows;
  if (rows === undefined || rows === 0) return null;
  return (
    <p className={styles.rest}>
      <Icon of={Shapes} />
      {t('categories.tree.uncategorised', { count: rows })}
    </p>
  );
}

function Loading() {
  const t = useT();
  return (
    <Card title={t('categories.tree.title')} padding="flush">
      <Skeleton rows={12} rowHeight={40} />
    </Card>
  );
}
