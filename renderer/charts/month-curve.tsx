import { useId, useMemo } from 'react';
import type { Day } from '../../shared/domain/dates.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { useFormat, useT } from '../lib/format.ts';
import { usePreferences } from '../lib/preferences.ts';
import { AmountText } from '../ui/amount-text.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './month-curve.module.css';
import { PointReader } from './point-reader.tsx';
import { useWidth } from './use-width.ts';

export type UsualPoint = { readonly leastMinor: number; readonly medianMinor: number; readonly mostMinor: number };
export type MonthCurveProps = {
  readonly fromDay: Day;
  readonly dayCount: number;
  /** What was spent by the end of each day up to today, above zero. */
  readonly spent: readonly number[];
  /** What usually is, for every day of the month; null while unknown. */
  readonly usual: readonly UsualPoint[] | null;
  readonly currency: string;
  readonly label: string;
  /** The drawing in a sentence, for who cannot see it. */
  readonly sentence: string;
};

const HEIGHT = 64;
const FALLBACK_WIDTH = 312;

/** Spending of the running month day by day, over a band of what is usual. */
export function MonthCurve({ fromDay, dayCount, spent, usual, currency, label, sentence }: MonthCurveProps) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  const isRtl = usePreferences().language === 'ar';
  const { ref, width } = useWidth<HTMLDivElement>(FALLBACK_WIDTH);
  const values = useMemo(() => rangeOf([...spent, ...(usual ?? []).map((point) => point.mostMinor)]), [spent, usual]);
  const points = useMemo(
    () =>
      Array.from({ length: usual ? dayCount : spent.length }, (_, i) => ({
        day: addDays(fromDay, i),
        balanceMinor: spent[i] ?? usual?.[i]?.medianMinor ?? 0,
      })),
    [fromDay, dayCount, spent, usual],
  );
  const at = (day: Day) => points.findIndex((point) => point.day === day);
  const amount = (minor: number | undefined) => (minor === undefined ? t('common.amount.unknown') : format.amount({ minor, currency }));
  return (
    <figure className={styles.figure}>
      <div ref={ref} className={styles.drawing}>
        <Drawing width={width ?? FALLBACK_WIDTH} dayCount={dayCount} spent={spent} usual={usual} max={values.max} min={values.min} />
        <PointReader
          points={points}
          values={values}
          isRtl={isRtl}
          place="edge"
          span={dayCount - 1}
          label={label}
          describedBy={id}
          say={({ day }) =>
            t('overview.month.point', {
              date: format.day(day),
              spent: amount(spent[at(day)]),
              usual: amount(usual?.[at(day)]?.medianMinor),
            })
          }
          copied={({ day, balanceMinor }) => `${day} ${format.copied({ minor: balanceMinor, currency })}`}
          renderTip={({ day }) => <Tip day={day} spent={spent[at(day)]} usual={usual?.[at(day)]} currency={currency} />}
        />
      </div>
      <Axis fromDay={fromDay} dayCount={dayCount} today={spent.length - 1} />
      <figcaption id={id}>
        <VisuallyHidden>{sentence}</VisuallyHidden>
      </figcaption>
    </figure>
  );
}

type DrawingProps = {
  readonly width: number;
  readonly dayCount: number;
  readonly spent: readonly number[];
  readonly usual: readonly UsualPoint[] | null;
  readonly min: number;
  readonly max: number;
};

function Drawing({ width, dayCount, spent, usual, min, max }: DrawingProps) {
  const x = (day: number) => round((day / Math.max(1, dayCount - 1)) * width);
  const y = (minor: number) => round(((max - minor) / (max - min)) * HEIGHT);
  const line = (figures: readonly number[]) => figures.map((minor, day) => `${x(day)},${y(minor)}`).join(' ');
  const today = spent.length - 1;
  const reversed = usual?.toReversed() ?? [];
  const band = usual && [
    ...usual.map((point, day) => `${x(day)},${y(point.mostMinor)}`),
    ...reversed.map((point, i) => `${x(usual.length - 1 - i)},${y(point.leastMinor)}`),
  ];
  return (
    <svg className={styles.plot} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      {band && <polygon className={styles.band} points={band.join(' ')} />}
      {usual && <polyline className={styles.median} points={line(usual.map((point) => point.medianMinor))} />}
      <line className={styles.today} x1={x(today)} x2={x(today)} y1={0} y2={HEIGHT} />
      <line className={styles.ground} x1={0} x2={width} y1={y(0)} y2={y(0)} />
      <polyline className={styles.spent} points={line(spent)} />
      <circle className={styles.dot} cx={x(today)} cy={y(spent[today] ?? 0)} r={4} />
    </svg>
  );
}

/** First day, today, last day; today only where it does not stand on the others. */
function Axis({ fromDay, dayCount, today }: { readonly fromDay: Day; readonly dayCount: number; readonly today: number }) {
  const t = useT();
  const format = useFormat();
  const part = today / Math.max(1, dayCount - 1);
  return (
    <div className={styles.axis} aria-hidden="true">
      <span>{format.day(fromDay)}</span>
      {part > 0.25 && part < 0.75 && (
        <span className={styles.now} style={{ insetInlineStart: `${part * 100}%` }}>
          {t('common.time.today')}
        </span>
      )}
      <span>{format.day(addDays(fromDay, dayCount - 1))}</span>
    </div>
  );
}

type TipProps = {
  readonly day: Day;
  readonly spent: number | undefined;
  readonly usual: UsualPoint | undefined;
  readonly currency: string;
};

function Tip({ day, spent, usual, currency }: TipProps) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <p>{format.bothCalendars(day)}</p>
      {spent !== undefined && (
        <p className={styles.tipSpent}>
          {t('overview.month.spentBy')} <AmountText money={{ minor: spent, currency }} />
        </p>
      )}
      {usual !== undefined && (
        <p>
          {t('overview.month.usualTick')} <AmountText money={{ minor: usual.medianMinor, currency }} />
        </p>
      )}
    </>
  );
}

/** From zero to a little above the most: there are no gridlines whose figures would have to be round. */
function rangeOf(figures: readonly number[]) {
  const most = Math.max(1, ...figures);
  return { ticks: [], min: Math.min(0, ...figures), max: Math.ceil(most * 1.08) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
