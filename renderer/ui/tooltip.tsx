import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip } from 'react-aria-components';
import styles from './tooltip.module.css';

export type TooltipProps = { readonly placement?: 'top' | 'bottom' | 'end'; readonly children: ReactNode };

/** Goes inside a react-aria `TooltipTrigger`, after the control it explains. */
export function Tooltip({ placement = 'bottom', children }: TooltipProps) {
  return (
    <AriaTooltip className={styles.tooltip ?? ''} placement={placement} offset={6}>
      {children}
    </AriaTooltip>
  );
}
