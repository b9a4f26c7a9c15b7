import { formatAmount } from '../../../shared/domain/money.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Card } from '../../ui/card.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { useUpdateSettings } from './mutations.ts';

const SAMPLE = { minor: 1_234_50, currency: 'SAR' } as const;

export function LanguageSection() {
  const t = useT();
  const { language, numerals } = usePreferences();
  const update = useUpdateSettings();
  return (
    <Card padding="flush">
      <SettingRow title={t('settings.language.language')} note={t('settings.language.languageNote')}>
        <Segmented
          label={t('settings.language.language')}
          value={language}
          onChange={(next) => update.mutate({ language: next })}
          options={[
            { id: 'en', label: <span lang="en">English</span> },
            { id: 'ar', label: <span lang="ar">العربية</span> },
          ]}
        />
      </SettingRow>
      <SettingRow title={t('settings.language.numerals')} note={t('settings.language.numeralsNote')}>
        <Segmented
          label={t('settings.language.numerals')}
          value={numerals}
          onChange={(next) => update.mutate({ numerals: next })}
          options={[
            { id: 'latn', label: <bdi dir="ltr">{formatAmount(SAMPLE)}</bdi> },
            { id: 'arab', label: <bdi dir="ltr">{formatAmount(SAMPLE, { numerals: 'arab' })}</bdi> },
          ]}
        />
      </SettingRow>
    </Card>
  );
}
