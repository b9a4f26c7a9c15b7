import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { daysBetween } from '../../shared/domain/dates.ts';
import type { Point } from './history-summary.ts';
import styles from './point-reader.module.css';
import type { ValueAxis } from './value-axis.ts';

export type PointReaderProps = {
  readonly points: readonly Point[];
  readonly values: ValueAxis;
  readonly isRtl: boolean;
  readonly label: string;
  readonly describedBy: string;
  /** What a screen reader hears at a point. */
  readonly say: (point: Point) => string;
  /** What copying gives. */
  readonly copied: (point: Point) => string;
  readonly renderTip: (point: Point) => React.ReactNode;
};

const MONTH_POINTS = 30;

/**
 * Lies over the plot and reads it: by pointer, and by arrow keys as a slider over the points, which is the one role that
 * screen readers announce on every step.
 */
export function PointReader(props: PointReaderProps) {
  const { points, values, isRtl } = props;
  const lastIndex = points.length - 1;
  const [index, setIndex] = useState<number | null>(null);
  const shown = index === null ? null : Math.min(index, lastIndex);
  const current = points[shown ?? lastIndex];
  if (!current) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key, isRtl);
    if (step === undefined) return;
    event.preventDefault();
    setIndex(clamp((shown ?? lastIndex) + step, lastIndex));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left) / Math.max(box.width, 1);
    setIndex(nearestIndex(points, isRtl ? 1 - part : part));
  };
  return (
    <div
      className={styles.reader}
      role="slider"
      data-copy="point"
      data-copy-text={props.copied(current)}
      tabIndex={0}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-valuemin={0}
      aria-valuemax={lastIndex}
      aria-valuenow={shown ?? lastIndex}
      aria-valuetext={props.say(current)}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setIndex(null)}
      onBlur={() => setIndex(null)}
    >
      {shown !== null && <Marker point={current} points={points} values={values} tip={props.renderTip(current)} />}
    </div>
  );
}

type MarkerProps = {
  readonly point: Point;
  readonly points: readonly Point[];
  readonly values: ValueAxis;
  readonly tip: React.ReactNode;
};

function Marker({ point, points, values, tip }: MarkerProps) {
  const part = partOf(points, point);
  const height = (values.max - point.balanceMinor) / (values.max - values.min);
  const start = `${part * 100}%`;
  const tipPlace =
    part > 0.5 ? { insetInlineEnd: `calc(${(1 - part) * 100}% + 12px)` } : { insetInlineStart: `calc(${part * 100}% + 12px)` };
  return (
    <>
      <span data-drawn className={styles.line} style={{ insetInlineStart: start }} />
      <span data-drawn className={styles.dot} style={{ insetInlineStart: start, insetBlockStart: `${height * 100}%` }} />
      <div className={styles.tip} style={tipPlace}>
        {tip}
      </div>
    </>
  );
}

/** Place of a point along the axis, 0 to 1; days without a point keep their width. */
function partOf(points: readonly Point[], point: Point): number {
  const from = points[0]?.day ?? point.day;
  const to = points.at(-1)?.day ?? point.day;
  return daysBetween(from, point.day) / Math.max(1, daysBetween(from, to));
}

function nearestIndex(points: readonly Point[], part: number): number {
  const from = points[0]?.day ?? '';
  const wanted = part * daysBetween(from, points.at(-1)?.day ?? from);
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (daysBetween(from, points[middle]?.day ?? from) <= wanted) low = middle;
    else high = middle;
  }
  const toLow = wanted - daysBetween(from, points[low]?.day ?? from);
  const toHigh = daysBetween(from, points[high]?.day ?? from) - wanted;
  return toLow <= toHigh ? low : high;
}

/** Arrows follow the picture: in a mirrored chart the left arrow goes forward in time. */
function keyStep(key: string, isRtl: boolean): number | undefined {
  const forward = isRtl ? -1 : 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: MONTH_POINTS,
    PageDown: -MONTH_POINTS,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key];
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}
