import { useId, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { CATEGORY_ICONS, categoryIcon } from './category-icons.ts';
import { colourClass } from './category-mark.tsx';
import styles from './pickers.module.css';

export type IconPickerProps = { readonly value: string; readonly colour: number; readonly onChange: (icon: string) => void };

/** The chosen symbol is in sight as the grid appears; what lies around the grid stays where it is. */
function centre(item: HTMLElement | null): void {
  const grid = item?.parentElement;
  if (item && grid) grid.scrollTop = item.offsetTop - (grid.clientHeight - item.offsetHeight) / 2;
}

/** One of the symbols, in the colour it will have. Arrow keys go through the grid, letters to a name. */
export function IconPicker({ value, colour, onChange }: IconPickerProps) {
  const t = useT();
  const id = useId();
  const [first] = useState(value);
  return (
    <div className={styles.field}>
      <span id={id} className={styles.label}>
        {t('categories.form.icon')}
      </span>
      <ListBox
        aria-labelledby={id}
        layout="grid"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const [chosen] = keys;
          if (chosen !== undefined) onChange(String(chosen));
        }}
        className={cx(styles.icons, colourClass(colour))}
      >
        {CATEGORY_ICONS.map((name) => (
          <ListBoxItem
            key={name}
            id={name}
            ref={name === first ? centre : null}
            textValue={t(`categories.icons.${name}`)}
            aria-label={t(`categories.icons.${name}`)}
            className={styles.icon ?? ''}
          >
            <Icon of={categoryIcon(name)} />
          </ListBoxItem>
        ))}
      </ListBox>
    </div>
  );
}
