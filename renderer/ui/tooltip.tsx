import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './tooltip.module.css';

export type TooltipProps = {
  readonly placement?: 'top' | 'bottom' | 'end' /** Names an icon whose words only wide windows show. */;
  readonly isNarrowOnly?: boolean;
  readonly children: ReactNode;
};

/** Goes inside a react-aria `TooltipTrigger`, after the control it explains. */
export function Tooltip({ placement = 'bottom', isNarrowOnly = false, children }: TooltipProps) {
  return (
    <AriaTooltip className={cx(styles.tooltip, isNarrowOnly && styles.narrowOnly)} placement={placement} offset={6}>
      {children}
    </AriaTooltip>
  );
}
