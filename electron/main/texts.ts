/** @file The shell's own words: menus and the recovery page. Plain. */
import type { Language } from '../../shared/contract/common.ts';
import ar from '../../shared/locales/ar/shell.json' with { type: 'json' };
import en from '../../shared/locales/en/shell.json' with { type: 'json' };

export type ShellTexts = typeof en;

export function shellTexts(language: Language): ShellTexts {
  return language === 'ar' ? ar : en;
}
