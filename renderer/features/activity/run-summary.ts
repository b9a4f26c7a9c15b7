import type { ActivityRun } from '../../../shared/contract/activity.ts';
import { useT } from '../../lib/format.ts';

/** "3 new · 1 changed": only what happened; else that nothing did, or why it could not. */
export function useRunSummary(run: ActivityRun): string {
  const t = useT();
  const counts = [
    ['new', run.newCount],
    ['changed', run.changedCount],
    ['removed', run.removedCount],
  ] as const;
  const told = counts.flatMap(([key, count]) => (count === 0 ? [] : [t(`activity.count.${key}`, { count })]));
  if (run.failedCount > 0) told.push(t('activity.count.failed', { count: run.failedCount }));
  if (told.length > 0) return told.join(' · ');
  if (run.errorCode !== null) return t(`errors.${run.errorCode}.title`);
  return run.outcome === null ? '' : t('activity.count.nothing');
}
