import { Clock, WifiOff } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Overview, OverviewRange, Position } from '../../../shared/contract/overview.ts';
import { addDays, type Day } from '../../../shared/domain/dates.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import { BalanceHistoryChart } from '../../charts/balance-history-chart.tsx';
import { rangeOptions, rangeWords } from '../../charts/chart-range.ts';
import { type ChartView, ChartViewToggle } from '../../charts/chart-view-toggle.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { hijriDays } from '../../lib/period-text.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { SyncView } from '../sync/public.ts';
import styles from './net-position-card.module.css';

// Calendars are read when days are first chosen.
const DateRangeField = lazyPart(() => import('../../ui/date-range-field.tsx').then((module) => module.DateRangeField));

export type NetPositionCardProps = {
  readonly overview: Overview;
  readonly range: OverviewRange;
  readonly onRange: (range: OverviewRange) => void;
  readonly sync: SyncView;
};

/** The one figure of the page with its age, how it changed, and its history. */
export function NetPositionCard({ overview, range, onRange, sync }: NetPositionCardProps) {
  const t = useT();
  const [view, setView] = useState<ChartView>('chart');
  const position = overview.main ?? overview.others[0];
  const currency = position?.currency ?? 'SAR';
  const net = position?.netMinor ?? null;
  return (
    <Card>
      <div className={styles.head}>
        <div>
          <h2 className={styles.label}>{t('overview.net.title')}</h2>
          <AmountText money={net === null ? null : { minor: net, currency }} size="display" showCurrency name={t('overview.net.title')} />
        </div>
        <div className={styles.controls}>
          <ChartViewToggle view={view} onChange={setView} name={t('overview.net.title')} />
          <RangeSwitch range={range} onRange={onRange} history={overview.history} today={overview.today} />
        </div>
      </div>
      {typeof range === 'object' && <ChosenDays range={range} onRange={onRange} today={overview.today} />}
      <div className={styles.lines}>
        <Change overview={overview} range={range} currency={currency} />
        {position && <Age position={position} sync={sync} />}
      </div>
      <BalanceHistoryChart
        points={overview.history}
        currency={currency}
        label={t('overview.chart.label')}
        view={view}
        onViewChange={setView}
        isSentenceShown={false}
      />
    </Card>
  );
}

type RangeSwitchProps = {
  readonly range: OverviewRange;
  readonly onRange: (range: OverviewRange) => void;
  readonly history: Overview['history'];
  readonly today: Day;
};

/** Months back, everything, or days of one's own choice, which begin as what is on screen. */
function RangeSwitch({ range, onRange, history, today }: RangeSwitchProps) {
  const t = useT();
  const options = [...rangeOptions(t), { id: 'custom' as const, label: t('overview.net.range.custom') }];
  return (
    <Segmented
      label={t('overview.net.range.label')}
      options={options}
      value={typeof range === 'object' ? 'custom' : range}
      onChange={(next) => onRange(next === 'custom' ? { fromDay: history[0]?.day ?? today, toDay: history.at(-1)?.day ?? today } : next)}
    />
  );
}

/** As far back as the overview tells. */
const LONGEST_DAYS = 3999;

function ChosenDays({
  range,
  onRange,
  today,
}: {
  readonly range: DaySpan;
  readonly onRange: (range: DaySpan) => void;
  readonly today: Day;
}) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={styles.days}>
      <span className={styles.both}>{hijriDays(range, format)}</span>
      <Suspense fallback={<span className={styles.daysBlank} />}>
        <DateRangeField
          label={t('overview.net.range.days')}
          openLabel={t('overview.net.range.open')}
          fromDay={range.fromDay}
          toDay={range.toDay}
          firstDay={addDays(today, -LONGEST_DAYS)}
          lastDay={today}
          onChange={onRange}
        />
      </Suspense>
    </div>
  );
}

function Change({ overview, range, currency }: { readonly overview: Overview; readonly range: OverviewRange; readonly currency: string }) {
  const t = useT();
  const format = useFormat();
  const first = overview.history[0];
  if (overview.changeMinor === null || !first) return <span className={styles.change}>{t('overview.net.noChange')}</span>;
  const words = typeof range === 'object' ? t('overview.net.change.custom') : rangeWords(range, format.day(first.day, 'plain'), t);
  return (
    <span className={styles.change}>
      <AmountText money={{ minor: overview.changeMinor, currency }} signed /> {words}
    </span>
  );
}

/** A figure never stands without its age; a partly old total names the amount that is old. */
function Age({ position, sync }: { readonly position: Position; readonly sync: SyncView }) {
  const t = useT();
  const format = useFormat();
  const { asOf, staleMinor, staleAsOf, unknownCount, unprovenMinor, currency } = position;
  const isAllOld = staleMinor !== null && staleMinor === position.netMinor;
  return (
    <span className={styles.age}>
      {asOf !== null && !isAllOld && (
        <span className={styles.part}>
          {sync.isOffline && <Icon of={WifiOff} size={13} />}
          {t(sync.isOffline ? 'overview.net.offlineAsOf' : 'overview.net.asOf', { time: format.asOf(asOf) })}
        </span>
      )}
      {staleMinor !== null && staleAsOf !== null && (
        <span className={styles.old}>
          <Icon of={Clock} size={13} />
          {isAllOld
            ? t('overview.net.asOf', { time: format.asOf(staleAsOf) })
            : t('overview.net.stale', { amount: format.amount({ minor: staleMinor, currency }), time: format.asOf(staleAsOf) })}
        </span>
      )}
      {unknownCount > 0 && <span className={styles.part}>{t('overview.net.unknown', { count: unknownCount })}</span>}
      {unprovenMinor !== null && (
        <span className={styles.part}>{t('overview.net.unproven', { amount: format.amount({ minor: unprovenMinor, currency }) })}</span>
      )}
      {sync.isImporting && <span className={styles.part}>{t('overview.net.importing')}</span>}
    </span>
  );
}
