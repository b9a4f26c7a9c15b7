import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { OptionCards } from '../../ui/option-cards.tsx';
import { useUpdateSettings } from './mutations.ts';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

export function AppearanceSection() {
  const t = useT();
  const { theme } = usePreferences();
  const update = useUpdateSettings();
  return (
    <OptionCards
      label={t('settings.appearance.theme')}
      value={theme}
      onChange={(next) => update.mutate({ theme: next })}
      options={THEMES.map((id) => ({ id, title: t(`settings.appearance.${id}`), body: t(`settings.appearance.${id}Note`) }))}
    />
  );
}
