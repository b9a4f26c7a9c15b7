import styles from './account-label.module.css';
import { MaskedDigits } from './masked-digits.tsx';

export type AccountLabelProps = { readonly name: string; readonly last4: string | null | undefined };

/** `Credit card •• 9034` in one line: the name keeps its own direction, and a long one is cut, never the digits after it. */
export function AccountLabel({ name, last4 }: AccountLabelProps) {
  return (
    <span className={styles.label}>
      <bdi className={styles.name}>{name}</bdi> {last4 && <MaskedDigits last4={last4} />}
    </span>
  );
}
