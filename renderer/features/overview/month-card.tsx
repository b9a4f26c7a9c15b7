import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import type { Overview } from '../../../shared/contract/overview.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './month-card.module.css';

type Month = Overview['month'];
export type MonthCardProps = { readonly month: Month };

/** In and out of the month so far, each against the usual by the same day. */
export function MonthCard({ month }: MonthCardProps) {
  const t = useT();
  const format = useFormat();
  const { currency } = month;
  return (
    <Card title={t('overview.month.title')} aside={format.range(month.fromDay, month.toDay)}>
      <div className={styles.pair}>
        <Flow direction="in" minor={month.inMinor} usualMinor={month.usualInMinor} currency={currency} />
        <Flow direction="out" minor={month.outMinor} usualMinor={month.usualOutMinor} currency={currency} />
      </div>
      {month.usualOutMinor !== null && <Spent spent={-month.outMinor} usual={-month.usualOutMinor} currency={currency} />}
    </Card>
  );
}

type FlowProps = {
  readonly direction: 'in' | 'out';
  readonly minor: number;
  readonly usualMinor: number | null;
  readonly currency: string;
};

function Flow({ direction, minor, usualMinor, currency }: FlowProps) {
  const t = useT();
  const format = useFormat();
  return (
    <div>
      <p className={styles.label}>
        <Icon of={direction === 'in' ? ArrowDownLeft : ArrowUpRight} size={13} points />
        {t(`overview.month.${direction}`)}
      </p>
      <AmountText money={{ minor, currency }} signed size="title" name={t(`overview.month.${direction}`)} />
      <p className={styles.usual}>
        {usualMinor === null
          ? t('overview.month.usualUnknown')
          : t('overview.month.usual', { amount: format.amount({ minor: Math.abs(usualMinor), currency }) })}
      </p>
    </div>
  );
}

/** A bar of what was spent with a tick where it usually stands by now; the words say the same. */
function Spent({ spent, usual, currency }: { readonly spent: number; readonly usual: number; readonly currency: string }) {
  const t = useT();
  const format = useFormat();
  const most = Math.max(spent, usual, 1) * 1.15;
  const difference = spent - usual;
  const verdict = difference === 0 ? 'same' : difference < 0 ? 'below' : 'above';
  return (
    <div className={styles.spent}>
      <div className={styles.legend}>
        <span className={styles.key}>
          <span className={styles.barKey} data-drawn />
          {t('overview.month.spent')}
        </span>
        <span className={styles.key}>
          <span className={styles.tickKey} data-drawn />
          {t('overview.month.usualTick')}
        </span>
        <span className={styles.verdict}>
          {t(`overview.month.${verdict}`, { amount: format.amount({ minor: Math.abs(difference), currency }) })}
        </span>
      </div>
      <div className={styles.track} aria-hidden="true" data-drawn>
        <span className={styles.bar} style={{ inlineSize: `${(Math.max(0, spent) / most) * 100}%` }} />
        <span className={styles.tick} style={{ insetInlineStart: `${(Math.max(0, usual) / most) * 100}%` }} />
      </div>
    </div>
  );
}
