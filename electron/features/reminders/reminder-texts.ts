/** @file What a reminder says (S36): never an amount, and the bank's name only where the person allowed it. */
import ar from '../../../shared/locales/ar/notifications.json' with { type: 'json' };
import en from '../../../shared/locales/en/notifications.json' with { type: 'json' };
import type { EndingConsent } from './reminder-repo.ts';

const TEXTS = { ar, en } as const;
const PLURALS = { ar: new Intl.PluralRules('ar'), en: new Intl.PluralRules('en') } as const;

export type ReminderStyle = { readonly language: 'ar' | 'en'; readonly detail: 'none' | 'bank' };

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** A name may run in the other direction than the sentence around it. */
const isolate = (text: string) => `\u2068${text}\u2069`;

/** @param daysLeft 0 = ended */
export function reminderText(consent: EndingConsent, daysLeft: number, { language, detail }: ReminderStyle) {
  const texts = TEXTS[language];
  const part = daysLeft === 0 ? texts.ended : texts.ending;
  const bank = isolate(language === 'ar' ? (consent.bankNameAr ?? consent.bankName) : consent.bankName);
  const title = detail === 'bank' ? fill(part.titleBank, { bank }) : part.title;
  if (daysLeft === 0) return { title, body: texts.ended.body };
  const ending: Readonly<Record<string, string>> = texts.ending;
  const when = fill(ending[`days_${PLURALS[language].select(daysLeft)}`] ?? texts.ending.days_other, { count: String(daysLeft) });
  return { title, body: `${when} ${texts.ending.next}` };
}
