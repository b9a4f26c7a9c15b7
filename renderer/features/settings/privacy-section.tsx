import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useUpdateSettings } from './mutations.ts';

const SAMPLE = { minor: 1_234_50, currency: 'SAR' } as const;

export function PrivacySection() {
  const t = useT();
  const { privacyMode } = usePreferences();
  const update = useUpdateSettings();
  return (
    <Card padding="flush">
      <SettingRow title={t('settings.privacy.mode')} note={t('settings.privacy.modeNote')}>
        <Switch isSelected={privacyMode} onChange={(next) => update.mutate({ privacyMode: next })}>
          {t(privacyMode ? 'settings.privacy.on' : 'settings.privacy.off')}
        </Switch>
      </SettingRow>
      <SettingRow title={t('settings.privacy.sample')} note={t('settings.privacy.sampleNote')}>
        <AmountText money={SAMPLE} size="title" showCurrency />
      </SettingRow>
    </Card>
  );
}
