import { useTranslation } from 'react-i18next';
import { formatParts, type Money } from '../../shared/domain/money.ts';
import { cx } from '../lib/cx.ts';
import { usePreferences } from '../lib/preferences.ts';
import styles from './amount-text.module.css';
import { RiyalGlyph } from './riyal-glyph.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export type AmountTextProps = {
  /** null while unknown: shown as "—", never 0. */
  readonly money: Money | null;
  /** Writes "+" before money in; money out always carries U+2212. */
  readonly signed?: boolean;
  /** `body` takes the type of its surroundings. */
  readonly size?: 'body' | 'title' | 'display';
  /** `auto`: money in is green when signed. `muted`: own transfers and pending rows. */
  readonly tone?: 'auto' | 'muted' | 'plain';
  /** Left out: other currencies show their code, riyals stand alone as list rows do. */
  readonly showCurrency?: boolean;
};

/** A figure: a left-to-right island in both languages, tabular, hidden in privacy mode. */
export function AmountText({ money, signed = false, size = 'body', tone = 'auto', showCurrency }: AmountTextProps) {
  const { numerals, privacyMode } = usePreferences();
  const { t } = useTranslation();
  const isIn = tone === 'auto' && signed && money !== null && money.minor > 0;
  const className = cx(styles.amount, styles[size], tone === 'muted' && styles.muted, isIn && !privacyMode && styles.in);
  if (money === null) {
    return (
      <bdi dir="ltr" className={className}>
        <span aria-hidden="true">—</span>
        <VisuallyHidden>{t('common.amount.unknown')}</VisuallyHidden>
      </bdi>
    );
  }
  const hasCurrency = showCurrency ?? money.currency !== 'SAR';
  return (
    <bdi dir="ltr" className={className}>
      {hasCurrency && <CurrencySign currency={money.currency} />}
      {privacyMode ? (
        <HiddenFigure label={t('common.amount.hidden')} />
      ) : (
        <Figure money={money} signed={signed} numerals={numerals} isDisplay={size === 'display'} />
      )}
    </bdi>
  );
}

function CurrencySign({ currency }: { readonly currency: string }) {
  return <span className={currency === 'SAR' ? styles.glyph : styles.code}>{currency === 'SAR' ? <RiyalGlyph /> : currency}</span>;
}

function HiddenFigure({ label }: { readonly label: string }) {
  return (
    <>
      <span aria-hidden="true" className={styles.dots}>
        •••••
      </span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </>
  );
}

type FigureProps = { readonly money: Money; readonly signed: boolean; readonly numerals: 'latn' | 'arab'; readonly isDisplay: boolean };

function Figure({ money, signed, numerals, isDisplay }: FigureProps) {
  const parts = formatParts(money, { signed, numerals });
  if (!isDisplay) return <span>{parts.sign + parts.whole + parts.decimals}</span>;
  return (
    <span>
      {parts.sign + parts.whole}
      <span className={styles.decimals}>{parts.decimals}</span>
    </span>
  );
}
