import { keyCaps, type Platform, type Shortcut } from '../../shared/domain/shortcut.ts';
import { platform } from '../lib/platform.ts';
import styles from './key-caps.module.css';

export type KeyCapsProps = { readonly keys: Shortcut; readonly on?: Platform };

/** A shortcut as it stands on the keyboard: an island that reads left to right in both languages. */
export function KeyCaps({ keys, on = platform }: KeyCapsProps) {
  return (
    <bdi dir="ltr" className={styles.caps}>
      {keyCaps(keys, on).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </bdi>
  );
}
