import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './button.module.css';
import { Spinner } from './spinner.tsx';

/** `equal` stands beside a primary button with the same weight; `secondary` is the plain one. */
export type ButtonVariant = 'primary' | 'secondary' | 'equal' | 'quiet' | 'danger';
/** `sm` 28 in bars, `md` 32, `lg` 40 for a page's one decision. */
export type ButtonSize = 'sm' | 'md' | 'lg';
export type ButtonProps = {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** Stands after the label, e.g. an arrow out of the window. */
  readonly trailingIcon?: ReactNode;
  readonly isPending?: boolean;
  readonly isDisabled?: boolean;
  readonly isWide?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  readonly autoFocus?: boolean;
  readonly children: ReactNode;
};

export function buttonClass(variant: ButtonVariant, size: ButtonSize, isWide: boolean): string {
  return cx(styles.button, styles[variant], styles[size], isWide && styles.wide);
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', icon, trailingIcon, isPending = false, isDisabled = false, isWide = false } = props;
  return (
    <AriaButton
      className={buttonClass(variant, size, isWide)}
      type={props.type ?? 'button'}
      isPending={isPending}
      isDisabled={isDisabled}
      autoFocus={props.autoFocus ?? false}
      {...(props.onPress ? { onPress: props.onPress } : {})}
    >
      {isPending ? <Spinner /> : icon}
      <span>{props.children}</span>
      {trailingIcon}
    </AriaButton>
  );
}
