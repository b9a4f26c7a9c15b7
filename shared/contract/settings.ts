import { z } from 'zod';
import { Language } from './common.ts';
import { command, query } from './operation.ts';

/** Preferences of this computer's user; they hold across environments. */
export const Settings = z.object({
  language: Language,
  /** False until the user (or the first start's system language) decided. */
  isWelcomeDone: z.boolean(),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  numerals: z.enum(['latn', 'arab']),
  privacyMode: z.boolean(),
  /** `reduced` even where the system does not ask for it. */
  motion: z.enum(['system', 'reduced']),
  /** Per cent. */
  zoom: z.int().min(50).max(200),
  /** What a notification of the system may name; amounts never (S36). */
  notificationDetail: z.enum(['none', 'bank']),
  /** Closing the window leaves Mizan in the tray, where there is one. */
  keepInBackground: z.boolean(),
  /** How accounts stand together, wherever they are listed. */
  accountGrouping: z.enum(['kind', 'bank']),
  /** The offer of a recovery passphrase was put away. */
  isRecoveryDeclined: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

/** Not part of the settings: the system's own list holds it, and the person may change it there as well. */
export const StartAtLogin = z.object({
  /** False where this copy of Mizan cannot be started that way. */
  isOffered: z.boolean(),
  isOn: z.boolean(),
});
export type StartAtLogin = z.infer<typeof StartAtLogin>;

export const settingsContract = {
  'settings.get': query(z.strictObject({}), Settings),
  'settings.update': command(Settings.partial().strict(), Settings),
  'settings.startAtLogin': query(z.strictObject({}), StartAtLogin),
  'settings.setStartAtLogin': command(z.strictObject({ isOn: z.boolean() }), StartAtLogin),
};
