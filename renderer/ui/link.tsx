import type { ReactNode } from 'react';
import { Link as AriaLink } from 'react-aria-components';
import styles from './link.module.css';

export type LinkProps = { readonly href?: string; readonly onPress?: () => void; readonly icon?: ReactNode; readonly children: ReactNode };

/** A link in accent colour; without `href` it acts. */
export function Link({ href, onPress, icon, children }: LinkProps) {
  return (
    <AriaLink className={styles.link ?? ''} {...(href === undefined ? {} : { href })} {...(onPress ? { onPress } : {})}>
      {icon}
      {children}
    </AriaLink>
  );
}
