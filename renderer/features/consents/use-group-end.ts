import type { ConsentGroup } from '../../../shared/contract/consents.ts';
import { useFormat, useT } from '../../lib/format.ts';
import type { BadgeTone } from '../../ui/badge.tsx';

/** How a bank's consent stands, in a few words and a tone that is never alone. */
export function useGroupEnd(group: ConsentGroup): { readonly text: string; readonly tone: BadgeTone } {
  const t = useT();
  const format = useFormat();
  const { state, expiresAt } = group;
  if (state === 'disconnected') return { text: t('consents.end.disconnected'), tone: 'neutral' };
  if (state === 'reconnect_required') return { text: t('consents.end.reconnect_required'), tone: 'danger' };
  if (expiresAt === null) return { text: t('consents.end.unknown'), tone: 'neutral' };
  const date = format.day(format.dayOf(expiresAt), 'plain');
  if (state === 'expired') return { text: t('consents.end.expired', { date }), tone: 'danger' };
  if (state === 'expiring') return { text: t('consents.endsIn', { count: group.daysLeft ?? 0 }), tone: 'warn' };
  return { text: t(group.isExpiryEstimated ? 'consents.end.about' : 'consents.end.active', { date }), tone: 'neutral' };
}
