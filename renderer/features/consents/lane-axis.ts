/** @file The one axis all lanes share: which days it spans, where a day lies on it, and its marks. Pure. */
import type { ConsentTimeline } from '../../../shared/contract/consents.ts';
import { addDays, type Day, daysBetween } from '../../../shared/domain/dates.ts';

export type LaneAxis = { readonly fromOn: Day; readonly untilOn: Day };
export type LaneMark = { readonly on: Day; readonly isYear: boolean };

/** Older data runs off the start; a lane shows consents, and they are younger than this. */
const LONGEST_DAYS = 4 * 366;
const SHORTEST_DAYS = 330;
const MARGIN_DAYS = 30;

/** From before the first consent to after the last end, with today well inside. */
export function laneAxis({ todayOn, groups }: ConsentTimeline): LaneAxis {
  const bars = groups.flatMap((group) => group.bars);
  const first = bars.map((bar) => bar.grantedOn).toSorted()[0] ?? todayOn;
  const last =
    bars
      .map((bar) => bar.endsOn ?? todayOn)
      .toSorted()
      .at(-1) ?? todayOn;
  const oldest = addDays(todayOn, -LONGEST_DAYS);
  const youngest = addDays(todayOn, -SHORTEST_DAYS);
  const start = addDays(first, -MARGIN_DAYS);
  const [, fromOn = start] = [oldest, start, youngest].toSorted();
  const least = addDays(todayOn, 2 * MARGIN_DAYS);
  const [untilOn = least] = [least, addDays(last, MARGIN_DAYS)].toSorted().reverse();
  return { fromOn, untilOn };
}

/** 0 at the start of the axis, 1 at its end; what lies outside is moved to the edge. */
export function placeOf(axis: LaneAxis, on: Day): number {
  const ratio = daysBetween(axis.fromOn, on) / daysBetween(axis.fromOn, axis.untilOn);
  return Math.min(1, Math.max(0, ratio));
}

/** Quarters, and years alone where quarters would crowd. */
export function laneMarks(axis: LaneAxis): readonly LaneMark[] {
  const years = daysBetween(axis.fromOn, axis.untilOn) / 365;
  const months = years > 3.5 ? ['01'] : years > 2.5 ? ['01', '07'] : ['01', '04', '07', '10'];
  const marks: LaneMark[] = [];
  for (let year = Number(axis.fromOn.slice(0, 4)); year <= Number(axis.untilOn.slice(0, 4)); year++) {
    for (const month of months) {
      const on = `${year}-${month}-01`;
      if (on >= axis.fromOn && on <= axis.untilOn) marks.push({ on, isYear: month === '01' });
    }
  }
  return marks;
}
