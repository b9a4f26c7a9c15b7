import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Select as AriaSelect, Button, FieldError, Label, ListBox, ListBoxItem, Popover, SelectValue } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import field from './field.module.css';
import { Icon } from './icon.tsx';
import styles from './select.module.css';

export type SelectOption<T extends string> = {
  readonly id: T;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Stands below the option before it. */
  readonly isChild?: boolean;
};
export type SelectProps<T extends string> = {
  readonly label: string;
  /** The label is spoken but not drawn. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly SelectOption<T>[];
  /** null while none is chosen. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  /** Stands where the choice will. */
  readonly placeholder?: string;
  readonly icon?: ReactNode;
  readonly error?: string | undefined;
};

export function Select<T extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
  placeholder = '',
  icon,
  error,
}: SelectProps<T>) {
  return (
    <AriaSelect
      className={field.field ?? ''}
      value={value}
      onChange={(next) => onChange(next as T)} // only our own options can be chosen
      placeholder={placeholder}
      isInvalid={error !== undefined}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={field.label ?? ''}>{label}</Label>}
      <Button className={cx(field.frame, styles.button)}>
        {icon}
        <SelectValue className={styles.value ?? ''} />
        <Icon of={ChevronDown} />
      </Button>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.label} className={styles.item ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={cx(styles.name, option.isChild && styles.child)}>
                    {option.icon}
                    <bdi className={styles.word}>{option.label}</bdi>
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
