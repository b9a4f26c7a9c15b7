import { memo } from 'react';
import { Area, AreaChart, CartesianGrid, ReferenceDot, ReferenceLine, XAxis, YAxis, type YAxisTickContentProps } from 'recharts';
import { type Day, daysBetween } from '../../shared/domain/dates.ts';
import styles from './balance-plot.module.css';
import type { Point } from './history-summary.ts';
import { PLOT_BOTTOM, PLOT_HEIGHT, PLOT_START, PLOT_TOP, VALUE_AXIS } from './plot-area.ts';
import type { TimeTick } from './time-axis.ts';
import type { ValueAxis } from './value-axis.ts';
import { ValueLabel } from './value-label.tsx';

export type BalancePlotProps = {
  readonly points: readonly Point[];
  /** Last day the bank confirmed; later days are drawn flat and dashed, because nothing is known about them. */
  readonly knownUntil: Day | undefined;
  readonly width: number;
  readonly isRtl: boolean;
  readonly values: ValueAxis;
  readonly times: readonly TimeTick[];
  readonly writeValue: (minor: number) => string;
  readonly writeExact: (minor: number) => string | undefined;
  readonly writeTime: (tick: TimeTick) => string;
};

type PlotRow = { readonly offset: number; readonly known: number | null; readonly carried: number | null };

function toRows(points: readonly Point[], knownUntil: Day | undefined): PlotRow[] {
  const from = points[0]?.day ?? '';
  return points.map(({ day, balanceMinor }) => ({
    offset: daysBetween(from, day),
    known: !knownUntil || day <= knownUntil ? balanceMinor : null,
    carried: knownUntil && day >= knownUntil ? balanceMinor : null,
  }));
}

/** The drawing alone: it holds no text a screen reader needs, the reading layer over it says every value. */
export const BalancePlot = memo(function BalancePlot(props: BalancePlotProps) {
  const { isRtl, values, times } = props;
  const rows = toRows(props.points, props.knownUntil);
  const lastKnown = rows.findLast((row) => row.known !== null);
  const timeAt = new Map(times.map((tick) => [tick.offset, tick]));
  // The value axis stands at the reading end, so the newest point is beside its figures.
  const margin = { top: PLOT_TOP, bottom: 0, left: isRtl ? 0 : PLOT_START, right: isRtl ? PLOT_START : 0 };
  return (
    <div className={styles.plot} aria-hidden="true">
      <AreaChart width={props.width} height={PLOT_HEIGHT} data={rows} margin={margin} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          type="number"
          dataKey="offset"
          domain={[0, rows.at(-1)?.offset ?? 1]}
          ticks={times.map((tick) => tick.offset)}
          tickFormatter={(offset: number) => writeTick(timeAt.get(offset), props.writeTime)}
          reversed={isRtl}
          height={PLOT_BOTTOM}
          interval={0}
          tickMargin={8}
          tickSize={4}
          axisLine={false}
          stroke="var(--hairline)"
        />
        <YAxis
          orientation={isRtl ? 'left' : 'right'}
          width={VALUE_AXIS}
          domain={[values.min, values.max]}
          ticks={[...values.ticks]}
          // What recharts measures its labels by; without it, it would put the bare minor units on the page.
          tickFormatter={props.writeValue}
          tick={(tick: YAxisTickContentProps) => <ValueLabel {...tick} write={props.writeValue} writeExact={props.writeExact} />}
          tickMargin={8}
          tickSize={0}
          axisLine={false}
        />
        {values.min < 0 && <ReferenceLine y={0} stroke="var(--control)" />}
        <Area
          dataKey="known"
          type="linear"
          baseValue={0}
          stroke="var(--accent)"
          strokeWidth={1.5}
          fill="var(--accent)"
          fillOpacity={0.09}
          isAnimationActive={false}
          activeDot={false}
        />
        <Area
          dataKey="carried"
          type="linear"
          baseValue={0}
          stroke="var(--text3)"
          strokeWidth={1.5}
          strokeDasharray="3 3"
          fill="none"
          isAnimationActive={false}
          activeDot={false}
        />
        {lastKnown && (
          <ReferenceDot x={lastKnown.offset} y={lastKnown.known ?? 0} r={4} fill="var(--accent)" stroke="var(--surface)" strokeWidth={2} />
        )}
      </AreaChart>
    </div>
  );
});

function writeTick(tick: TimeTick | undefined, write: (tick: TimeTick) => string): string {
  return tick ? write(tick) : '';
}
