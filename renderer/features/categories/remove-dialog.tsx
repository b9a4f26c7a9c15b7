import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CategoryCounts, OwnCategory } from '../../../shared/contract/categories.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './category-form-dialog.module.css';
import { CategorySelect } from './category-select.tsx';
import { nameIn, UNCATEGORISED } from './category-tree.ts';
import { useRemoveCategory } from './mutations.ts';
import { categoryQueries } from './queries.ts';

export type RemoveDialogProps = { readonly category: OwnCategory; readonly onClose: () => void };

/** What goes along, and where it goes. */
export function RemoveDialog({ category, onClose }: RemoveDialogProps) {
  const t = useT();
  const { language } = useFormat();
  const { data: categories = [] } = useQuery(categoryQueries.list());
  const { data: counts } = useQuery(categoryQueries.counts());
  const [moveToId, setMoveToId] = useState(category.parentId ?? UNCATEGORISED);
  const remove = useRemoveCategory();
  const name = nameIn(language, category);
  const leaving = categories.filter(({ id, parentId }) => id === category.id || parentId === category.id);
  const within = counts?.filter(({ categoryId }) => leaving.some(({ id }) => id === categoryId));
  return (
    <Dialog
      title={t('categories.remove.title', { name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={remove.isPending}
            onPress={() =>
              remove.mutate({ input: { id: category.id, moveToId }, done: t('categories.remove.done', { name }) }, { onSuccess: onClose })
            }
          >
            {t('categories.remove.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {within && <Contents counts={within} below={leaving.length - 1} />}
        <CategorySelect label={t('categories.remove.moveTo')} value={moveToId} onChange={setMoveToId} without={[category.id]} />
        {remove.isError && (
          <p className={styles.error} role="alert">
            {t(`errors.${failureOf(remove.error).code}.title`)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Contents({ counts, below }: { readonly counts: readonly CategoryCounts[]; readonly below: number }) {
  const t = useT();
  const sum = (of: 'rows' | 'rules' | 'mappings') => counts.reduce((total, one) => total + one[of], 0);
  const parts = [
    below > 0 && t('categories.remove.below', { count: below }),
    sum('rows') > 0 && t('categories.remove.rows', { count: sum('rows') }),
    sum('rules') > 0 && t('categories.remove.rules', { count: sum('rules') }),
    sum('mappings') > 0 && t('categories.remove.mappings', { count: sum('mappings') }),
  ].filter((part) => part !== false);
  if (parts.length === 0) return <p>{t('categories.remove.empty')}</p>;
  return (
    <div>
      <p>{t('categories.remove.body')}</p>
      <ul className={styles.contents}>
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </div>
  );
}
