import { useQuery } from '@tanstack/react-query';
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import type { CashFlowBreakdown, CashFlowOverview, Flow } from '../../../shared/contract/cash-flow.ts';
import { daysBetween } from '../../../shared/domain/dates.ts';
import { daysIn } from '../../../shared/domain/periods.ts';
import { type ChartView, ChartViewToggle } from '../../charts/chart-view-toggle.tsx';
import { FlowChart, type FlowPoint } from '../../charts/flow-chart.tsx';
import { FlowLegend } from '../../charts/flow-legend.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { BASES } from './address.ts';
import { CaveatLine } from './caveat-line.tsx';
import { basisName, basisOf } from './comparisons.ts';
import styles from './period-card.module.css';
import { cashFlowQueries, type FlowScope } from './queries.ts';
import { useFlowSentence } from './use-flow-sentence.ts';

export type PeriodCardProps = {
  readonly overview: CashFlowOverview;
  readonly scope: FlowScope;
  readonly points: readonly FlowPoint[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
};

/** The chosen month's figures with what they are compared with, and all months above each other. */
export function PeriodCard({ overview, scope, points, selected, onSelect }: PeriodCardProps) {
  const t = useT();
  const { currency } = scope;
  const [view, setView] = useState<ChartView>('chart');
  const series = overview.currencies.find((one) => one.currency === currency);
  const sentence = useFlowSentence(overview, currency, points);
  const point = points[selected];
  const period = overview.periods[selected];
  if (!point || !period) return null;
  return (
    <Card>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.name}>
            {point.name}
            {period.isUnfinished && (
              <span className={styles.dayOf}>
                {t('cash-flow.period.dayOf', { day: daysBetween(period.fromDay, overview.today) + 1, days: daysIn(period) })}
              </span>
            )}
          </h2>
          <p className={styles.days}>{point.days}</p>
        </div>
        <div className={styles.legend}>
          {view === 'chart' && (
            <FlowLegend
              hasIncomplete={points.some((one) => one.isUnfinished || one.isPartial)}
              hasUsual={(series?.usual[selected] ?? null) !== null}
            />
          )}
          <ChartViewToggle view={view} onChange={setView} name={t('cash-flow.title')} />
        </div>
      </div>
      <div className={styles.told}>
        <Figures kind={overview.kind} period={period} flow={point.flow} scope={scope} />
        <CaveatLine overview={overview} />
      </div>
      <div className={styles.chart}>
        <FlowChart
          kind={overview.kind}
          points={points}
          currency={currency}
          selected={selected}
          onSelect={onSelect}
          usual={series?.usual[selected] ?? null}
          label={t('cash-flow.chart.label')}
          sentence={sentence}
          view={view}
          onViewChange={setView}
        />
      </div>
    </Card>
  );
}

type FiguresProps = {
  readonly kind: CashFlowOverview['kind'];
  readonly period: { readonly fromDay: string; readonly toDay: string };
  readonly flow: Flow | null;
  readonly scope: FlowScope;
};

const SIDES = ['income', 'expense', 'net'] as const;
const ICONS = { income: ArrowDownLeft, expense: ArrowUpRight, net: undefined } as const;

function Figures({ kind, period, flow, scope }: FiguresProps) {
  const t = useT();
  const { currency } = scope;
  const breakdown = useQuery(cashFlowQueries.breakdown(period, scope));
  // Figures of the month before must not stand under this one's name.
  const data = breakdown.data?.fromDay === period.fromDay && breakdown.data.toDay === period.toDay ? breakdown.data : undefined;
  return (
    <table className={styles.figures}>
      <thead>
        <tr>
          {SIDES.map((side) => (
            <th key={side} scope="col" className={styles.label}>
              <span className={styles.side}>
                {ICONS[side] && <Icon of={ICONS[side]} size={13} points />}
                {t(`cash-flow.${side}`)}
              </span>
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        <tr>
          {SIDES.map((side) => (
            <td key={side} className={styles.figure}>
              <AmountText
                money={flow && { minor: flow[`${side}Minor`], currency }}
                signed
                size="title"
                tone={side === 'income' ? 'auto' : 'plain'}
                showCurrency
              />
            </td>
          ))}
          <td />
        </tr>
        {BASES.map((basis) => (
          <tr key={basis} className={styles.compared}>
            {SIDES.map((side) => (
              <td key={side} className={styles.figure}>
                {data ? (
                  <AmountText money={moneyOf(data, side, basis, currency)} showCurrency={false} signed tone="plain" />
                ) : (
                  <span className={styles.blank} />
                )}
              </td>
            ))}
            <th scope="row" className={styles.basis}>
              {data ? <BasisName breakdown={data} basis={basis} kind={kind} /> : t(`cash-flow.breakdown.${basis}`)}
            </th>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BasisName({
  breakdown,
  basis,
  kind,
}: {
  readonly breakdown: CashFlowBreakdown;
  readonly basis: (typeof BASES)[number];
  readonly kind: FiguresProps['kind'];
}) {
  const t = useT();
  const format = useFormat();
  return basisName(breakdown, basis, kind, format, t);
}

function moneyOf(breakdown: CashFlowBreakdown, side: (typeof SIDES)[number], basis: (typeof BASES)[number], currency: string) {
  const minor = basisOf(breakdown[side], basis);
  return minor === null ? null : { minor, currency };
}
