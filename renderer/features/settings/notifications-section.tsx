import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useSetStartAtLogin, useUpdateSettings } from './mutations.ts';
import { settingsQueries } from './queries.ts';

/** Days before the end, as the core reminds; numbers, so that they follow the chosen digits. */
const REMINDED = { first: 14, second: 7, third: 3 } as const;

/** What Mizan does out of sight, and reminders of a consent's end: what they may name is the person's choice. */
export function NotificationsSection() {
  const t = useT();
  const { data } = useQuery(settingsQueries.get());
  const update = useUpdateSettings();
  return (
    <Card padding="flush">
      <Choice
        name="background"
        isOn={data?.keepInBackground === true}
        onChange={(next) => update.mutate({ keepInBackground: next })}
        isDisabled={data === undefined}
      />
      <StartAtLoginChoice />
      <SettingRow title={t('settings.notifications.reminders')} note={t('settings.notifications.remindersNote', REMINDED)}>
        <span>{t('settings.notifications.always')}</span>
      </SettingRow>
      <Choice
        name="bankName"
        isOn={data?.notificationDetail === 'bank'}
        onChange={(next) => update.mutate({ notificationDetail: next ? 'bank' : 'none' })}
        isDisabled={data === undefined}
      />
    </Card>
  );
}

function StartAtLoginChoice() {
  const { data } = useQuery(settingsQueries.startAtLogin());
  const set = useSetStartAtLogin();
  return (
    <Choice
      name="login"
      note={data?.isOffered === false ? 'loginNotOffered' : 'loginNote'}
      isOn={data?.isOn === true}
      onChange={(next) => set.mutate(next)}
      isDisabled={data?.isOffered !== true}
    />
  );
}

type ChoiceProps = {
  readonly name: 'background' | 'login' | 'bankName';
  readonly note?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled: boolean;
};

function Choice({ name, note = `${name}Note`, isOn, onChange, isDisabled }: ChoiceProps) {
  const t = useT();
  const title = t(`settings.notifications.${name}`);
  return (
    <SettingRow title={title} note={t(`settings.notifications.${note}`)}>
      <Switch label={title} isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
        {t(isOn ? 'settings.notifications.on' : 'settings.notifications.off')}
      </Switch>
    </SettingRow>
  );
}
