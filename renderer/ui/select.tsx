import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Select as AriaSelect, Button, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import field from './field.module.css';
import { Icon } from './icon.tsx';
import styles from './select.module.css';

export type SelectProps<T extends string> = {
  readonly label: string;
  /** The label is spoken but not drawn. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly icon?: ReactNode;
};

export function Select<T extends string>({ label, isLabelHidden = false, options, value, onChange, icon }: SelectProps<T>) {
  return (
    <AriaSelect
      className={field.field ?? ''}
      value={value}
      onChange={(next) => onChange(next as T)} // only our own options can be chosen
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={cx(field.frame, styles.button)}>
        {icon}
        <SelectValue className={styles.value ?? ''} />
        <Icon of={ChevronDown} />
      </Button>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.label} className={styles.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={styles.name}>
                    <bdi>{option.label}</bdi>
                  </span>
                  {isSelected && <Icon of={Check} />}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
