import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { chartColour } from '../../charts/palette.ts';
import { Icon, type IconProps } from '../../ui/icon.tsx';
import styles from './category-icon.module.css';
import { categoryIcon } from './category-icons.ts';

export type CategoryIconProps = { readonly category: Pick<OwnCategory, 'icon' | 'colour'>; readonly size?: IconProps['size'] };

/** A category's symbol in its colour; its name stands beside it. */
export function CategoryIcon({ category, size = 16 }: CategoryIconProps) {
  return (
    <span className={styles.icon} style={{ color: chartColour(category.colour) }}>
      <Icon of={categoryIcon(category.icon)} size={size} />
    </span>
  );
}
