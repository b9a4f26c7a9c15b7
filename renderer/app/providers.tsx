import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import type { Settings } from '../../shared/contract/settings.ts';
import { riyadhDay } from '../../shared/domain/dates.ts';
import { settingsQueries } from '../features/settings/public.ts';
import { createTexts } from '../lib/i18n.ts';
import { localeTag, type Preferences, PreferencesContext } from '../lib/preferences.ts';
import { WordsProvider } from '../lib/words-provider.tsx';
import { ToastRegion } from '../ui/toast.tsx';
import { useNow } from './clock.ts';
import { useDocumentSettings } from './document-settings.ts';
import { appQueries } from './queries.ts';

export function Providers({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider>
        {children}
        <ToastRegion />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

/** Until main has answered: the system's language, nothing chosen. */
function initialSettings(): Settings {
  const language = navigator.language.startsWith('ar') ? 'ar' : 'en';
  return {
    language,
    isWelcomeDone: false,
    theme: 'system',
    numerals: 'latn',
    privacyMode: false,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: true,
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
  };
}

function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const { data: settings = initialSettings() } = useQuery(settingsQueries.get());
  const { data: status, dataUpdatedAt } = useQuery(appQueries.status());
  const nowMs = useNow(status?.now, dataUpdatedAt);
  const { language, numerals, privacyMode, theme, motion, accountGrouping } = settings;
  const today = riyadhDay(nowMs);

  const [texts] = useState(() => createTexts({ language, numerals }));
  useEffect(() => texts.use({ language, numerals }), [texts, language, numerals]);
  useDocumentSettings({ language, theme, motion, title: texts.i18n.getFixedT(language)('common.appName') });

  const preferences = useMemo<Preferences>(
    () => ({ language, numerals, privacyMode, theme, accountGrouping, today, nowMs }),
    [language, numerals, privacyMode, theme, accountGrouping, today, nowMs],
  );
  return (
    <PreferencesContext value={preferences}>
      <I18nextProvider i18n={texts.i18n}>
        <I18nProvider locale={localeTag(language, numerals)}>
          <WordsProvider>{children}</WordsProvider>
        </I18nProvider>
      </I18nextProvider>
    </PreferencesContext>
  );
}
