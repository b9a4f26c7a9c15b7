import { useQuery } from '@tanstack/react-query';
import { Contrast, EyeOff, Hash, Languages, Minus, Moon, Plug, Plus, Rows3, SunMoon, ZoomIn } from 'lucide-react';
import type { Settings } from '../../../shared/contract/settings.ts';
import { COMMAND_IDS, type CommandId, commandOf, isCommandOn, settingChange } from '../../../shared/domain/commands.ts';
import { nextZoom } from '../../../shared/domain/zoom.ts';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { showToast } from '../../ui/toast.tsx';
import { useActivateEnvironment, useSetStartAtLogin, useUpdateSettings } from './mutations.ts';
import { environmentQueries, settingsQueries } from './queries.ts';
import { SECTION_ICONS } from './section-icons.ts';
import { SECTIONS } from './section-ids.ts';

const ICONS = {
  theme: SunMoon,
  language: Languages,
  numerals: Hash,
  privacyMode: EyeOff,
  motion: Contrast,
  accountGrouping: Rows3,
  notificationDetail: SECTION_ICONS.notifications,
  keepInBackground: Moon,
} as const;

/** What changes how Mizan looks: also before the welcome is done and while Mizan is locked. */
export function useAppearanceActions(): readonly Action[] {
  const command = useCommand();
  const { data: settings } = useQuery(settingsQueries.get());
  const update = useUpdateSettings();
  if (!settings) return [];
  const zoom = (step: Parameters<typeof nextZoom>[1]) => () => update.mutate({ zoom: nextZoom(settings.zoom, step) });
  return [
    ...switchIds().map((id) => command(id, () => update.mutate(settingChange(commandOf(id), settings)), switchExtras(id, settings))),
    command('zoom.in', zoom('in'), { icon: Plus }),
    command('zoom.out', zoom('out'), { icon: Minus }),
    command('zoom.reset', zoom('reset'), { icon: ZoomIn }),
  ];
}

function switchIds(): readonly CommandId[] {
  return COMMAND_IDS.filter((id) => commandOf(id).sets !== undefined);
}

function switchExtras(id: CommandId, settings: Settings) {
  const command = commandOf(id);
  return { isOn: isCommandOn(command, settings), ...(command.sets && { icon: ICONS[command.sets.key] }) };
}

/** The sections of the settings, and the other environments. */
export function useSettingsActions(): readonly Action[] {
  const t = useT();
  const item = useItem();
  const { data: environments = [] } = useQuery(environmentQueries.list());
  const { data: login } = useQuery(settingsQueries.startAtLogin());
  const activate = useActivateEnvironment();
  const setLogin = useSetStartAtLogin();
  const use = (id: string, name: string) =>
    activate.mutate(id, {
      onSuccess: () => showToast({ text: t('settings.environment.switched', { name }) }),
      onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
    });
  return [
    ...SECTIONS.map((id) =>
      item({
        id: `settings.open:${id}`,
        group: 'settings',
        key: `settings.${id}.nav`,
        icon: SECTION_ICONS[id],
        run: () => navigate(`/settings/${id}`),
      }),
    ),
    ...(login?.isOffered
      ? [
          item({
            id: 'login.toggle',
            group: 'settings',
            key: 'settings.notifications.login',
            icon: Moon,
            isQuiet: true,
            isOn: login.isOn,
            run: () => setLogin.mutate(!login.isOn),
          }),
        ]
      : []),
    ...environments
      .filter((environment) => !environment.isActive)
      .map((environment) => {
        const name = t(`common.environment.${environment.kind}`);
        return item({
          id: `environment.use:${environment.id}`,
          group: 'settings',
          key: 'commands.item.environmentUse',
          values: { name },
          words: environment.name,
          icon: Plug,
          isQuiet: true,
          run: () => use(environment.id, name),
        });
      }),
  ];
}
