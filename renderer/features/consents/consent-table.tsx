import type { ConsentBar, ConsentGroup, ConsentLane, ConsentTimeline, DayRange } from '../../../shared/contract/consents.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { AccountLabel } from '../accounts/public.ts';
import styles from './consent-table.module.css';

const COLUMNS = ['account', 'consents', 'held', 'gaps'] as const;

export type ConsentTableProps = { readonly timeline: ConsentTimeline; readonly chosenId: string | undefined };

/** The twin of the lanes: the same banks, accounts, consents and days, in the same order. */
export function ConsentTable({ timeline, chosenId }: ConsentTableProps) {
  const t = useT();
  return (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>{t('consents.table.caption')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          {COLUMNS.map((id) => (
            <th key={id} scope="col">
              {t(`consents.table.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      {timeline.groups.map((group) => (
        <BankRows key={group.connectionId} group={group} isChosen={group.connectionId === chosenId} />
      ))}
    </table>
  );
}

function BankRows({ group, isChosen }: { readonly group: ConsentGroup; readonly isChosen: boolean }) {
  const format = useFormat();
  return (
    <tbody className={cx(isChosen && styles.chosen)}>
      <tr>
        <th colSpan={COLUMNS.length} scope="rowgroup" className={styles.bank}>
          <bdi>{format.bank(group)}</bdi>
        </th>
      </tr>
      {group.lanes.map((lane) => (
        <AccountRow key={lane.accountId} lane={lane} />
      ))}
      {group.lanes.length === 0 && <WithoutAccounts bars={group.bars} />}
    </tbody>
  );
}

function AccountRow({ lane }: { readonly lane: ConsentLane }) {
  const t = useT();
  return (
    <tr>
      <th scope="row" className={styles.account}>
        <AccountLabel name={lane.name} last4={lane.last4} />
      </th>
      <td>
        <Bars bars={lane.bars} />
      </td>
      <td>
        <Ranges ranges={lane.held} />
      </td>
      <td>
        <Ranges ranges={lane.gaps} noteOf={(gap) => t('consents.gapDays', { count: gap.days })} />
      </td>
    </tr>
  );
}

function WithoutAccounts({ bars }: { readonly bars: readonly ConsentBar[] }) {
  const t = useT();
  const none = t('consents.table.none');
  return (
    <tr>
      <th scope="row" className={styles.account}>
        {t('consents.withoutAccounts')}
      </th>
      <td>
        <Bars bars={bars} />
      </td>
      <td>{none}</td>
      <td>{none}</td>
    </tr>
  );
}

function Bars({ bars }: { readonly bars: readonly ConsentBar[] }) {
  const t = useT();
  const format = useFormat();
  if (bars.length === 0) return t('consents.table.none');
  return bars.map(({ consentId, grantedOn, endsOn, state }) => (
    <p key={consentId} className={styles.line}>
      <span>{endsOn === null ? `${format.day(grantedOn, 'plain')} – ${t('consents.table.open')}` : format.range(grantedOn, endsOn)}</span>
      <Badge tone={state === 'in_force' ? 'accent' : 'neutral'}>{t(`consents.state.${state}`)}</Badge>
    </p>
  ));
}

type RangesProps<R extends DayRange> = { readonly ranges: readonly R[]; readonly noteOf?: (range: R) => string };

function Ranges<R extends DayRange>({ ranges, noteOf }: RangesProps<R>) {
  const t = useT();
  const format = useFormat();
  if (ranges.length === 0) return t('consents.table.none');
  return ranges.map((range) => (
    <p key={range.fromOn} className={styles.line}>
      <span>{format.range(range.fromOn, range.untilOn)}</span>
      {noteOf && <span className={styles.note}>{noteOf(range)}</span>}
    </p>
  ));
}
