import { useState } from 'react';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Button } from '../../ui/button.tsx';
import styles from './received-item.module.css';
import section from './transaction-facts.module.css';
import type { Detail } from './transaction-facts.tsx';

/** The item exactly as the provider sent it, on request, and when it came. */
export function ReceivedItem({ detail }: { readonly detail: Detail }) {
  const t = useT();
  const format = useFormat();
  const { privacyMode } = usePreferences();
  const [isShown, setIsShown] = useState(false);
  return (
    <section className={section.section}>
      <h3 className={section.heading}>{t('transactions.drawer.received')}</h3>
      {privacyMode ? (
        // The raw item holds the amount; privacy mode hides every amount.
        <p className={styles.times}>{t('transactions.drawer.receivedHidden')}</p>
      ) : (
        <>
          <Button size="sm" onPress={() => setIsShown(!isShown)}>
            {t(isShown ? 'transactions.drawer.hideReceived' : 'transactions.drawer.showReceived')}
          </Button>
          {isShown && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without controls needs the keyboard to scroll it
            <pre className={styles.item} dir="ltr" tabIndex={0}>
              {detail.original}
            </pre>
          )}
        </>
      )}
      <p className={styles.times}>
        {t('transactions.drawer.firstSeen', { time: format.asOf(detail.firstSeenAt) })}
        {detail.changedAt !== null && ` · ${t('transactions.drawer.changed', { time: format.asOf(detail.changedAt) })}`}
        <br />
        {t('transactions.drawer.run', { time: format.asOf(detail.receivedAt), run: detail.runId })}
      </p>
    </section>
  );
}
