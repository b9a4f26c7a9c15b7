import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import type { Settings, StartAtLogin } from '../../../shared/contract/settings.ts';
import { AppError } from '../../../shared/errors.ts';
import type { LoginStart } from '../../ports/login-start.ts';
import type { ProfileStore } from '../environments/profile-store.ts';

export type SettingsServiceDeps = {
  readonly profile: Pick<ProfileStore, 'settings' | 'updateSettings'>;
  readonly emit: (topic: EventTopic) => void;
  readonly loginStart: LoginStart | undefined;
};

/** Preferences of this computer's user. They live in the profile: needed before any database is open, and the same in every environment. */
export class SettingsService {
  readonly #deps: SettingsServiceDeps;

  constructor(deps: SettingsServiceDeps) {
    this.#deps = deps;
  }

  get(): Settings {
    return this.#deps.profile.settings();
  }

  update(changes: Parsed<'settings.update'>): Settings {
    // A key given as undefined is a key left out.
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const settings = this.#deps.profile.updateSettings(given);
    this.#deps.emit('settings.changed');
    return settings;
  }

  /** Asked of the system each time: it is no preference of the profile. */
  async startAtLogin(): Promise<StartAtLogin> {
    return (await this.#deps.loginStart?.state()) ?? { isOffered: false, isOn: false };
  }

  /** @throws AppError `forbidden` where it is not offered, `disk_*` when the system did not take it */
  async setStartAtLogin(isOn: boolean): Promise<StartAtLogin> {
    const { loginStart } = this.#deps;
    if (!loginStart) throw new AppError('forbidden', 'nothing to start at login');
    await loginStart.set(isOn);
    this.#deps.emit('settings.changed');
    return loginStart.state();
  }
}
