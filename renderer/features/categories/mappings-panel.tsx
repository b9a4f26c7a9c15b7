import { useQuery } from '@tanstack/react-query';
import { RotateCcw, UserRound } from 'lucide-react';
import type { CategoryMapping } from '../../../shared/contract/categories.ts';
import { useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CategorySelect } from './category-select.tsx';
import { useCategoryName } from './category-tree.ts';
import styles from './mappings-panel.module.css';
import { useMapCategory } from './mutations.ts';
import { categoryQueries } from './queries.ts';

/** What the provider calls things, and which own category each stands for. */
export function MappingsPanel() {
  const t = useT();
  const query = useQuery(categoryQueries.mappings());
  return (
    <Card title={t('categories.mappings.title')} note={t('categories.mappings.hint')} padding="flush">
      {query.isPending ? (
        <Skeleton rows={8} rowHeight={48} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : query.data.length === 0 ? (
        <EmptyState title={t('categories.mappings.emptyTitle')} body={t('categories.mappings.emptyBody')} />
      ) : (
        <div className={styles.list}>
          <div className={styles.head} aria-hidden="true">
            <span>{t('categories.mappings.called')}</span>
            <span className={styles.chosen}>{t('categories.mappings.category')}</span>
          </div>
          <ul className={styles.rows} aria-label={t('categories.mappings.title')}>
            {query.data.map((mapping) => (
              <MappingRow key={mapping.providerId} mapping={mapping} />
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

function MappingRow({ mapping }: { readonly mapping: CategoryMapping }) {
  const t = useT();
  const nameOf = useCategoryName();
  const map = useMapCategory();
  const { providerId, path, categoryId, isChosen, count } = mapping;
  const called = path.at(-1) ?? providerId;
  const mapTo = (next: number | null) =>
    map.mutate({
      input: { providerId, categoryId: next },
      done:
        next === null
          ? t('categories.mappings.reset', { name: called })
          : t('categories.mappings.done', { name: called, category: nameOf(next) }),
    });
  return (
    <li className={styles.row}>
      <Path path={path.length === 0 ? [providerId] : path} />
      <span className={styles.count} data-figures>
        {t('categories.row.rows', { count })}
      </span>
      <span className={styles.mark}>
        {isChosen && (
          <>
            <Badge tone="accent" icon={<Icon of={UserRound} size={13} />}>
              {t('categories.mappings.chosen')}
            </Badge>
            <IconButton
              label={t('categories.mappings.resetAction', { name: called })}
              icon={<Icon of={RotateCcw} />}
              onPress={() => mapTo(null)}
            />
          </>
        )}
      </span>
      <CategorySelect
        label={t('categories.mappings.label', { name: called })}
        isLabelHidden
        value={categoryId}
        onChange={(next) => {
          if (next !== categoryId) mapTo(next);
        }}
      />
    </li>
  );
}

function Path({ path }: { readonly path: readonly string[] }) {
  return (
    <span className={styles.path}>
      {path.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path may name the same thing twice
        <span key={index} className={index === path.length - 1 ? styles.last : styles.above}>
          <bdi>{name}</bdi>
        </span>
      ))}
    </span>
  );
}
