import type { ActivityRun } from '../../../shared/contract/activity.ts';
import { type Translate, useT } from '../../lib/format.ts';

type Counts = Pick<ActivityRun, 'newCount' | 'changedCount' | 'removedCount'>;

/** "3 new · 1 changed": only what happened; else that nothing did, or why it could not. */
export function useRunSummary(run: ActivityRun): string {
  const t = useT();
  const told = toldCounts(run, t);
  if (run.failedCount > 0) told.push(t('activity.count.failed', { count: run.failedCount }));
  if (told.length > 0) return told.join(' · ');
  if (run.errorCode !== null) return t(`errors.${run.errorCode}.title`);
  return run.outcome === null ? '' : t('activity.count.nothing');
}

/** The same of one account that was read. */
export function countsText(counts: Counts, t: Translate): string {
  return toldCounts(counts, t).join(' · ') || t('activity.count.nothing');
}

function toldCounts({ newCount, changedCount, removedCount }: Counts, t: Translate): string[] {
  const counts = { new: newCount, changed: changedCount, removed: removedCount };
  return Object.entries(counts).flatMap(([key, count]) => (count === 0 ? [] : [t(`activity.count.${key}`, { count })]));
}
