import { memo, useId } from 'react';
import { BarChart, CartesianGrid, ReferenceLine, useXAxisScale, useYAxisScale, XAxis, YAxis, type YAxisTickContentProps } from 'recharts';
import { barWidth, FLOW_PLOT, FLOW_START, FLOW_TOP, FLOW_VALUE_AXIS } from './flow-geometry.ts';
import styles from './flow-plot.module.css';
import type { ValueAxis } from './value-axis.ts';
import { ValueLabel } from './value-label.tsx';

export type FlowBar = {
  readonly key: string;
  readonly incomeMinor: number | null;
  readonly expenseMinor: number | null;
  readonly netMinor: number | null;
  readonly isIncomplete: boolean;
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
      <BarChart width={width} height={FLOW_TOP + FLOW_PLOT + bottom} data={[...bars]} margin={margin} accessibilityLayer={false}>
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
            <rect width="4" height="4" fill="var(--surface)" />
            <rect width="2" height="4" fill="var(--out-fill)" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="key"
          scale="band"
          reversed={isRtl}
          height={bottom}
          interval={0}
          ticks={bars.filter(({ label }) => label.length > 0).map(({ key }) => key)}
          tickLine={false}
          axisLine={false}
          tick={(props: TickProps) => <AxisLabel {...props} bars={bars} selected={selected} isRtl={isRtl} />}
        />
        <YAxis
          orientation={isRtl ? 'left' : 'right'}
          width={FLOW_VALUE_AXIS}
          domain={[values.min, values.max]}
          // The domain as it stands: the shapes below are no series the library could ask for one.
          allowDataOverflow
          ticks={[...values.ticks]}
          // What recharts measures its labels by.
          tickFormatter={writeValue}
          tick={(tick: YAxisTickContentProps) => <ValueLabel {...tick} write={writeValue} writeExact={writeExact} />}
          tickMargin={8}
          tickSize={0}
          axisLine={false}
        />
        <Bars bars={bars} size={size} hatch={hatch} />
        <ReferenceLine y={0} stroke="var(--control)" />
        <NetTicks bars={bars} size={size} />
      </BarChart>
    </div>
  );
});

type BarsProps = { readonly bars: readonly FlowBar[]; readonly size: number };
type Scales = { readonly middleOf: (bar: FlowBar) => number; readonly heightOf: (minor: number) => number };

/** Where the axes put things; undefined until the library has laid them out. */
function useScales(): Scales | undefined {
  const [x, y] = [useXAxisScale(), useYAxisScale()];
  return x && y && { middleOf: (bar) => x(bar.key, { position: 'middle' }) ?? 0, heightOf: (minor) => y(minor) ?? 0 };
}

/** One shape for each colour: ten years are hundreds of bars, and an element for each is what a drawing takes longest with. */
function Bars({ bars, size, hatch }: BarsProps & { readonly hatch: string }) {
  const scales = useScales();
  if (!scales) return null;
  const draw = (shown: readonly FlowBar[], side: 'incomeMinor' | 'expenseMinor') =>
    shown.flatMap((bar) => (bar[side] ? [barPath(scales, bar, bar[side], size)] : [])).join('');
  const complete = bars.filter((bar) => !bar.isIncomplete);
  const incomplete = bars.filter((bar) => bar.isIncomplete);
  return (
    <g>
      <path data-series="income" d={draw(bars, 'incomeMinor')} fill="var(--in-fill)" />
      <path data-series="expense" d={draw(complete, 'expenseMinor')} fill="var(--out-fill)" />
      <path data-series="incomplete" d={draw(incomplete, 'expenseMinor')} fill={`url(#${hatch})`} stroke="var(--out-fill)" />
    </g>
  );
}

/** From zero to the value, its outer corners rounded; hair-thin and tiny bars stay square. */
function barPath({ middleOf, heightOf }: Scales, bar: FlowBar, minor: number, size: number): string {
  const left = middleOf(bar) - size / 2;
  const [base, end] = [heightOf(0), heightOf(minor)];
  const corner = size < 8 ? 0 : Math.min(3, Math.abs(end - base));
  const shoulder = end < base ? end + corner : end - corner;
  return `M${left} ${base}V${shoulder}Q${left} ${end} ${left + corner} ${end}H${left + size - corner}Q${left + size} ${end} ${left + size} ${shoulder}V${base}Z`;
}

/** What is left over stands out on both bars by a thin edge of the surface, and reaches a little beyond them. */
function NetTicks({ bars, size }: BarsProps) {
  const scales = useScales();
  if (!scales) return null;
  const half = size / 2 + Math.min(6, size / 3);
  const marks = bars.flatMap((bar) =>
    bar.netMinor === null ? [] : [`M${scales.middleOf(bar) - half} ${scales.heightOf(bar.netMinor) - 1.5}h${2 * half}v3h${-2 * half}Z`],
  );
  return <path data-series="net" d={marks.join('')} fill="var(--text)" stroke="var(--surface)" strokeWidth={1} />;
}

type TickProps = { readonly x?: number | string; readonly y?: number | string; readonly payload?: { readonly value?: unknown } };
type LabelProps = TickProps & { readonly bars: readonly FlowBar[]; readonly selected: number; readonly isRtl: boolean };

/** The drawing runs from left to right; the words below it do as they are read. */
function AxisLabel({ x = 0, y = 0, payload, bars, selected, isRtl }: LabelProps) {
  const index = bars.findIndex(({ key }) => key === payload?.value);
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
