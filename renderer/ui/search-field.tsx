import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { SearchField as AriaSearchField, Button, Group, Input } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import field from './field.module.css';
import { Icon } from './icon.tsx';
import styles from './search-field.module.css';

export type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit?: (value: string) => void;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** Escape clears it, Enter submits. */
export function SearchField({ label, value, onChange, onSubmit, placeholder, inputRef }: SearchFieldProps) {
  const t = useT();
  return (
    <AriaSearchField
      className={styles.search ?? ''}
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onSubmit ? { onSubmit } : {})}
    >
      <Group className={cx(field.frame, styles.frame)}>
        <Icon of={Search} />
        <Input
          className={cx(field.input, styles.input)}
          placeholder={placeholder ?? label}
          autoComplete="off"
          spellCheck={false}
          // What is typed in its own direction; empty, the placeholder's.
          {...(value === '' ? {} : { dir: 'auto' })}
          {...(inputRef ? { ref: inputRef } : {})}
        />
        {value !== '' && (
          <Button className={styles.clear ?? ''} aria-label={t('common.search.clear')}>
            <Icon of={X} size={13} />
          </Button>
        )}
      </Group>
    </AriaSearchField>
  );
}
