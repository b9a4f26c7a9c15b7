/** @file Touch ID through the system's own sheet; whatever goes wrong there is a person who was not recognised. */
import type { Biometry } from '../ports/biometry.ts';
import type { Log } from '../ports/log.ts';

/** The part of Electron's `systemPreferences` this uses; other systems have neither. */
export type TouchIdApi = { canPromptTouchID?(): boolean; promptTouchID?(reason: string): Promise<void> };

export function createBiometry(deps: { readonly platform: NodeJS.Platform; readonly api: TouchIdApi; readonly log: Log }): Biometry {
  const isAvailable = () => deps.platform === 'darwin' && deps.api.canPromptTouchID?.() === true;
  return {
    isAvailable: async () => isAvailable(),
    async confirm(reason) {
      if (!isAvailable() || !deps.api.promptTouchID) return false;
      try {
        await deps.api.promptTouchID(reason);
        return true;
      } catch {
        // Cancelled, not recognised, or the lid is shut: the passphrase is the other way in.
        deps.log.info('lock.touch-id-refused');
        return false;
      }
    },
  };
}
