import { useFormat } from '../../lib/format.ts';
import styles from './masked-digits.module.css';

/** `•• 4821`: an island that reads left to right in both languages. */
export function MaskedDigits({ last4 }: { readonly last4: string }) {
  const format = useFormat();
  return (
    <bdi dir="ltr" className={styles.digits}>
      <span aria-hidden="true" className={styles.dots}>
        ••
      </span>
      {format.digits(last4)}
    </bdi>
  );
}
