import type { ConsentTimeline } from '../../../shared/contract/consents.ts';
import { useFormat, useT } from '../../lib/format.ts';

/** Which consent ends first, and what is not held: what the lanes show, in words. */
export function useTimelineSentence({ groups }: ConsentTimeline): string {
  const t = useT();
  const format = useFormat();
  const running = groups.filter(
    (group) => (group.state === 'active' || group.state === 'expiring' || group.state === 'error') && group.expiresAt,
  );
  const [first] = running.toSorted((a, b) => Date.parse(a.expiresAt ?? '') - Date.parse(b.expiresAt ?? ''));
  const end = first?.expiresAt
    ? t('consents.sentence.first', { bank: format.bank(first), date: format.day(format.dayOf(first.expiresAt), 'plain') })
    : t('consents.sentence.none');
  // One missing stretch at a bank is one gap, however many accounts share it.
  const gaps = groups.flatMap((group) => [
    ...new Map(group.lanes.flatMap((lane) => lane.gaps).map((gap) => [`${gap.fromOn} ${gap.untilOn}`, gap])).values(),
  ]);
  const [longest] = gaps.toSorted((a, b) => b.days - a.days);
  const held = longest
    ? t('consents.sentence.gaps', { count: gaps.length, range: format.range(longest.fromOn, longest.untilOn) })
    : t('consents.sentence.noGap');
  return `${end} ${held}`;
}
