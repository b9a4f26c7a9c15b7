import { useQuery } from '@tanstack/react-query';
import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Select } from '../../ui/select.tsx';
import { CategoryMark } from './category-mark.tsx';
import { nameIn } from './category-tree.ts';
import { categoryQueries } from './queries.ts';

export type CategorySelectProps = {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  /** null while none is chosen. */
  readonly value: number | null;
  readonly onChange: (categoryId: number) => void;
  /** Not offered, nor what is below them. */
  readonly without?: readonly number[];
  readonly error?: string | undefined;
};

/** One category of the tree. Hidden ones are not offered, unless one is what is chosen. */
export function CategorySelect({ without = [], value, onChange, ...field }: CategorySelectProps) {
  const t = useT();
  const { language } = useFormat();
  const { data: categories = [] } = useQuery(categoryQueries.list());
  const isOffered = (category: OwnCategory) => {
    const parent = categories.find(({ id }) => id === category.parentId);
    const isHidden = category.isHidden || parent?.isHidden === true;
    return (!isHidden || category.id === value) && !without.includes(category.id) && !without.includes(category.parentId ?? -1);
  };
  const options = categories.filter(isOffered).map((category) => ({
    id: String(category.id),
    label: nameIn(language, category),
    icon: <CategoryMark category={category} look="plain" />,
    isChild: category.parentId !== null,
  }));
  return (
    <Select
      {...field}
      options={options}
      value={value === null ? null : String(value)}
      // Nothing is asked of the person while the tree is read.
      placeholder={value === null ? t('categories.form.choose') : ''}
      onChange={(id) => onChange(Number(id))}
    />
  );
}
