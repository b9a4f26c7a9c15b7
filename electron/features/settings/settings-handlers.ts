import type { Handlers } from '../../../shared/contract/index.ts';
import type { SettingsService } from './settings-service.ts';

export function settingsHandlers(service: SettingsService): Pick<Handlers, Extract<keyof Handlers, `settings.${string}`>> {
  return {
    'settings.get': () => service.get(),
    'settings.update': (changes) => service.update(changes),
    'settings.startAtLogin': () => service.startAtLogin(),
    'settings.setStartAtLogin': ({ isOn }) => service.setStartAtLogin(isOn),
  };
}
