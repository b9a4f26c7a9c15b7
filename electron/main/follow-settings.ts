/** @file Keeps menu language and window theme equal to the settings. Plain. */
import type { Language } from '../../shared/contract/common.ts';
import { Settings } from '../../shared/contract/settings.ts';
import type { Reply } from '../../shared/errors.ts';

export type Look = { readonly language: Language; readonly theme: 'system' | 'light' | 'dark'; readonly keepInBackground: boolean };

/** High contrast is drawn by the page; its light or dark ground follows the system. */
export function lookOf(settings: Settings): Look {
  return {
    language: settings.language,
    keepInBackground: settings.keepInBackground,
    theme: settings.theme === 'contrast' ? 'system' : settings.theme,
  };
}

/** Reads the settings as the page does; an answer that is none leaves the look as it is. */
export async function readLook(dispatch: (name: string, input: unknown) => Promise<Reply<unknown>>): Promise<Look | undefined> {
  const reply = await dispatch('settings.get', {});
  const parsed = reply.ok ? Settings.safeParse(reply.data) : undefined;
  return parsed?.success ? lookOf(parsed.data) : undefined;
}
