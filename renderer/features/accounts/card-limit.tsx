import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import styles from './card-limit.module.css';
import { cardUse } from './card-use.ts';

/** A card's limit and its use. The limit is the bank's money and is in no total. */
export function CardLimit({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const { privacyMode } = usePreferences();
  const use = cardUse(account);
  if (!use) return null;
  const isOver = use.left.minor < 0;
  return (
    <Card title={t('accounts.detail.card')} aside={t('accounts.detail.useOf', { percent: format.percent(use.share) })}>
      {!privacyMode && (
        <div className={styles.track} aria-hidden="true" data-drawn>
          <span className={isOver ? styles.over : styles.bar} style={{ inlineSize: `${Math.min(1, use.share) * 100}%` }} />
        </div>
      )}
      <dl className={styles.figures}>
        <Figure label={t('accounts.detail.used')} money={use.used} />
        <Figure
          label={t(isOver ? 'accounts.detail.over' : 'accounts.detail.left')}
          money={{ ...use.left, minor: Math.abs(use.left.minor) }}
        />
        <Figure label={t('accounts.detail.limit')} money={use.limit} />
      </dl>
      <p className={styles.note}>{t('accounts.detail.limitNote')}</p>
    </Card>
  );
}

function Figure({ label, money }: { readonly label: string; readonly money: { readonly minor: number; readonly currency: string } }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        <AmountText money={money} name={label} />
      </dd>
    </div>
  );
}
