import type { ConsentGroup, ConsentTimeline } from '../../../shared/contract/consents.ts';
import { useFormat, useT } from '../../lib/format.ts';

/** Which consent ends first, and what is not held: what the lanes show, in words. */
export function useTimelineSentence({ groups }: ConsentTimeline): string {
  const t = useT();
  const format = useFormat();
  // One missing stretch at a bank is one gap, however many accounts share it.
  const gaps = groups.flatMap((group) => [
    ...new Map(group.lanes.flatMap((lane) => lane.gaps).map((gap) => [`${gap.fromOn} ${gap.untilOn}`, gap])).values(),
  ]);
  const [longest] = gaps.toSorted((a, b) => b.days - a.days);
  const held = longest
    ? t('consents.sentence.gaps', { count: gaps.length, range: format.range(longest.fromOn, longest.untilOn) })
    : t('consents.sentence.noGap');
  return `${useEndSentence(groups)} ${held}`;
}

const RUNNING: ReadonlySet<ConsentGroup['state']> = new Set(['active', 'expiring', 'error']);

/** Only one that ends before the others is called the first; those that share the first day are counted. */
function useEndSentence(groups: readonly ConsentGroup[]): string {
  const t = useT();
  const format = useFormat();
  const running = groups.filter((group) => RUNNING.has(group.state));
  const ends = running
    .flatMap((group) => (group.expiresAt === null ? [] : [{ group, on: format.dayOf(group.expiresAt) }]))
    .toSorted((a, b) => a.on.localeCompare(b.on));
  const [first] = ends;
  if (first === undefined) return t(running.length === 0 ? 'consents.sentence.none' : 'consents.sentence.unknown');
  const date = format.day(first.on, 'plain');
  const count = ends.filter((end) => end.on === first.on).length;
  if (count === running.length) return t('consents.sentence.together', { count, date });
  if (count > 1) return t('consents.sentence.firstOnes', { count, date });
  return t('consents.sentence.first', { bank: format.bank(first.group), date });
}
