import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { cx } from '../../lib/cx.ts';
import { Icon } from '../../ui/icon.tsx';
import { categoryIcon } from './category-icons.ts';
import styles from './category-mark.module.css';

/** The chart palette in its order: a category keeps its place in it for good. */
export const CATEGORY_COLOURS = ['indigo', 'teal', 'coral', 'plum', 'olive', 'steel', 'umber', 'slate'] as const;

export const colourClass = (colour: number): string | undefined => styles[CATEGORY_COLOURS[colour] ?? 'slate'];

export type CategoryMarkProps = {
  readonly category: Pick<OwnCategory, 'colour' | 'icon'>;
  /** `box`: on paper of its own, where it stands in a list; `plain`: the symbol alone, within a line. */
  readonly look?: 'box' | 'plain';
};

/** Colour and symbol of a category. Decorative: its name stands beside it. */
export function CategoryMark({ category, look = 'box' }: CategoryMarkProps) {
  return (
    <span aria-hidden="true" className={cx(styles.mark, look === 'box' && styles.box, colourClass(category.colour))}>
      <Icon of={categoryIcon(category.icon)} />
    </span>
  );
}
