/** @file What the person chose about how things look; every formatter and figure reads it from here. */
import { createContext, useContext } from 'react';
import type { Settings } from '../../shared/contract/settings.ts';
import type { Day } from '../../shared/domain/dates.ts';

export type Preferences = Pick<Settings, 'language' | 'numerals' | 'privacyMode' | 'theme' | 'accountGrouping'> & {
  /** Today in Riyadh by Mizan's clock. */
  readonly today: Day;
  /** Mizan's clock now, epoch milliseconds; moves on every half minute. */
  readonly nowMs: number;
};

export const PreferencesContext = createContext<Preferences>({
  language: 'en',
  numerals: 'latn',
  privacyMode: false,
  theme: 'light',
  accountGrouping: 'kind',
  today: '1970-01-01',
  nowMs: 0,
});

export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

/** The one locale text of the app: Gregorian calendar and the chosen digits, whatever the system says. */
export function localeTag(language: 'ar' | 'en', numerals: 'latn' | 'arab'): string {
  return `${language === 'ar' ? 'ar-SA' : 'en-GB'}-u-ca-gregory-nu-${numerals}`;
}
