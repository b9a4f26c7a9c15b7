import { useFormat } from '../../lib/format.ts';
import styles from './account-label.module.css';

export type AccountLabelProps = { readonly name: string; readonly last4: string | null | undefined };

/** `Credit card 9034` in one line: name and digits keep the name's own direction, and a long name is cut, never the digits. */
export function AccountLabel({ name, last4 }: AccountLabelProps) {
  const format = useFormat();
  return (
    <span dir="auto" className={styles.label}>
      <span className={styles.name}>{name}</span>
      {last4 && (
        <bdi dir="ltr" className={styles.digits}>
          {format.digits(last4)}
        </bdi>
      )}
    </span>
  );
}
