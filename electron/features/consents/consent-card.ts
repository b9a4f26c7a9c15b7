/**
 * @file S32: the text a person reads before leaving for the bank, composed here so that what is shown is what is stored.
 * Bump CONSENT_VERSION with any change of wording; a checksum test insists.
 */
import { createHash } from 'node:crypto';
import type { ConsentCard } from '../../../shared/contract/connections.ts';
import { addDays, type Day, dayForIntl } from '../../../shared/domain/dates.ts';
import arabic from '../../../shared/locales/ar/consent.json' with { type: 'json' };
import english from '../../../shared/locales/en/consent.json' with { type: 'json' };

export const CONSENT_VERSION = '2026-11.2';
/** Longest life of a consent (API reference section 11); the provider's own date replaces it once known. */
export const CONSENT_DAYS = 365;
/** What is read, as stored with the consent. */
export const DATA_KINDS = ['accounts', 'balances', 'transactions'] as const;

export type ConsentParty = {
  readonly kind: 'practice' | 'sandbox' | 'production' | 'custom';
  readonly baseUrl: string;
  /** The licensed party as registered; empty when nobody entered it. */
  readonly legalName: { readonly ar: string; readonly en: string };
};
export type ConsentRequest = {
  readonly language: 'ar' | 'en';
  readonly keepUpdating: boolean;
  readonly today: Day;
  readonly historyDays: number;
  readonly party: ConsentParty;
  /** The bank whose consent is renewed, as each language names it; undefined when a bank is still to be chosen. */
  readonly renewedBank?: { readonly ar: string; readonly en: string } | undefined;
};

const TEXTS = { ar: arabic, en: english } as const;
type Texts = typeof english;
type Row = ConsentCard['rows'][number];

/** Latin digits in both languages, like every figure of Mizan by default. */
const LOCALES = {
  ar: { date: 'ar-u-ca-gregory-nu-latn', hijri: 'ar-SA-u-ca-islamic-umalqura-nu-latn' },
  en: { date: 'en-GB-u-ca-gregory-nu-latn', hijri: 'en-GB-u-ca-islamic-umalqura-nu-latn' },
} as const;

function formatDay(day: Day, locale: string, hasWeekday: boolean): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(hasWeekday && { weekday: 'long' }),
  }).format(dayForIntl(day));
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** A name may run in the other direction than the sentence around it. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The registered name in the card's language, else in the other; undefined when nobody entered one. */
function partyName({ language, party }: ConsentRequest, texts: Texts): string | undefined {
  const other = language === 'ar' ? 'en' : 'ar';
  const name = party.legalName[language].trim() || party.legalName[other].trim();
  if (name !== '') return isolate(name);
  return party.kind === 'practice' ? isolate(texts.receiver.practiceName) : undefined;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function receiverLines(request: ConsentRequest, texts: Texts): string[] {
  const party = partyName(request, texts);
  const host = isolate(hostOf(request.party.baseUrl));
  const { receiver } = texts;
  if (request.party.kind === 'practice' && party) return [fill(receiver.practice, { party })];
  if (party) return [fill(receiver.party, { party }), fill(receiver.service, { host }), receiver.mizan];
  return [fill(receiver.unnamed, { host }), receiver.unnamedNote, receiver.mizan];
}

function costLines(request: ConsentRequest, texts: Texts): string[] {
  if (request.party.kind === 'practice') return [texts.cost.none];
  const party = partyName(request, texts);
  return [texts.cost.mizan, party ? fill(texts.cost.partyNote, { party }) : texts.cost.unnamedNote];
}

/** A renewal goes on as before: what is stored already stays stored. */
function keptUpText(request: ConsentRequest, texts: Texts): string {
  const { renewal } = texts;
  if (request.party.kind === 'practice') return renewal.keepUpdatingPractice;
  const party = partyName(request, texts);
  return party ? fill(renewal.keepUpdating, { party }) : renewal.keepUpdatingUnnamed;
}

/** What the card opens with: the bank by its name where it is known already. */
function openingTexts({ language, renewedBank }: ConsentRequest, { title, subtitle, purpose, renewal }: Texts) {
  if (!renewedBank) return { title, subtitle, purpose: purpose.text };
  const bank = isolate(renewedBank[language]);
  return { title: fill(renewal.title, { bank }), subtitle: renewal.subtitle, purpose: fill(renewal.purpose, { bank }) };
}

function keepUpdatingText(request: ConsentRequest, texts: Texts): string {
  const { keepUpdating } = texts;
  if (request.renewedBank) return keptUpText(request, texts);
  if (!request.keepUpdating) return keepUpdating.off;
  if (request.party.kind === 'practice') return keepUpdating.onPractice;
  const party = partyName(request, texts);
  return party ? fill(keepUpdating.on, { party }) : keepUpdating.onUnnamed;
}

/** The wording's version and a digest of the card as filled in, so that a version stands for one text and no other. */
function withVersion(card: Omit<ConsentCard, 'version'>): ConsentCard {
  const digest = createHash('sha256').update(JSON.stringify(card)).digest('hex').slice(0, 16);
  return { ...card, version: `${CONSENT_VERSION}+${digest}` };
}

export function composeConsentCard(request: ConsentRequest): ConsentCard {
  const { language, today, historyDays } = request;
  const texts: Texts = TEXTS[language];
  const locale = LOCALES[language];
  const historyFrom = addDays(today, -historyDays);
  const untilOn = addDays(today, CONSENT_DAYS);
  const opening = openingTexts(request, texts);
  const isPractice = request.party.kind === 'practice';
  const row = (id: Row['id'], lines: string[], items: Row['items'] = []): Row => ({ id, label: texts[id].label, lines, items });
  const read = DATA_KINDS.map((kind) => ({ text: texts.data[kind], isRead: true }));

  return withVersion({
    language,
    title: opening.title,
    subtitle: opening.subtitle,
    rows: [
      row('purpose', [opening.purpose]),
      row('benefit', [texts.benefit.text]),
      row('data', [], [...read, { text: texts.data.never, isRead: false }]),
      row('history', [
        fill(texts.history.text, { days: String(historyDays), date: formatDay(historyFrom, locale.date, false) }),
        texts.history.note,
      ]),
      row('until', [
        formatDay(untilOn, locale.date, true),
        fill(texts.until.note, { hijri: formatDay(untilOn, locale.hijri, false), days: String(CONSENT_DAYS) }),
        texts.until.earlier,
      ]),
      row('receiver', receiverLines(request, texts)),
      row('cost', costLines(request, texts)),
      row('withdraw', [isPractice ? texts.withdraw.practice : texts.withdraw.text]),
    ],
    keepUpdating: { label: texts.keepUpdating.label, explanation: keepUpdatingText(request, texts) },
    historyFrom,
    untilOn,
    footnote: texts.footnote,
  });
}
