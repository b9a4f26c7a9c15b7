import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { TextField as AriaTextField, FieldError, Group, Input, Label, Text, TextArea } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './field.module.css';
import { Icon } from './icon.tsx';
import hidden from './visually-hidden.module.css';

export type TextFieldProps = {
  readonly label: string;
  /** What stands above it says the same. */
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  /** Typed blindly and never remembered by the browser. */
  readonly isSecret?: boolean;
  readonly isDisabled?: boolean;
  /** Addresses, ids and IBANs read left to right in both languages. */
  readonly direction?: 'auto' | 'ltr' | 'rtl';
  readonly language?: 'ar' | 'en';
  /** More than one line. */
  readonly rows?: number;
  readonly autoFocus?: boolean;
  /** A button inside the frame. */
  readonly trailing?: ReactNode;
};

export function TextField(props: TextFieldProps) {
  const isInvalid = props.error !== undefined;
  const shared = {
    dir: props.direction ?? 'auto',
    placeholder: props.placeholder ?? '',
    ...(props.language === undefined ? {} : { lang: props.language }),
    spellCheck: false,
  } as const;
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={isInvalid}
      // The browser's own validation would refuse to submit a form again until every marked field was touched.
      validationBehavior="aria"
      isDisabled={props.isDisabled ?? false}
      type={props.isSecret ? 'password' : 'text'}
      autoComplete="off"
      autoFocus={props.autoFocus ?? false}
    >
      <Label className={(props.isLabelHidden ? hidden.hidden : styles.label) ?? ''}>{props.label}</Label>
      <Group className={styles.frame ?? ''} isInvalid={isInvalid}>
        {props.rows === undefined ? (
          <Input className={styles.input ?? ''} {...shared} />
        ) : (
          <TextArea className={cx(styles.input, styles.area)} rows={props.rows} {...shared} />
        )}
        {isInvalid && <Icon of={CircleAlert} />}
        {props.trailing !== undefined && <span className={styles.trailing}>{props.trailing}</span>}
      </Group>
      {props.description !== undefined && !isInvalid && (
        <Text slot="description" className={styles.hint ?? ''}>
          {props.description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
    </AriaTextField>
  );
}
