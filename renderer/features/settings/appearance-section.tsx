import { useQuery } from '@tanstack/react-query';
import { Minus, Plus, RotateCcw } from 'lucide-react';
import { nextZoom, ZOOM_STEPS } from '../../../shared/domain/zoom.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { OptionCards } from '../../ui/option-cards.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import styles from './appearance-section.module.css';
import { useUpdateSettings } from './mutations.ts';
import { settingsQueries } from './queries.ts';

const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

export function AppearanceSection() {
  const t = useT();
  const { theme } = usePreferences();
  const { data: settings } = useQuery(settingsQueries.get());
  const update = useUpdateSettings();
  return (
    <>
      <OptionCards
        label={t('settings.appearance.theme')}
        value={theme}
        onChange={(next) => update.mutate({ theme: next })}
        options={THEMES.map((id) => ({ id, title: t(`settings.appearance.${id}`), body: t(`settings.appearance.${id}Note`) }))}
      />
      {settings && (
        <Card padding="flush">
          <SettingRow title={t('settings.appearance.zoom')} note={t('settings.appearance.zoomNote')}>
            <Zoom value={settings.zoom} onChange={(zoom) => update.mutate({ zoom })} />
          </SettingRow>
          <SettingRow title={t('settings.appearance.motion')} note={t('settings.appearance.motionNote')}>
            <Segmented
              label={t('settings.appearance.motion')}
              value={settings.motion}
              onChange={(motion) => update.mutate({ motion })}
              options={[
                { id: 'system', label: t('settings.appearance.motionSystem') },
                { id: 'reduced', label: t('settings.appearance.motionReduced') },
              ]}
            />
          </SettingRow>
        </Card>
      )}
    </>
  );
}

function Zoom({ value, onChange }: { readonly value: number; readonly onChange: (zoom: number) => void }) {
  const t = useT();
  const format = useFormat();
  const step = (to: 'in' | 'out' | 'reset') => () => onChange(nextZoom(value, to));
  return (
    <span className={styles.zoom}>
      <IconButton
        label={t('settings.appearance.smaller')}
        icon={<Icon of={Minus} />}
        onPress={step('out')}
        isDisabled={value <= ZOOM_STEPS[0]}
      />
      <output className={styles.percent}>{format.percent(value * 0.01)}</output>
      <IconButton
        label={t('settings.appearance.larger')}
        icon={<Icon of={Plus} />}
        onPress={step('in')}
        isDisabled={value >= (ZOOM_STEPS.at(-1) ?? value)}
      />
      <IconButton
        label={t('settings.appearance.reset')}
        icon={<Icon of={RotateCcw} />}
        onPress={step('reset')}
        isDisabled={value === 100}
      />
    </span>
  );
}
