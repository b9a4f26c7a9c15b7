import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';

const MINUTE_MS = 60_000;

/** When Mizan reads by itself again, in words; undefined while nothing is scheduled. */
export function useNextRead(status: Pick<SyncStatus, 'nextReadAt' | 'isOffline'> | undefined): string | undefined {
  const t = useT();
  const format = useFormat();
  const { nowMs } = usePreferences();
  if (!status || status.nextReadAt === null) return undefined;
  if (status.isOffline) return t('common.nextRead.online');
  if (Date.parse(status.nextReadAt) - nowMs < MINUTE_MS) return t('common.nextRead.moment');
  return format.soon(status.nextReadAt);
}
