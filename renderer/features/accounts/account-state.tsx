import { CalendarDays, Clock, EyeOff, Unplug } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The state of a bank's consent in words; nothing while all is well. */
export function ConnectionBadge({ state }: { readonly state: Account['connectionState'] }) {
  const t = useT();
  switch (state) {
    case 'active':
      return null;
    case 'expiring':
      return (
        <Badge tone="warn" icon={<Icon of={CalendarDays} size={13} />}>
          {t('accounts.state.expiring')}
        </Badge>
      );
    case 'error':
      return (
        <Badge tone="warn" icon={<Icon of={Clock} size={13} />}>
          {t('accounts.state.error')}
        </Badge>
      );
    case 'disconnected':
      return <Badge icon={<Icon of={Unplug} size={13} />}>{t('accounts.state.disconnected')}</Badge>;
    case 'expired':
    case 'reconnect_required':
      return (
        <Badge tone="danger" icon={<Icon of={Unplug} size={13} />}>
          {t(`accounts.state.${state}`)}
        </Badge>
      );
  }
}

/** What is particular about one account: hidden, gone at the bank, behind the rest. */
export function AccountBadges({ account }: { readonly account: Account }) {
  const t = useT();
  return (
    <>
      {account.isHidden && <Badge icon={<Icon of={EyeOff} size={13} />}>{t('accounts.hidden.badge')}</Badge>}
      {account.archivedBy === 'bank' && <Badge>{t('accounts.state.archived')}</Badge>}
      {account.dataState === 'failed' && (
        <Badge tone="warn" icon={<Icon of={Clock} size={13} />}>
          {t('accounts.state.failed')}
        </Badge>
      )}
    </>
  );
}
