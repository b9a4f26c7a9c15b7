import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useFormat, useT } from '../lib/format.ts';
import { AmountText } from '../ui/amount-text.tsx';
import type { FlowPoint } from './flow-chart.tsx';
import styles from './flow-reader.module.css';
import { keyStep } from './key-step.ts';

export type FlowReaderProps = {
  readonly points: readonly FlowPoint[];
  readonly currency: string;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly isRtl: boolean;
  readonly label: string;
  readonly describedBy: string;
};

const YEAR_POINTS = 12;

/** Lies over the bars: the pointer reads a period and a click chooses it; arrow keys choose the next, as on a slider. */
export function FlowReader({ points, currency, selected, onSelect, isRtl, label, describedBy }: FlowReaderProps) {
  const t = useT();
  const format = useFormat();
  const [hovered, setHovered] = useState<number | null>(null);
  const [isByKeys, setByKeys] = useState(false);
  const last = points.length - 1;
  const current = points[selected];
  if (!current) return null;

  const amounts = ({ flow }: FlowPoint) =>
    flow === null
      ? t('cash-flow.chart.nothingHeld')
      : t('cash-flow.chart.amounts', {
          income: format.amount({ minor: flow.incomeMinor, currency }),
          expense: format.amount({ minor: flow.expenseMinor, currency }),
          net: format.amount({ minor: flow.netMinor, currency }),
          currency,
        });
  const copied = ({ flow }: FlowPoint) =>
    flow === null ? [] : [flow.incomeMinor, flow.expenseMinor, flow.netMinor].map((minor) => format.copied({ minor, currency }));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event.key, isRtl, YEAR_POINTS);
    if (step === undefined) return;
    event.preventDefault();
    setByKeys(true);
    onSelect(Math.max(0, Math.min(last, selected + step)));
  };
  const indexAt = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left) / Math.max(box.width, 1);
    return Math.max(0, Math.min(last, Math.floor((isRtl ? 1 - part : part) * points.length)));
  };
  const read = hovered ?? (isByKeys ? selected : null);
  const point = read === null ? undefined : points[read];
  return (
    <div
      className={styles.reader}
      role="slider"
      data-copy="point"
      data-copy-text={[current.name, ...copied(current)].join('\t')}
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={selected}
      aria-valuetext={`${current.name}${current.isUnfinished ? `, ${t('cash-flow.soFar')}` : ''}: ${amounts(current)}`}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => setHovered(indexAt(event))}
      onPointerLeave={() => setHovered(null)}
      onPointerDown={(event) => {
        setByKeys(false);
        onSelect(indexAt(event));
      }}
      onBlur={() => setByKeys(false)}
    >
      {point !== undefined && read !== null && <Tip point={point} currency={currency} part={(read + 0.5) / points.length} />}
    </div>
  );
}

function Tip({ point, currency, part }: { readonly point: FlowPoint; readonly currency: string; readonly part: number }) {
  const t = useT();
  const place = part > 0.5 ? { insetInlineEnd: `calc(${(1 - part) * 100}% + 24px)` } : { insetInlineStart: `calc(${part * 100}% + 24px)` };
  const { flow } = point;
  return (
    <div className={styles.tip} style={place}>
      <p className={styles.name}>
        {point.name}
        {point.isUnfinished && ` · ${t('cash-flow.soFar')}`}
      </p>
      <p>{point.days}</p>
      {flow === null ? (
        <p>{t('cash-flow.chart.nothingHeld')}</p>
      ) : (
        <dl className={styles.figures}>
          {(['income', 'expense', 'net'] as const).map((side) => (
            <div key={side} className={styles.line}>
              <dt>{t(`cash-flow.${side}`)}</dt>
              <dd>
                <AmountText money={{ minor: flow[`${side}Minor`], currency }} signed tone={side === 'income' ? 'auto' : 'plain'} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
