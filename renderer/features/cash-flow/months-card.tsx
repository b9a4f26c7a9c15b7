import { useState } from 'react';
import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import type { FlowPoint } from '../../charts/flow-chart.tsx';
import { FlowTable } from '../../charts/flow-table.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Link } from '../../ui/link.tsx';
import styles from './months-card.module.css';
import { useExportFlows } from './mutations.ts';
import type { FlowScope, PeriodCount } from './queries.ts';
import { useFlowSentence } from './use-flow-sentence.ts';

export type MonthsCardProps = {
  readonly overview: CashFlowOverview;
  readonly points: readonly FlowPoint[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly scope: FlowScope;
  readonly range: PeriodCount;
};

/** A year; more on request. */
const SHOWN = 12;

/** The newest months as a table, all of them on request, and as a file. */
export function MonthsCard({ overview, points, selected, onSelect, scope, range }: MonthsCardProps) {
  const t = useT();
  const { currency, accountId } = scope;
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const exported = useExportFlows(range, accountId);
  const sentence = useFlowSentence(overview, currency, points);
  const newestFirst = points.toReversed();
  const shown = isWhole ? newestFirst : newestFirst.slice(0, SHOWN);
  const placeOf = (index: number) => points.length - 1 - index;
  return (
    <Card
      title={t('cash-flow.table.title')}
      note={t('cash-flow.table.shown', { shown: format.count(shown.length), total: format.count(points.length) })}
      aside={
        <>
          {points.length > SHOWN && (
            <Link onPress={() => setWhole(!isWhole)}>{t(isWhole ? 'cash-flow.table.fewer' : 'cash-flow.table.all')}</Link>
          )}
          <Link onPress={() => exported.mutate()}>{t('cash-flow.table.export')}</Link>
        </>
      }
      padding="flush"
    >
      <FlowTable
        points={shown}
        currency={currency}
        selected={placeOf(selected) < shown.length ? placeOf(selected) : undefined}
        onSelect={(index) => onSelect(placeOf(index))}
        label={t('cash-flow.table.title')}
      />
      <p className={styles.sentence}>{sentence}</p>
    </Card>
  );
}
