import { type ReactNode, useId } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './option-cards.module.css';

export type OptionCard<T extends string> = {
  readonly id: T;
  readonly title: string;
  readonly body?: ReactNode;
  /** A fact that helps to choose, with its icon. */
  readonly note?: ReactNode;
  /** Language the title is written in, where it is not the page's. */
  readonly language?: 'ar' | 'en';
};
export type OptionCardsProps<T extends string> = {
  readonly label: string;
  /** The label is spoken but not drawn, where a heading says the same. */
  readonly isLabelHidden?: boolean;
  readonly options: readonly OptionCard<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** `grid`: as many beside each other as fit. */
  readonly layout?: 'row' | 'column' | 'grid';
};

/** One of a few, each explained on its own card. */
export function OptionCards<T extends string>({
  label,
  isLabelHidden = false,
  options,
  value,
  onChange,
  layout = 'column',
}: OptionCardsProps<T>) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      value={value}
      onChange={(next) => onChange(next as T)} // only our own options can be chosen
      {...(isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <div className={cx(styles.cards, layout !== 'column' && styles[layout])}>
        {options.map((option) => (
          <Option key={option.id} option={option} />
        ))}
      </div>
    </RadioGroup>
  );
}

function Option<T extends string>({ option }: { readonly option: OptionCard<T> }) {
  const titleId = useId();
  const bodyId = useId();
  return (
    <Radio value={option.id} className={styles.card ?? ''} aria-labelledby={titleId} aria-describedby={bodyId}>
      <span className={styles.mark} data-drawn />
      <span className={styles.text}>
        <span id={titleId} className={styles.title} {...(option.language === undefined ? {} : { lang: option.language })}>
          {option.title}
        </span>
        <span id={bodyId} className={styles.body}>
          {option.body}
        </span>
        {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
      </span>
    </Radio>
  );
}
