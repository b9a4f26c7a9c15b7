/** @file The one place where the document learns its language, direction, title and theme. */
import { useLayoutEffect } from 'react';
import type { Settings } from '../../shared/contract/settings.ts';

const DARK = '(prefers-color-scheme: dark)';
const MORE_CONTRAST = '(prefers-contrast: more)';

function themeName(theme: Settings['theme']): string {
  const isDark = theme === 'dark' || (theme !== 'light' && window.matchMedia(DARK).matches);
  const isContrast = theme === 'contrast' || (theme === 'system' && window.matchMedia(MORE_CONTRAST).matches);
  return `${isContrast ? 'contrast-' : ''}${isDark ? 'dark' : 'light'}`;
}

export function applyTheme(theme: Settings['theme']): void {
  document.documentElement.dataset.theme = themeName(theme);
}

export function useDocumentSettings({ language, theme, title }: Pick<Settings, 'language' | 'theme'> & { readonly title: string }): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
    document.title = title;
  }, [language, title]);

  useLayoutEffect(() => {
    applyTheme(theme);
    const queries = [window.matchMedia(DARK), window.matchMedia(MORE_CONTRAST)];
    const follow = () => applyTheme(theme);
    for (const query of queries) query.addEventListener('change', follow);
    return () => {
      for (const query of queries) query.removeEventListener('change', follow);
    };
  }, [theme]);
}
