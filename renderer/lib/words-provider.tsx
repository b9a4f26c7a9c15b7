import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat, FormatContext, type Translate, TranslateContext } from './format.ts';
import { usePreferences } from './preferences.ts';

/** Texts and formatters for everything below, made anew when the language, the digits or the clock change. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const preferences = usePreferences();
  const { t } = useTranslation();
  const translate = useCallback<Translate>((key, values) => t(key, { ...values }), [t]);
  const format = useMemo(() => createFormat(preferences, translate), [preferences, translate]);
  return (
    <TranslateContext value={translate}>
      <FormatContext value={format}>{children}</FormatContext>
    </TranslateContext>
  );
}
