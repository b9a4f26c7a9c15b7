import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Day, daysBetween } from '../../shared/domain/dates.ts';
import { cx } from '../lib/cx.ts';
import type { Point } from './history-summary.ts';
import { keyStep } from './key-step.ts';
import styles from './point-reader.module.css';
import type { ValueAxis } from './value-axis.ts';

export type PointReaderProps = {
  readonly points: readonly Point[];
  readonly values: ValueAxis;
  readonly isRtl: boolean;
  /** `axes`: inside the axes of a balance chart; `edge`: over the whole box. */
  readonly place?: 'axes' | 'edge';
  /** Days the axis spans, where it goes on after the last point. */
  readonly span?: number;
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
  const { points, values, isRtl, place = 'axes' } = props;
  const lastIndex = points.length - 1;
  const span = props.span ?? daysBetween(points[0]?.day ?? '', points[lastIndex]?.day ?? '');
  const [index, setIndex] = useState<number | null>(null);
  const shown = index === null ? null : Math.min(index, lastIndex);
  const current = points[shown ?? lastIndex];
  if (!current) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key, isRtl, MONTH_POINTS);
    if (step === undefined) return;
    event.preventDefault();
    setIndex(clamp((shown ?? lastIndex) + step, lastIndex));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left) / Math.max(box.width, 1);
    setIndex(nearestIndex(points, (isRtl ? 1 - part : part) * span));
  };
  return (
    <div
      className={cx(styles.reader, styles[place])}
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
      {shown !== null && (
        <Marker point={current} from={points[0]?.day ?? current.day} span={span} values={values} tip={props.renderTip(current)} />
      )}
    </div>
  );
}

type MarkerProps = {
  readonly point: Point;
  readonly from: Day;
  readonly span: number;
  readonly values: ValueAxis;
  readonly tip: React.ReactNode;
};

function Marker({ point, from, span, values, tip }: MarkerProps) {
  // Place along the axis, 0 to 1; days without a point keep their width.
  const part = daysBetween(from, point.day) / Math.max(1, span);
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

/** @param wanted days after the first point */
function nearestIndex(points: readonly Point[], wanted: number): number {
  const from = points[0]?.day ?? '';
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

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}
