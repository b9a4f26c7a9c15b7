import { Check } from 'lucide-react';
import styles from './checkmark.module.css';

/** The box of a choice inside a menu; the menu item carries role and state. */
export function Checkmark({ isShown }: { readonly isShown: boolean }) {
  return (
    <span className={isShown ? styles.checked : styles.box} aria-hidden="true" data-drawn>
      {isShown && <Check size={12} strokeWidth={3} aria-hidden />}
    </span>
  );
}
