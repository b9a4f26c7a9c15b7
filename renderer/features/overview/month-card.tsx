import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Overview } from '../../../shared/contract/overview.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { type ChartView, ChartViewToggle } from '../../charts/chart-view-toggle.tsx';
import { MonthCurve } from '../../charts/month-curve.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { periodName } from '../../lib/period-text.ts';
import { hrefTo } from '../../lib/router.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './month-card.module.css';

type Month = Overview['month'];
export type MonthCardProps = { readonly month: Month };

/** In and out of the running month so far, each against the usual by the same day; Cash flow has the rest. */
export function MonthCard({ month }: MonthCardProps) {
  const t = useT();
  const format = useFormat();
  const [view, setView] = useState<ChartView>('chart');
  return (
    <Card
      title={t(`overview.month.title_${month.kind}`)}
      aside={
        <span className={styles.aside}>
          <ChartViewToggle view={view} onChange={setView} name={t(`overview.month.title_${month.kind}`)} />
          <Link href={hrefTo('/cash-flow')}>{periodName(month.kind, month, format)}</Link>
        </span>
      }
    >
      <div className={styles.pair}>
        <Flow direction="in" minor={month.inMinor} usualMinor={month.usualInMinor} month={month} />
        <Flow direction="out" minor={month.outMinor} usualMinor={month.usualOutMinor} month={month} />
      </div>
      <Spent month={month} view={view} />
    </Card>
  );
}

type FlowProps = {
  readonly direction: 'in' | 'out';
  readonly minor: number;
  readonly usualMinor: number | null;
  readonly month: Month;
};

function Flow({ direction, minor, usualMinor, month }: FlowProps) {
  const t = useT();
  const format = useFormat();
  const { currency } = month;
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
          : t('overview.month.usual', {
              amount: format.amount({ minor: direction === 'out' ? -Math.abs(usualMinor) : usualMinor, currency }),
            })}
      </p>
    </div>
  );
}

/** What was spent by each day beside what is usual; the words say the same. */
function Spent({ month, view }: { readonly month: Month; readonly view: ChartView }) {
  const t = useT();
  const verdict = useVerdict(month);
  // Spending counts upwards here; refunds beyond it go below the ground line.
  const spent = useMemo(() => month.spent.map((minor) => 0 - minor), [month.spent]);
  const usual = useMemo(
    () =>
      month.usualSpent?.map(({ leastMinor, medianMinor, mostMinor }) => ({
        leastMinor: 0 - leastMinor,
        medianMinor: 0 - medianMinor,
        mostMinor: 0 - mostMinor,
      })) ?? null,
    [month.usualSpent],
  );
  return (
    <div className={styles.spent}>
      <div className={styles.legend}>
        <span className={styles.key}>
          <span className={styles.lineKey} data-drawn />
          {t('overview.month.spent')}
        </span>
        {usual && (
          <span className={styles.key}>
            <span className={styles.bandKey} data-drawn />
            {t('overview.month.usualTick')}
          </span>
        )}
        <span className={styles.verdict}>{verdict}</span>
      </div>
      {view === 'chart' ? (
        <MonthCurve
          fromDay={month.fromDay}
          dayCount={month.dayCount}
          spent={spent}
          usual={usual}
          currency={month.currency}
          label={`${t('overview.month.chart')}. ${t('overview.chart.instructions')}`}
          sentence={`${t('overview.month.spent')}. ${verdict}`}
        />
      ) : (
        <SpentTable month={month} spent={spent} usual={usual?.map((point) => point.medianMinor) ?? null} />
      )}
    </div>
  );
}

function useVerdict({ outMinor, usualOutMinor, currency }: Month): string {
  const t = useT();
  const format = useFormat();
  if (usualOutMinor === null) return '';
  const difference = usualOutMinor - outMinor;
  const verdict = difference === 0 ? 'same' : difference < 0 ? 'below' : 'above';
  return t(`overview.month.${verdict}`, { amount: format.amount({ minor: Math.abs(difference), currency }) });
}

type SpentTableProps = { readonly month: Month; readonly spent: readonly number[]; readonly usual: readonly number[] | null };

function SpentTable({ month, spent, usual }: SpentTableProps) {
  const t = useT();
  const format = useFormat();
  const { currency, fromDay, dayCount } = month;
  const amount = (minor: number | undefined) =>
    minor === undefined ? '' : <AmountText money={{ minor, currency }} showCurrency={false} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without controls needs the keyboard to scroll it
    <section className={styles.table} tabIndex={0} aria-label={t('overview.month.chart')}>
      <Table
        caption={t('overview.month.chart')}
        columns={[
          { id: 'day', label: t('overview.chart.day') },
          { id: 'spent', label: t('overview.month.spent'), kind: 'amount' },
          ...(usual ? [{ id: 'usual', label: t('overview.month.usualTick'), kind: 'amount' as const }] : []),
        ]}
        rows={Array.from({ length: usual ? dayCount : spent.length }, (_, i) => ({
          id: String(i),
          cells: { day: format.day(addDays(fromDay, i)), spent: amount(spent[i]), usual: amount(usual?.[i]) },
        }))}
      />
    </section>
  );
}
