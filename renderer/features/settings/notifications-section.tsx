import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useUpdateSettings } from './mutations.ts';
import { settingsQueries } from './queries.ts';

/** Days before the end, as the core reminds; numbers, so that they follow the chosen digits. */
const REMINDED = { first: 14, second: 7, third: 3 } as const;

/** Reminders of a consent's end; what they may name is the person's choice. */
export function NotificationsSection() {
  const t = useT();
  const { data } = useQuery(settingsQueries.get());
  const update = useUpdateSettings();
  const isKept = data?.keepInBackground === true;
  const isNamed = data?.notificationDetail === 'bank';
  return (
    <Card padding="flush">
      <SettingRow title={t('settings.notifications.background')} note={t('settings.notifications.backgroundNote')}>
        <Switch isSelected={isKept} onChange={(next) => update.mutate({ keepInBackground: next })}>
          {t(isKept ? 'settings.notifications.on' : 'settings.notifications.off')}
        </Switch>
      </SettingRow>
      <SettingRow title={t('settings.notifications.reminders')} note={t('settings.notifications.remindersNote', REMINDED)}>
        <span>{t('settings.notifications.always')}</span>
      </SettingRow>
      <SettingRow title={t('settings.notifications.bankName')} note={t('settings.notifications.bankNameNote')}>
        <Switch isSelected={isNamed} onChange={(next) => update.mutate({ notificationDetail: next ? 'bank' : 'none' })}>
          {t(isNamed ? 'settings.notifications.on' : 'settings.notifications.off')}
        </Switch>
      </SettingRow>
    </Card>
  );
}
