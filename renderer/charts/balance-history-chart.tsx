import { ChartLine, TriangleAlert } from 'lucide-react';
import { Suspense, useId, useMemo } from 'react';
import type { Day } from '../../shared/domain/dates.ts';
import { useFormat, useT } from '../lib/format.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { usePreferences } from '../lib/preferences.ts';
import { AmountText } from '../ui/amount-text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './balance-history-chart.module.css';
import { BalanceTable } from './balance-table.tsx';
import { ChartBoundary } from './chart-boundary.tsx';
import type { ChartView } from './chart-view-toggle.tsx';
import type { Point } from './history-summary.ts';
import { VALUE_AXIS } from './plot-area.ts';
import { PointReader } from './point-reader.tsx';
import { timeTicks } from './time-axis.ts';
import { useAxisLabels } from './use-axis-labels.ts';
import { useChartSentence } from './use-chart-sentence.ts';
import { useWidth } from './use-width.ts';
import { valueAxis } from './value-axis.ts';

export type BalanceHistoryChartProps = {
  /** One balance per day, oldest first. */
  readonly points: readonly Point[];
  readonly currency: string;
  /** What the line shows, e.g. "Balance history". */
  readonly label: string;
  readonly view: ChartView;
  readonly onViewChange: (view: ChartView) => void;
  /** Last day the bank confirmed, when that is not the last point. */
  readonly knownUntil?: Day | undefined;
  /** False where the card's own line says it already; screen readers hear it either way. */
  readonly isSentenceShown?: boolean;
};

// recharts is most of the page's code; the first screen loads it while the core gets ready.
const BalancePlot = lazyPart(() => import('./balance-plot.tsx').then((module) => module.BalancePlot), { isFirst: true });

const LABEL_WIDTH = 48;
const FALLBACK_WIDTH = 640;

/** A balance over time as a line, and the same figures as a table. */
export function BalanceHistoryChart(props: BalanceHistoryChartProps) {
  const { points, currency, label, view, onViewChange, isSentenceShown = true } = props;
  const t = useT();
  const id = useId();
  const sentence = useChartSentence(points, currency);
  if (sentence === undefined) {
    return (
      <div className={styles.blank}>
        <EmptyState icon={<Icon of={ChartLine} />} title={t('overview.chart.emptyTitle')} body={t('overview.chart.emptyBody')} />
      </div>
    );
  }
  const broken = (
    <div className={styles.blank}>
      <EmptyState
        icon={<Icon of={TriangleAlert} />}
        title={t('overview.chart.errorTitle')}
        body={t('overview.chart.errorBody')}
        action={<Button onPress={() => onViewChange('table')}>{t('overview.chart.showTable')}</Button>}
      />
    </div>
  );
  return (
    <figure className={styles.figure}>
      {view === 'table' ? (
        <BalanceTable points={points} currency={currency} label={label} />
      ) : (
        <ChartBoundary fallback={broken}>
          <Drawing {...props} sentenceId={id} />
        </ChartBoundary>
      )}
      <figcaption id={id} className={isSentenceShown ? styles.sentence : undefined}>
        {isSentenceShown ? sentence : <VisuallyHidden>{sentence}</VisuallyHidden>}
      </figcaption>
    </figure>
  );
}

function Drawing({ points, currency, label, knownUntil, sentenceId }: BalanceHistoryChartProps & { readonly sentenceId: string }) {
  const t = useT();
  const format = useFormat();
  const isRtl = usePreferences().language === 'ar';
  const { ref, width } = useWidth<HTMLDivElement>(FALLBACK_WIDTH);
  const values = useMemo(() => valueAxis(points.map((point) => point.balanceMinor)), [points]);
  const from = points[0]?.day ?? '';
  const to = points.at(-1)?.day ?? '';
  const maxLabels = Math.max(2, Math.floor(((width ?? FALLBACK_WIDTH) - VALUE_AXIS) / LABEL_WIDTH));
  const times = useMemo(() => timeTicks(from, to, maxLabels), [from, to, maxLabels]);
  const { writeValue, writeExact, writeTime } = useAxisLabels(values, currency);
  return (
    <div ref={ref} className={styles.drawing}>
      <Suspense fallback={<div className={styles.plotBlank} />}>
        {width === undefined ? (
          <div className={styles.plotBlank} />
        ) : (
          <BalancePlot
            points={points}
            knownUntil={knownUntil}
            width={width}
            isRtl={isRtl}
            values={values}
            times={times}
            writeValue={writeValue}
            writeExact={writeExact}
            writeTime={writeTime}
          />
        )}
      </Suspense>
      <PointReader
        points={points}
        values={values}
        isRtl={isRtl}
        label={`${label}. ${t('overview.chart.instructions')}`}
        describedBy={sentenceId}
        say={(point) =>
          t('overview.chart.point', {
            date: format.day(point.day, 'date'),
            hijri: format.hijri(point.day),
            amount: format.amount({ minor: point.balanceMinor, currency }),
            currency,
          })
        }
        copied={(point) => `${point.day} ${format.copied({ minor: point.balanceMinor, currency })}`}
        renderTip={(point) => (
          <>
            <div className={styles.tipAmount}>
              <AmountText money={{ minor: point.balanceMinor, currency }} showCurrency />
            </div>
            <div>{format.day(point.day, 'date')}</div>
            <div>{format.hijri(point.day)}</div>
          </>
        )}
      />
    </div>
  );
}
