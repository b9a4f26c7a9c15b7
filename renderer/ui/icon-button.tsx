import type { ReactNode } from 'react';
import { Button as AriaButton, ToggleButton, TooltipTrigger } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  /** Given: a toggle that tells its state. */
  readonly isSelected?: boolean;
  readonly isDisabled?: boolean;
};

export function IconButton({ label, icon, onPress, isSelected, isDisabled = false }: IconButtonProps) {
  const className = cx(styles.button);
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {isSelected === undefined ? (
        <AriaButton className={className} aria-label={label} onPress={onPress} isDisabled={isDisabled}>
          {icon}
        </AriaButton>
      ) : (
        <ToggleButton className={className} aria-label={label} onChange={onPress} isSelected={isSelected} isDisabled={isDisabled}>
          {icon}
        </ToggleButton>
      )}
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
