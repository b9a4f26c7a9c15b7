import { useFormat } from '../../lib/format.ts';
import styles from './category-label.module.css';
import { CategoryMark } from './category-mark.tsx';
import { nameIn, useCategory } from './category-tree.ts';

/** Mark and name of a category within a line. */
export function CategoryLabel({ id }: { readonly id: number }) {
  const { language } = useFormat();
  const category = useCategory()(id);
  if (!category) return null;
  return (
    <span className={styles.label}>
      <CategoryMark category={category} look="plain" />
      <bdi className={styles.name}>{nameIn(language, category)}</bdi>
    </span>
  );
}
