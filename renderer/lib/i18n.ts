/**
 * @file Texts. Both languages are bundled; a key is `namespace.path` (`settings.language.title`), the namespace being the locale file.
 * Numbers put into a text are written with the chosen digits; names that run against the text's direction are isolated.
 */
import i18next, { type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import arAbout from '../../shared/locales/ar/about.json' with { type: 'json' };
import arAccounts from '../../shared/locales/ar/accounts.json' with { type: 'json' };
import arActivity from '../../shared/locales/ar/activity.json' with { type: 'json' };
import arBackups from '../../shared/locales/ar/backups.json' with { type: 'json' };
import arCashFlow from '../../shared/locales/ar/cash-flow.json' with { type: 'json' };
import arCategories from '../../shared/locales/ar/categories.json' with { type: 'json' };
import arCommands from '../../shared/locales/ar/commands.json' with { type: 'json' };
import arCommon from '../../shared/locales/ar/common.json' with { type: 'json' };
import arConnections from '../../shared/locales/ar/connections.json' with { type: 'json' };
import arConsents from '../../shared/locales/ar/consents.json' with { type: 'json' };
import arErasure from '../../shared/locales/ar/erasure.json' with { type: 'json' };
import arErrors from '../../shared/locales/ar/errors.json' with { type: 'json' };
import arExports from '../../shared/locales/ar/exports.json' with { type: 'json' };
import arLock from '../../shared/locales/ar/lock.json' with { type: 'json' };
import arOverview from '../../shared/locales/ar/overview.json' with { type: 'json' };
import arReminders from '../../shared/locales/ar/reminders.json' with { type: 'json' };
import arRules from '../../shared/locales/ar/rules.json' with { type: 'json' };
import arSettings from '../../shared/locales/ar/settings.json' with { type: 'json' };
import arTransactions from '../../shared/locales/ar/transactions.json' with { type: 'json' };
import arTransfers from '../../shared/locales/ar/transfers.json' with { type: 'json' };
import arWelcome from '../../shared/locales/ar/welcome.json' with { type: 'json' };
import enAbout from '../../shared/locales/en/about.json' with { type: 'json' };
import enAccounts from '../../shared/locales/en/accounts.json' with { type: 'json' };
import enActivity from '../../shared/locales/en/activity.json' with { type: 'json' };
import enBackups from '../../shared/locales/en/backups.json' with { type: 'json' };
import enCashFlow from '../../shared/locales/en/cash-flow.json' with { type: 'json' };
import enCategories from '../../shared/locales/en/categories.json' with { type: 'json' };
import enCommands from '../../shared/locales/en/commands.json' with { type: 'json' };
import enCommon from '../../shared/locales/en/common.json' with { type: 'json' };
import enConnections from '../../shared/locales/en/connections.json' with { type: 'json' };
import enConsents from '../../shared/locales/en/consents.json' with { type: 'json' };
import enErasure from '../../shared/locales/en/erasure.json' with { type: 'json' };
import enErrors from '../../shared/locales/en/errors.json' with { type: 'json' };
import enExports from '../../shared/locales/en/exports.json' with { type: 'json' };
import enLock from '../../shared/locales/en/lock.json' with { type: 'json' };
import enOverview from '../../shared/locales/en/overview.json' with { type: 'json' };
import enReminders from '../../shared/locales/en/reminders.json' with { type: 'json' };
import enRules from '../../shared/locales/en/rules.json' with { type: 'json' };
import enSettings from '../../shared/locales/en/settings.json' with { type: 'json' };
import enTransactions from '../../shared/locales/en/transactions.json' with { type: 'json' };
import enTransfers from '../../shared/locales/en/transfers.json' with { type: 'json' };
import enWelcome from '../../shared/locales/en/welcome.json' with { type: 'json' };
import { isolateForeign } from './bidi.ts';
import { localeTag } from './preferences.ts';

const resources = {
  en: {
    about: enAbout,
    accounts: enAccounts,
    activity: enActivity,
    backups: enBackups,
    'cash-flow': enCashFlow,
    categories: enCategories,
    commands: enCommands,
    common: enCommon,
    connections: enConnections,
    consents: enConsents,
    erasure: enErasure,
    errors: enErrors,
    exports: enExports,
    lock: enLock,
    overview: enOverview,
    reminders: enReminders,
    rules: enRules,
    settings: enSettings,
    transactions: enTransactions,
    transfers: enTransfers,
    welcome: enWelcome,
  },
  ar: {
    about: arAbout,
    accounts: arAccounts,
    activity: arActivity,
    backups: arBackups,
    'cash-flow': arCashFlow,
    categories: arCategories,
    commands: arCommands,
    common: arCommon,
    connections: arConnections,
    consents: arConsents,
    erasure: arErasure,
    errors: arErrors,
    exports: arExports,
    lock: arLock,
    overview: arOverview,
    reminders: arReminders,
    rules: arRules,
    settings: arSettings,
    transactions: arTransactions,
    transfers: arTransfers,
    welcome: arWelcome,
  },
};

export type TextSettings = { readonly language: 'ar' | 'en'; readonly numerals: 'latn' | 'arab' };

/** One instance per call; `use` changes language and digits and redraws every text. */
export function createTexts(initial: TextSettings): { readonly i18n: i18n; use(next: TextSettings): void } {
  let current = initial;
  const instance = i18next.createInstance();
  const format = (value: unknown): string => {
    if (typeof value === 'number') return new Intl.NumberFormat(localeTag(current.language, current.numerals)).format(value);
    return isolateForeign(String(value), current.language);
  };
  const formatter: FormatterModule = { type: 'formatter', init: () => {}, add: () => {}, addCached: () => {}, format };
  void instance
    .use(formatter)
    .use(initReactI18next)
    .init({
      resources,
      lng: initial.language,
      fallbackLng: false,
      ns: Object.keys(resources.en),
      defaultNS: 'common',
      // The same separator twice: i18next then reads a first part that is a namespace as the namespace.
      nsSeparator: '.',
      keySeparator: '.',
      initAsync: false,
      // React escapes; escaping here would show `&amp;` in a bank's name.
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
    });
  return {
    i18n: instance,
    use(next) {
      current = next;
      void instance.changeLanguage(next.language);
    },
  };
}
