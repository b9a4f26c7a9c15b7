import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConsentCard } from '../../../shared/contract/connections.ts';
import arabic from '../../../shared/locales/ar/consent.json' with { type: 'json' };
import english from '../../../shared/locales/en/consent.json' with { type: 'json' };
import { CONSENT_VERSION, type ConsentParty, type ConsentRequest, composeConsentCard } from './consent-card.ts';

/** What each published version said. A new wording needs a new version here, never a new digest for an old one. */
const PUBLISHED: Readonly<Record<string, string>> = {
  '2026-11.1': '90e15bf1c8d0b054e9bb799d72c24abe',
  '2026-11.2': '144ca274426512e624e17affe0e21337',
};

const practice: ConsentParty = {
  kind: 'practice',
  baseUrl: 'http://127.0.0.1:43117',
  legalName: { ar: 'ميزان للتدريب', en: 'Mizan Practice Connect' },
};
const real: ConsentParty = {
  kind: 'production',
  baseUrl: 'https://api.provider.example',
  legalName: { ar: 'شركة المثال للمعلومات المالية', en: 'Example Financial Information Company' },
};
const unnamed: ConsentParty = { ...real, legalName: { ar: '', en: '  ' } };

function card(change: Partial<ConsentRequest> = {}) {
  return composeConsentCard({ language: 'en', keepUpdating: true, today: '2026-11-07', historyDays: 365, party: real, ...change });
}
const lines = (composed: ConsentCard, id: string) => composed.rows.find((row) => row.id === id)?.lines ?? [];
/** Everything a person can read on the card. */
const textOf = (composed: ConsentCard) =>
  [
    composed.title,
    composed.subtitle,
    composed.footnote,
    ...Object.values(composed.keepUpdating),
    ...composed.rows.flatMap((row) => [row.label, ...row.lines, ...row.items.map((item) => item.text)]),
  ].join('\n');
const everyCard = (['en', 'ar'] as const).flatMap((language) =>
  [practice, real, unnamed].flatMap((party) => [
    ...[true, false].map((keepUpdating) => card({ language, party, keepUpdating })),
    card({ language, party, renewedBank: { en: 'Sample Bank', ar: 'مصرف المثال' } }),
  ]),
);
const plain = (text: string | undefined) => text?.replace(/[\u2068\u2069]/g, '');

describe('S32 consent card', () => {
  it('S32 has the eight rows in their order, each saying something, in both languages and for every kind of party', () => {
    for (const composed of everyCard) {
      expect(ConsentCard.parse(composed)).toEqual(composed);
      expect(composed.rows.map((row) => row.id)).toEqual([
        'purpose',
        'benefit',
        'data',
        'history',
        'until',
        'receiver',
        'cost',
        'withdraw',
      ]);
      for (const row of composed.rows)
        expect([row.id, row.label !== '' && row.lines.length + row.items.length > 0]).toEqual([row.id, true]);
      expect(textOf(composed)).not.toMatch(/\{\{|\}\}|undefined|NaN/);
    }
  });

  it('S32 states the purpose in the required form', () => {
    expect(lines(card(), 'purpose')[0]).toMatch(/^To provide .+, we need to .+\.$/);
    expect(lines(card({ language: 'ar' }), 'purpose')[0]).toMatch(/^لتقديم .+، نحتاج إلى .+\.$/);
  });

  it('S32 names what is read and what never is', () => {
    const items = card().rows.find((row) => row.id === 'data')?.items ?? [];
    expect(items.map((item) => item.isRead)).toEqual([true, true, true, false]);
    expect(items.at(-1)?.text).toMatch(/^Never: your bank password\..*cannot move money/);
  });

  it('S32 gives concrete dates: history from, and the end in both calendars with its weekday', () => {
    const composed = card();
    expect([composed.historyFrom, composed.untilOn]).toEqual(['2025-11-07', '2027-11-07']);
    expect(lines(composed, 'history')[0]).toBe('Up to 365 days, from 7 November 2025');
    expect(lines(composed, 'until').slice(0, 2)).toEqual([
      'Sunday, 7 November 2027',
      '8 Jumada II 1449 AH · 365 days at most, then you decide again',
    ]);
  });

  it('S32 gives the same dates in Arabic, with Latin digits', () => {
    const composed = card({ language: 'ar' });
    expect(lines(composed, 'history')[0]).toBe('حتى 365 يومًا، من 7 نوفمبر 2025');
    expect(lines(composed, 'until').slice(0, 2)).toEqual([
      'الأحد، 7 نوفمبر 2027',
      '8 جمادى الآخرة 1449 هـ · 365 يومًا على الأكثر، ثم تقرّر من جديد',
    ]);
    for (const each of everyCard) expect(textOf(each)).not.toMatch(/[٠-٩۰-۹]/);
  });

  it('S32 names the receiver as registered, in the card’s language, isolated from the text around it', () => {
    expect(lines(card(), 'receiver')[0]).toContain('\u2068Example Financial Information Company\u2069');
    expect(lines(card({ language: 'ar' }), 'receiver')[0]).toContain('\u2068شركة المثال للمعلومات المالية\u2069');
    expect(lines(card(), 'receiver')[1]).toBe('Through the service at \u2068api.provider.example\u2069.');
  });

  it('S32 uses the one name that was entered for both languages', () => {
    const oneName = { ...real, legalName: { ar: '', en: 'Example Co' } };
    expect(plain(lines(card({ language: 'ar', party: oneName }), 'receiver')[0])).toContain('Example Co');
  });

  it('S32 says honestly that a name is missing, and still names the service', () => {
    for (const language of ['en', 'ar'] as const) {
      const composed = card({ language, party: unnamed });
      expect(plain(lines(composed, 'receiver')[0])).toContain('api.provider.example');
      expect(lines(composed, 'receiver')[1]).toBe({ en: english, ar: arabic }[language].receiver.unnamedNote);
    }
  });

  it('S32 calls the practice bank what it is, and nothing else by that name', () => {
    expect(plain(lines(card({ party: practice }), 'receiver')[0])).toBe(
      'Mizan Practice Connect, the practice bank built into Mizan: made-up data, no real company. Nothing leaves this computer.',
    );
    for (const party of [real, unnamed]) expect(textOf(card({ party }))).not.toMatch(/practice|made-up/i);
  });

  it('S32 says what is stored when updating automatically, and promises nothing automatic when declined', () => {
    expect(plain(card().keepUpdating.explanation)).toMatch(/^Example Financial Information Company then stores your bank sign-in/);
    const declined = card({ keepUpdating: false });
    expect(declined.keepUpdating.explanation).toBe(english.keepUpdating.off);
    expect(textOf(declined)).not.toMatch(/4 times a day/);
    expect(textOf(card({ keepUpdating: false, language: 'ar' }))).not.toMatch(/4 مرات/);
  });

  it('R25 names the bank whose consent is renewed, and offers nothing that is not the person’s choice again', () => {
    const renewed = card({ renewedBank: { en: 'Sample Bank', ar: 'مصرف المثال' }, keepUpdating: true });
    expect(plain(renewed.title)).toBe('Before you go to Sample Bank');
    expect(plain(lines(renewed, 'purpose')[0])).toMatch(/^To provide .+, we need to go on reading .+ at Sample Bank\.$/);
    expect(plain(renewed.keepUpdating.explanation)).toMatch(/^Example Financial Information Company goes on storing/);
    const arabicCard = card({ language: 'ar', renewedBank: { en: 'Sample Bank', ar: 'مصرف المثال' } });
    expect(plain(arabicCard.title)).toBe('قبل أن تنتقل إلى مصرف المثال');
  });

  it('is the same text in both languages as far as keys go', () => {
    const keys = (value: unknown, path = ''): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, inner]) => keys(inner, `${path}.${name}`))
        : [path];
    expect(keys(arabic)).toEqual(keys(english));
    const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();
    const texts = (value: unknown): string[] => (typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts)); // JSON of strings and objects
    expect(texts(arabic).map(placeholders)).toEqual(texts(english).map(placeholders));
  });

  it('S32 changes its version whenever its words change', () => {
    // The written dates are left out: they follow the platform's calendar data, not our wording.
    const cards = everyCard.map(({ rows, keepUpdating }) => [
      keepUpdating,
      rows.filter((row) => row.id !== 'history' && row.id !== 'until'),
    ]);
    const digest = createHash('sha256')
      .update(JSON.stringify([english, arabic, cards]))
      .digest('hex');
    expect(PUBLISHED[CONSENT_VERSION]).toBe(digest.slice(0, 32));
  });
});
