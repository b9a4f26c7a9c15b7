/** @file The one place where the document learns its language, direction, title, theme and motion. */
import { useLayoutEffect } from 'react';
import type { Settings } from '../../shared/contract/settings.ts';

const DARK = '(prefers-color-scheme: dark)';
const MORE_CONTRAST = '(prefers-contrast: more)';
/** Windows' contrast themes paint with the person's own colours; ours then only add edges and rings. */
const FORCED_COLORS = '(forced-colors: active)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

function themeName(theme: Settings['theme']): string {
  const isDark = theme === 'dark' || (theme !== 'light' && window.matchMedia(DARK).matches);
  const isContrast = theme === 'contrast' || window.matchMedia(MORE_CONTRAST).matches || window.matchMedia(FORCED_COLORS).matches;
  return `${isContrast ? 'contrast-' : ''}${isDark ? 'dark' : 'light'}`;
}

export function applyTheme(theme: Settings['theme']): void {
  document.documentElement.dataset.theme = themeName(theme);
}

function applyMotion(motion: Settings['motion']): void {
  const isReduced = motion === 'reduced' || window.matchMedia(LESS_MOTION).matches;
  document.documentElement.dataset.motion = isReduced ? 'reduced' : 'full';
}

/** Applies now and whenever the system changes its mind. */
function follow(queries: readonly string[], apply: () => void): () => void {
  apply();
  const lists = queries.map((query) => window.matchMedia(query));
  for (const list of lists) list.addEventListener('change', apply);
  return () => {
    for (const list of lists) list.removeEventListener('change', apply);
  };
}

type Look = Pick<Settings, 'language' | 'theme' | 'motion'> & { readonly title: string };

export function useDocumentSettings({ language, theme, motion, title }: Look): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
    document.title = title;
  }, [language, title]);

  useLayoutEffect(() => follow([DARK, MORE_CONTRAST, FORCED_COLORS], () => applyTheme(theme)), [theme]);
  useLayoutEffect(() => follow([LESS_MOTION], () => applyMotion(motion)), [motion]);
}
