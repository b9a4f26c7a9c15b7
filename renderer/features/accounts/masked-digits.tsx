import styles from './masked-digits.module.css';

/** `•• 4821`: an island that reads left to right in both languages. */
export function MaskedDigits({ last4 }: { readonly last4: string }) {
  return (
    <bdi dir="ltr" className={styles.digits}>
      <span aria-hidden="true" className={styles.dots}>
        ••
      </span>
      {last4}
    </bdi>
  );
}
