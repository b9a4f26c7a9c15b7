import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

export type Fact = { readonly id: string; readonly label: string; readonly value: ReactNode; readonly action?: ReactNode };

/** Labels and what they name, one line each. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.list}>
      {facts.map((fact) => (
        <div key={fact.id} className={styles.fact}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.value}>{fact.value}</dd>
          {fact.action !== undefined && <dd className={styles.action}>{fact.action}</dd>}
        </div>
      ))}
    </dl>
  );
}
