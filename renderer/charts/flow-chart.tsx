import { TriangleAlert } from 'lucide-react';
import { Suspense, useId, useMemo } from 'react';
import type { Language } from '../../shared/contract/common.ts';
import type { CalendarKind } from '../../shared/domain/periods.ts';
import { useT } from '../lib/format.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { usePreferences } from '../lib/preferences.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { ChartBoundary } from './chart-boundary.tsx';
import type { ChartView } from './chart-view-toggle.tsx';
import styles from './flow-chart.module.css';
import { FLOW_BOTTOM, FLOW_PLOT, FLOW_START, FLOW_TOP, FLOW_VALUE_AXIS, flowLabels } from './flow-geometry.ts';
import type { FlowBar } from './flow-plot.tsx';
import { FlowReader } from './flow-reader.tsx';
import { FlowTable } from './flow-table.tsx';
import { useAxisLabels } from './use-axis-labels.ts';
import { useWidth } from './use-width.ts';
import { valueAxis } from './value-axis.ts';

export type FlowPoint = {
  readonly key: string;
  /** November 2026 · 27 Oct – 26 Nov. */
  readonly name: string;
  /** Its days in both calendars. */
  readonly days: string;
  readonly label: readonly string[];
  readonly year: string;
  readonly isYearStart: boolean;
  readonly isUnfinished: boolean;
  /** Some bank is held of a part of it only. */
  readonly isPartial: boolean;
  /** null where nothing is held of it. */
  readonly flow: { readonly incomeMinor: number; readonly expenseMinor: number; readonly netMinor: number } | null;
};
export type UsualBand = { readonly expenseMinor: number; readonly leastExpenseMinor: number; readonly mostExpenseMinor: number };
export type FlowChartProps = {
  readonly kind: CalendarKind;
  /** Consecutive periods, oldest first. */
  readonly points: readonly FlowPoint[];
  readonly currency: string;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** What is usual by the end of the chosen period. */
  readonly usual: UsualBand | null;
  /** What the bars show, e.g. "Income and spending by month". */
  readonly label: string;
  /** The chart in a sentence, for who cannot see it. */
  readonly sentence: string;
  readonly view: ChartView;
  readonly onViewChange: (view: ChartView) => void;
};

// recharts is most of the page's code; everything else stands before it is read.
const FlowPlot = lazyPart(() => import('./flow-plot.tsx').then((module) => module.FlowPlot));

const FALLBACK_WIDTH = 920;

/** Income above spending per period, one of them chosen, and the same figures as a table. */
export function FlowChart(props: FlowChartProps) {
  const { points, currency, selected, onSelect, label, sentence, view, onViewChange } = props;
  const t = useT();
  const id = useId();
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
        <FlowTable points={points} currency={currency} selected={selected} onSelect={onSelect} label={label} isScrolling />
      ) : (
        <ChartBoundary fallback={broken}>
          <Drawing {...props} sentenceId={id} />
        </ChartBoundary>
      )}
      <figcaption id={id}>
        <VisuallyHidden>{sentence}</VisuallyHidden>
      </figcaption>
    </figure>
  );
}

function Drawing({ sentenceId, ...props }: FlowChartProps & { readonly sentenceId: string }) {
  const { kind, points, currency, selected, onSelect, usual, label } = props;
  const t = useT();
  const { language } = usePreferences();
  const isRtl = language === 'ar';
  const { ref, width } = useWidth<HTMLDivElement>(FALLBACK_WIDTH);
  const values = useMemo(() => axisOf(points, usual), [points, usual]);
  const { writeValue, writeExact } = useAxisLabels(values, currency, { isSigned: true });
  const columnWidth = ((width ?? FALLBACK_WIDTH) - FLOW_START - FLOW_VALUE_AXIS) / Math.max(1, points.length);
  const bars = useMemo(() => barsOf(kind, points, columnWidth, language), [kind, points, columnWidth, language]);
  const bottom = bars.some((bar) => bar.label.length > 1) ? FLOW_BOTTOM.two : FLOW_BOTTOM.one;
  return (
    <div ref={ref} className={styles.drawing} style={{ blockSize: FLOW_TOP + FLOW_PLOT + bottom }}>
      <Chosen index={selected} count={points.length} values={values} usual={usual} />
      <Suspense fallback={null}>
        {width !== undefined && (
          <FlowPlot
            bars={bars}
            selected={selected}
            width={width}
            bottom={bottom}
            isRtl={isRtl}
            values={values}
            writeValue={writeValue}
            writeExact={writeExact}
          />
        )}
      </Suspense>
      <FlowReader
        points={points}
        currency={currency}
        selected={selected}
        onSelect={onSelect}
        isRtl={isRtl}
        label={`${label}. ${t('cash-flow.chart.instructions')}`}
        describedBy={sentenceId}
      />
    </div>
  );
}

type ChosenProps = {
  readonly index: number;
  readonly count: number;
  readonly values: { readonly min: number; readonly max: number };
  readonly usual: UsualBand | null;
};

/** The column of the chosen period, and in it how much spending is usual by its end. */
function Chosen({ index, count, values, usual }: ChosenProps) {
  const place = { insetInlineStart: `${(index / count) * 100}%`, inlineSize: `${100 / count}%` };
  const at = (minor: number) => ((values.max - minor) / (values.max - values.min)) * FLOW_PLOT;
  return (
    <div className={styles.columns} aria-hidden="true">
      <span className={styles.chosen} style={place} />
      {usual && (
        <span
          className={styles.usual}
          style={{
            ...place,
            insetBlockStart: at(usual.leastExpenseMinor),
            blockSize: Math.max(4, at(usual.mostExpenseMinor) - at(usual.leastExpenseMinor)),
          }}
        >
          <span className={styles.middle} style={{ insetBlockStart: at(usual.expenseMinor) - at(usual.leastExpenseMinor) }} />
        </span>
      )}
    </div>
  );
}

function axisOf(points: readonly FlowPoint[], usual: UsualBand | null) {
  const flows = points.flatMap(({ flow }) => (flow ? [flow.incomeMinor, flow.expenseMinor, flow.netMinor] : []));
  return valueAxis(usual ? [...flows, usual.mostExpenseMinor] : flows);
}

function barsOf(kind: CalendarKind, points: readonly FlowPoint[], columnWidth: number, language: Language): FlowBar[] {
  const labels = flowLabels(
    kind,
    points.map((point) => point.isYearStart),
    columnWidth,
    language,
  );
  return points.map(({ key, flow, isUnfinished, isPartial, label, year }, index) => ({
    key,
    incomeMinor: flow?.incomeMinor ?? null,
    expenseMinor: flow?.expenseMinor ?? null,
    netMinor: flow?.netMinor ?? null,
    isIncomplete: isUnfinished || isPartial,
    label: labels[index] === 'name' ? label : labels[index] === 'year' ? [year] : [],
  }));
}
