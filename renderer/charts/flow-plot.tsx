import { memo, useId } from 'react';
import { Bar, CartesianGrid, Cell, ComposedChart, ReferenceLine, Scatter, XAxis, YAxis, type YAxisTickContentProps } from 'recharts';
import { barWidth, FLOW_PLOT, FLOW_START, FLOW_TOP, FLOW_VALUE_AXIS } from './flow-geometry.ts';
import styles from './flow-plot.module.css';
import type { ValueAxis } from './value-axis.ts';
import { ValueLabel } from './value-label.tsx';

export type FlowBar = {
  readonly key: string;
  readonly incomeMinor: number | null;
  readonly expenseMinor: number | null;
  readonly netMinor: number | null;
  readonly isUnfinished: boolean;
  /** Lines below the axis; none for columns without a label. */
  readonly label: readonly string[];
};
export type FlowPlotProps = {
  readonly bars: readonly FlowBar[];
  readonly selected: number;
  readonly width: number;
  readonly bottom: number;
  readonly isRtl: boolean;
  readonly values: ValueAxis;
  readonly writeValue: (minor: number) => string;
  readonly writeExact: (minor: number) => string | undefined;
};

/** The drawing alone: income above zero, expense below it, the net as an ink tick. Every figure is said by the layer over it. */
export const FlowPlot = memo(function FlowPlot({ bars, selected, width, bottom, isRtl, values, writeValue, writeExact }: FlowPlotProps) {
  const hatch = useId();
  const columnWidth = (width - FLOW_START - FLOW_VALUE_AXIS) / Math.max(1, bars.length);
  const size = barWidth(columnWidth);
  const margin = { top: FLOW_TOP, bottom: 0, left: isRtl ? 0 : FLOW_START, right: isRtl ? FLOW_START : 0 };
  return (
    <div className={styles.plot} aria-hidden="true">
      <ComposedChart
        width={width}
        height={FLOW_TOP + FLOW_PLOT + bottom}
        data={[...bars]}
        margin={margin}
        stackOffset="sign"
        accessibilityLayer={false}
      >
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width="4" height="4" fill="var(--surface)" />
            <rect width="2" height="4" fill="var(--out-fill)" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="key"
          reversed={isRtl}
          height={bottom}
          interval={0}
          tickLine={false}
          axisLine={false}
          tick={(props: TickProps) => <AxisLabel {...props} bars={bars} selected={selected} isRtl={isRtl} />}
        />
        <YAxis
          orientation={isRtl ? 'left' : 'right'}
          width={FLOW_VALUE_AXIS}
          domain={[values.min, values.max]}
          ticks={[...values.ticks]}
          // What recharts measures its labels by.
          tickFormatter={writeValue}
          tick={(tick: YAxisTickContentProps) => <ValueLabel {...tick} write={writeValue} writeExact={writeExact} />}
          tickMargin={8}
          tickSize={0}
          axisLine={false}
        />
        <Bar dataKey="incomeMinor" stackId="flow" barSize={size} fill="var(--in-fill)" radius={rounded(size)} isAnimationActive={false} />
        <Bar dataKey="expenseMinor" stackId="flow" barSize={size} radius={rounded(size)} isAnimationActive={false}>
          {bars.map((bar) => (
            <Cell
              key={bar.key}
              fill={bar.isUnfinished ? `url(#${hatch})` : 'var(--out-fill)'}
              stroke={bar.isUnfinished ? 'var(--out-fill)' : 'none'}
            />
          ))}
        </Bar>
        <ReferenceLine y={0} stroke="var(--control)" />
        <Scatter dataKey="netMinor" isAnimationActive={false} shape={(props: MarkProps) => <NetTick {...props} size={size} />} />
      </ComposedChart>
    </div>
  );
});

/** The outer end of a bar; hair-thin bars stay square. */
function rounded(size: number): [number, number, number, number] {
  return size < 8 ? [0, 0, 0, 0] : [3, 3, 0, 0];
}

type TickProps = { readonly x?: number | string; readonly y?: number | string; readonly payload?: { readonly index?: number } };
type LabelProps = TickProps & { readonly bars: readonly FlowBar[]; readonly selected: number; readonly isRtl: boolean };

/** The drawing runs from left to right; the words below it do as they are read. */
function AxisLabel({ x = 0, y = 0, payload, bars, selected, isRtl }: LabelProps) {
  const index = payload?.index ?? -1;
  const lines = bars[index]?.label ?? [];
  return (
    <text
      x={x}
      y={Number(y) + 10}
      textAnchor="middle"
      direction={isRtl ? 'rtl' : 'ltr'}
      className={index === selected ? styles.chosen : styles.label}
    >
      {lines.map((line, i) => (
        <tspan key={line} x={x} dy={i === 0 ? 0 : 14}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

type MarkProps = { readonly cx?: number | undefined; readonly cy?: number | undefined };

/** Stands out on both bars by a thin edge of the surface, and reaches a little beyond them. */
function NetTick({ cx, cy, size }: MarkProps & { readonly size: number }) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return <g />;
  const half = size / 2 + Math.min(6, size / 3);
  return <rect x={cx - half} y={cy - 1.5} width={2 * half} height={3} fill="var(--text)" stroke="var(--surface)" strokeWidth={1} />;
}
