import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import styles from './switch.module.css';

export type SwitchProps = {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children?: ReactNode;
  readonly isDisabled?: boolean;
  /** What is on or off, where the text beside the switch says only which of the two, or there is none. */
  readonly label?: string;
};

/** On or off, at once. */
export function Switch({ isSelected, onChange, children, isDisabled = false, label }: SwitchProps) {
  return (
    <AriaSwitch
      className={styles.switch ?? ''}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label !== undefined && { 'aria-label': label })}
    >
      <span className={styles.track} data-drawn>
        <span className={styles.thumb} />
      </span>
      {children !== undefined && <span className={styles.word}>{children}</span>}
    </AriaSwitch>
  );
}
