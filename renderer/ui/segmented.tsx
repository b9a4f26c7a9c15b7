import { type ReactNode, useId } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { usePageActions } from '../lib/actions.ts';
import styles from './segmented.module.css';

export type SegmentedProps<T extends string> = {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
};

/** One of a few, all visible; the palette offers them too. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const id = useId();
  usePageActions(
    options
      .filter((option) => typeof option.label === 'string')
      .map((option) => ({
        id: `choice:${id}:${option.id}`,
        group: 'page',
        title: `${label}: ${option.label}`,
        isOn: option.id === value,
        run: () => onChange(option.id),
      })),
  );
  return (
    <RadioGroup
      className={styles.group ?? ''}
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={(next) => onChange(next as T)} // only our own options can be chosen
    >
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className={styles.option ?? ''}>
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
