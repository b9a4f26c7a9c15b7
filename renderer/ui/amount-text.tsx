import { formatParts, type Money } from '../../shared/domain/money.ts';
import { cx } from '../lib/cx.ts';
import { useFormat, useT } from '../lib/format.ts';
import { PRIVACY_DOTS } from '../lib/hide-amounts.ts';
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
  /** A figure that stands alone: what it is, so that the palette can offer to copy it. */
  readonly name?: string;
};

/** A figure: a left-to-right island in both languages, tabular, hidden in privacy mode. */
export function AmountText({ money, signed = false, size = 'body', tone = 'auto', showCurrency, name }: AmountTextProps) {
  const { numerals, privacyMode } = usePreferences();
  const format = useFormat();
  const t = useT();
  const isIn = tone === 'auto' && signed && money !== null && money.minor > 0;
  const className = cx(styles.amount, styles[size], tone === 'muted' && styles.muted, isIn && !privacyMode && styles.in);
  if (money === null) {
    return (
      <bdi dir="ltr" className={className} data-figures>
        <span aria-hidden="true">—</span>
        <VisuallyHidden>{t('common.amount.unknown')}</VisuallyHidden>
      </bdi>
    );
  }
  const hasCurrency = showCurrency ?? money.currency !== 'SAR';
  return (
    <bdi
      dir="ltr"
      className={className}
      data-figures
      data-copy="amount"
      data-copy-text={format.copied(money)}
      {...(name !== undefined && { 'data-copy-name': name })}
    >
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
        {PRIVACY_DOTS}
      </span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </>
  );
}

type FigureProps = { readonly money: Money; readonly signed: boolean; readonly numerals: 'latn' | 'arab'; readonly isDisplay: boolean };

function Figure({ money, signed, numerals, isDisplay }: FigureProps) {
  const parts = formatParts(money, { signed, numerals });
  const whole = parts.sign + parts.whole;
  if (numerals === 'arab') return <ArabicFigure whole={whole} decimals={parts.decimals} isDisplay={isDisplay} />;
  if (!isDisplay) return <span>{whole + parts.decimals}</span>;
  return (
    <span>
      {whole}
      <span className={styles.decimals}>{parts.decimals}</span>
    </span>
  );
}

type ArabicFigureProps = { readonly whole: string; readonly decimals: string; readonly isDisplay: boolean };

/** The Arabic font has no tabular digits, so each stands in a cell of one width; readers get the figure in one piece. */
function ArabicFigure({ whole, decimals, isDisplay }: ArabicFigureProps) {
  return (
    <>
      <VisuallyHidden>{whole + decimals}</VisuallyHidden>
      {/* An override, not an isolate: cells are neutral to the bidi algorithm, which would turn the digits between two separators round. */}
      <bdo dir="ltr" aria-hidden="true">
        <Cells text={whole} />
        <span className={cx(isDisplay && styles.decimals)}>
          <Cells text={decimals} />
        </span>
      </bdo>
    </>
  );
}

/** The font draws it almost like the decimal mark; raised, the two cannot be taken for each other. */
const THOUSANDS = '\u066c';

function Cells({ text }: { readonly text: string }) {
  return [...text].map((char, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a digit's place is all that tells it from its twins
    <span key={index} className={cx(/[\u0660-\u0669]/.test(char) && styles.cell, char === THOUSANDS && styles.thousands)}>
      {char}
    </span>
  ));
}
