import { X } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, useMemo } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { ConsentBar, ConsentGroup, ConsentLane, ConsentTimeline } from '../../../shared/contract/consents.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AccountLabel } from '../accounts/public.ts';
import styles from './consent-lanes.module.css';
import { type LaneAxis, laneAxis, laneMarks, placeOf } from './lane-axis.ts';
import { useGroupEnd } from './use-group-end.ts';

export type ConsentLanesProps = {
  readonly timeline: ConsentTimeline;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
};
type Scale = { readonly axis: LaneAxis; readonly todayOn: Day };

/** Start and width on the axis. Logical, so that time runs right to left where the text does. */
const span = (axis: LaneAxis, fromOn: Day, untilOn: Day): CSSProperties => {
  const start = placeOf(axis, fromOn);
  return { insetInlineStart: `${start * 100}%`, inlineSize: `${(placeOf(axis, untilOn) - start) * 100}%` };
};
const at = (axis: LaneAxis, on: Day): CSSProperties => ({ insetInlineStart: `${placeOf(axis, on) * 100}%` });

/** A lane per account, grouped by bank. Marks are pictures; the names of groups, the sentence and the table say the same. */
export function ConsentLanes({ timeline, chosenId, onChoose }: ConsentLanesProps) {
  const t = useT();
  const scale = useMemo(() => ({ axis: laneAxis(timeline), todayOn: timeline.todayOn }), [timeline]);
  return (
    <section className={styles.frame} aria-label={t('consents.chart')}>
      <Head scale={scale} />
      {timeline.groups.map((group) => (
        <Group
          key={group.connectionId}
          group={group}
          scale={scale}
          isChosen={group.connectionId === chosenId}
          onChoose={() => onChoose(group.connectionId)}
        />
      ))}
    </section>
  );
}

function Head({ scale: { axis, todayOn } }: { readonly scale: Scale }) {
  const t = useT();
  const format = useFormat();
  const today = placeOf(axis, todayOn);
  // A mark under the word "today" would be read through it; a word before it reaches up to it.
  const marks = laneMarks(axis).filter((mark) => {
    const ahead = placeOf(axis, mark.on) - today;
    return ahead > 0.06 || ahead < -0.12;
  });
  return (
    <div className={styles.head} aria-hidden="true">
      <div className={styles.plot}>
        {marks.map((mark) => (
          <span key={mark.on} className={cx(styles.mark, mark.isYear && styles.year)} style={at(axis, mark.on)}>
            {mark.isYear ? format.digits(mark.on.slice(0, 4)) : format.day(mark.on, 'month')}
          </span>
        ))}
        <span className={styles.today} style={at(axis, todayOn)}>
          {t('consents.today')}
        </span>
      </div>
    </div>
  );
}

type GroupProps = { readonly group: ConsentGroup; readonly scale: Scale; readonly isChosen: boolean; readonly onChoose: () => void };

function Group({ group, scale, isChosen, onChoose }: GroupProps) {
  const t = useT();
  const format = useFormat();
  const end = useGroupEnd(group);
  const name = format.bank(group);
  return (
    <div className={cx(styles.group, isChosen && styles.chosen)}>
      <div className={styles.lines} aria-hidden="true" data-drawn>
        <div className={styles.plot}>
          {laneMarks(scale.axis).map((mark) => (
            <span key={mark.on} className={cx(styles.line, mark.isYear && styles.yearLine)} style={at(scale.axis, mark.on)} />
          ))}
          <span className={styles.todayLine} style={at(scale.axis, scale.todayOn)} />
        </div>
      </div>
      <ToggleButton className={styles.bank ?? ''} isSelected={isChosen} onChange={onChoose} onKeyDown={stepBetweenGroups}>
        <BankMonogram name={name} seed={group.bankName} />
        <strong className={styles.name}>
          <bdi>{name}</bdi>
        </strong>
        {end.tone === 'neutral' ? <span className={styles.muted}>{end.text}</span> : <Badge tone={end.tone}>{end.text}</Badge>}
      </ToggleButton>
      {group.lanes.map((lane, index) => (
        <Lane key={lane.accountId} lane={lane} scale={scale} hasDates={index === 0} />
      ))}
      {group.lanes.length === 0 && (
        <div className={styles.lane}>
          <span className={styles.label}>{t('consents.withoutAccounts')}</span>
          <div className={styles.plot} aria-hidden="true" data-drawn>
            {group.bars.map((bar) => (
              <Bar key={bar.consentId} bar={bar} scale={scale} hasDates />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** Arrow keys go from bank to bank. */
function stepBetweenGroups(event: Pick<KeyboardEvent<HTMLElement>, 'key' | 'target'>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const target = event.target as HTMLElement; // the button the handler sits on
  const buttons = [...(target.closest('section')?.querySelectorAll<HTMLElement>('button') ?? [])];
  buttons[buttons.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

type LaneProps = { readonly lane: ConsentLane; readonly scale: Scale; readonly hasDates: boolean };

function Lane({ lane, scale, hasDates }: LaneProps) {
  const t = useT();
  const { axis } = scale;
  return (
    <div className={cx(styles.lane, lane.gaps.length > 0 && styles.withGap)}>
      <span className={styles.label}>
        <AccountLabel name={lane.name} last4={lane.last4} />
      </span>
      <div className={styles.plot} aria-hidden="true" data-drawn>
        {lane.bars.map((bar) => (
          <Bar key={bar.consentId} bar={bar} scale={scale} hasDates={hasDates} />
        ))}
        {lane.held.map((range) => (
          <span
            key={range.fromOn}
            className={cx(styles.data, range.fromOn < axis.fromOn && styles.faded)}
            style={span(axis, range.fromOn, range.untilOn)}
          />
        ))}
        {lane.gaps.map((gap) => (
          <span key={gap.fromOn} className={styles.missing} style={span(axis, gap.fromOn, gap.untilOn)}>
            <span className={styles.days}>{t('consents.gapDays', { count: gap.days })}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

/** Narrower than this a date does not fit, as a share of the axis. */
const DATE_ROOM = 0.13;

function Bar({ bar, scale: { axis, todayOn }, hasDates }: { readonly bar: ConsentBar; readonly scale: Scale; readonly hasDates: boolean }) {
  const format = useFormat();
  const untilOn = bar.endsOn ?? axis.untilOn;
  const width = placeOf(axis, untilOn) - placeOf(axis, bar.grantedOn);
  const isOver = bar.state === 'expired' || bar.state === 'withdrawn';
  if (bar.state === 'in_force') {
    const solidWidth = placeOf(axis, todayOn) - placeOf(axis, bar.grantedOn);
    return (
      <>
        <span className={cx(styles.bar, styles.ahead, styles.rest)} style={span(axis, todayOn, untilOn)} />
        <span className={cx(styles.bar, styles.in_force)} style={span(axis, bar.grantedOn, todayOn)}>
          {hasDates && solidWidth > DATE_ROOM && format.day(bar.grantedOn)}
        </span>
      </>
    );
  }
  return (
    <span className={cx(styles.bar, isOver ? styles.ended : styles.replaced)} style={span(axis, bar.grantedOn, untilOn)}>
      {hasDates && width > DATE_ROOM && <span>{format.day(bar.grantedOn)}</span>}
      {isOver && (
        <span className={styles.over}>
          <Icon of={X} size={13} />
          {hasDates && width > 2.4 * DATE_ROOM && bar.endsOn !== null && format.day(bar.endsOn)}
        </span>
      )}
    </span>
  );
}
