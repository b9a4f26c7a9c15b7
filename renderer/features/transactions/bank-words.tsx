import { useFormat, useT } from '../../lib/format.ts';
import styles from './bank-words.module.css';
import section from './transaction-facts.module.css';
import type { Detail } from './transaction-facts.tsx';

/** The bank's own text as it came, each part in its own direction. */
export function BankWords({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const format = useFormat();
  const words = [...new Set([detail.purpose, detail.bookingText].map((text) => text.trim()))].filter((text) => text !== '');
  return (
    <section className={section.section}>
      <h3 className={section.heading}>{t('transactions.drawer.words')}</h3>
      {words.length === 0 ? (
        <p className={styles.none}>{t('transactions.drawer.noWords')}</p>
      ) : (
        <blockquote className={styles.words}>
          {words.map((text) => (
            <p key={text} dir="auto" className={styles.text}>
              {format.words(text)}
            </p>
          ))}
        </blockquote>
      )}
    </section>
  );
}
