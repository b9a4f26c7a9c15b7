/** @file The shell's own words: menus and the recovery page, and what every failure is called. Plain. */
import type { Language } from '../../shared/contract/common.ts';
import arErrors from '../../shared/locales/ar/errors.json' with { type: 'json' };
import ar from '../../shared/locales/ar/shell.json' with { type: 'json' };
import enErrors from '../../shared/locales/en/errors.json' with { type: 'json' };
import en from '../../shared/locales/en/shell.json' with { type: 'json' };

export type ShellTexts = typeof en;

export function shellTexts(language: Language): ShellTexts {
  return language === 'ar' ? ar : en;
}

export function errorTexts(language: Language) {
  return language === 'ar' ? arErrors : enErrors;
}
