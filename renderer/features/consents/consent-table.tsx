import type { ConsentBar, ConsentTimeline, DayRange } from '../../../shared/contract/consents.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Table, type TableRow } from '../../ui/table.tsx';
import { AccountLabel } from '../accounts/public.ts';
import styles from './consent-table.module.css';

/** The twin of the lanes: the same banks, accounts, consents and days, in the same order. */
export function ConsentTable({ timeline }: { readonly timeline: ConsentTimeline }) {
  const t = useT();
  const format = useFormat();
  const none = t('consents.table.none');
  const range = ({ fromOn, untilOn }: DayRange) => format.range(fromOn, untilOn);
  const bar = ({ grantedOn, endsOn, state }: ConsentBar) =>
    `${endsOn === null ? `${format.day(grantedOn, 'plain')} – ${t('consents.table.open')}` : range({ fromOn: grantedOn, untilOn: endsOn })} (${t(`consents.state.${state}`)})`;
  const rows = timeline.groups.flatMap((group): readonly TableRow[] => {
    const bank = <bdi>{format.bank(group)}</bdi>;
    const bars = (own: readonly ConsentBar[]) => <Lines lines={own.map(bar)} none={none} />;
    if (group.lanes.length === 0) {
      const cells = { bank, account: none, consents: bars(group.bars), held: none, gaps: none };
      return [{ id: group.connectionId, cells }];
    }
    return group.lanes.map((lane) => ({
      id: lane.accountId,
      cells: {
        bank,
        account: <AccountLabel name={lane.name} last4={lane.last4} />,
        consents: bars(lane.bars),
        held: <Lines lines={lane.held.map(range)} none={none} />,
        gaps: <Lines lines={lane.gaps.map((gap) => `${range(gap)} (${t('consents.gapDays', { count: gap.days })})`)} none={none} />,
      },
    }));
  });
  const columns = (['bank', 'account', 'consents', 'held', 'gaps'] as const).map((id) => ({ id, label: t(`consents.table.${id}`) }));
  return <Table caption={t('consents.table.caption')} columns={columns} rows={rows} />;
}

function Lines({ lines, none }: { readonly lines: readonly string[]; readonly none: string }) {
  if (lines.length === 0) return none;
  return lines.map((line) => (
    <p key={line} className={styles.line}>
      {line}
    </p>
  ));
}
