import { Check } from 'lucide-react';
import { Icon } from './icon.tsx';
import styles from './menu-tick.module.css';

/** Before each choice of a menu, so that all of them begin at one edge; the menu item carries role and state. */
export function MenuTick({ isShown }: { readonly isShown: boolean }) {
  return <span className={styles.tick}>{isShown && <Icon of={Check} />}</span>;
}
