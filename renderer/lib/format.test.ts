import { describe, expect, it } from 'vitest';
import { createFormat, type Format } from './format.ts';
import { createTexts } from './i18n.ts';
import type { Preferences } from './preferences.ts';

const NOW_MS = Date.parse('2026-11-07T11:07:00Z');

function formatFor(change: Partial<Preferences> = {}): Format {
  const preferences: Preferences = {
    language: 'en',
    numerals: 'latn',
    privacyMode: false,
    theme: 'light',
    accountGrouping: 'kind',
    today: '2026-11-07',
    nowMs: NOW_MS,
    ...change,
  };
  const { i18n } = createTexts(preferences);
  return createFormat(preferences, (key, values) => i18n.t(key, { ...values }));
}

const at = (minutesAgo: number) => new Date(NOW_MS - minutesAgo * 60_000).toISOString();

describe('formats', () => {
  it('write a day in both calendars as the reference shows it', () => {
    const en = formatFor();
    const ar = formatFor({ language: 'ar' });
    expect([en.bothCalendars('2026-11-07', 'full'), en.bothCalendars('2026-11-16'), en.bothCalendars('2026-11-16', 'date')]).toEqual([
      'Saturday 7 November 2026 · 27 Jumada I 1448',
      '16 Nov · 6 Jumada II',
      'Mon 16 Nov 2026 · 6 Jumada II 1448',
    ]);
    expect([ar.bothCalendars('2026-11-07', 'full'), ar.bothCalendars('2026-11-16')]).toEqual([
      'السبت 7 نوفمبر 2026 · 27 جمادى الأولى 1448',
      '16 نوفمبر · 6 جمادى الآخرة',
    ]);
  });

  it('leave the year out only within six months', () => {
    const { day } = formatFor();
    expect([day('2026-05-08'), day('2026-05-07'), day('2027-05-10'), day('2026-09-05')]).toEqual([
      '8 May',
      '7 May 2026',
      '10 May 2027',
      '5 Sep',
    ]);
  });

  it('tell the age of a figure as shortly as stays exact', () => {
    const { asOf } = formatFor();
    expect([
      asOf('2026-11-07T11:05:00Z'),
      asOf('2026-11-06T18:40:00Z'),
      asOf('2026-11-03T06:10:00Z'),
      asOf('2025-11-03T06:10:00Z'),
    ]).toEqual(['14:05', 'yesterday 21:40', '3 Nov 09:10', '3 Nov 2025 09:10']);
  });

  it('write an account and its last digits in the order of the page, whatever its name is written in', () => {
    const [en, ar] = [formatFor(), formatFor({ language: 'ar' })];
    expect([en.account('Credit card', '9034'), en.account('البطاقة', '9034'), en.account('Loan', null)]).toEqual([
      'Credit card •• 9034',
      '\u200e\u2068البطاقة\u2069 •• 9034',
      'Loan',
    ]);
    expect([ar.account('البطاقة', '9034'), ar.account('Credit card', '9034')]).toEqual([
      'البطاقة \u2066•• 9034\u2069',
      '\u200f\u2068Credit card\u2069 \u2066•• 9034\u2069',
    ]);
    expect(formatFor({ numerals: 'arab' }).account('Credit card', '9034')).toBe('Credit card \u2066•• ٩٠٣٤\u2069');
  });

  it('read the day of an instant in Riyadh, not here', () => {
    expect(formatFor().asOf('2026-11-06T21:30:00Z')).toBe('00:30');
  });

  it('write the year at both ends of a range, or at neither', () => {
    const { range } = formatFor();
    expect([range('2026-01-01', '2026-12-31'), range('2026-10-01', '2026-10-31')]).toEqual(['1 Jan 2026 – 31 Dec 2026', '1 Oct – 31 Oct']);
  });

  it('count ages with Arabic plurals', () => {
    const en = formatFor();
    const ar = formatFor({ language: 'ar' });
    expect([en.ago(at(0)), en.ago(at(2)), en.ago(at(60)), en.ago(at(60 * 24 * 3))]).toEqual([
      'just now',
      '2 min ago',
      '1 h ago',
      '3 days ago',
    ]);
    expect([ar.ago(at(1)), ar.ago(at(2)), ar.ago(at(5)), ar.ago(at(11)), ar.ago(at(60 * 24 * 2))]).toEqual([
      'قبل دقيقة',
      'قبل دقيقتين',
      'قبل 5 دقائق',
      'قبل 11 دقيقة',
      'قبل يومين',
    ]);
  });

  it('never show an age below zero when two clocks differ', () => {
    expect(formatFor().ago(at(-30))).toBe('just now');
  });

  it('keep one kind of digits everywhere', () => {
    const { count, time, day, hijri, amount, ago } = formatFor({ language: 'ar', numerals: 'arab' });
    const all = [
      count(1234),
      time('2026-11-07T11:05:00Z'),
      day('2026-11-07', 'full'),
      hijri('2026-11-07'),
      amount({ minor: -1_234_50, currency: 'SAR' }),
      ago(at(5)),
    ];
    expect(all.filter((text) => /[0-9]/.test(text))).toEqual([]);
    expect(all.filter((text) => !/[\u0660-\u0669]/.test(text))).toEqual([]);
  });

  it('give both ends of a range their year as soon as one needs it', () => {
    const { range } = formatFor();
    expect([range('2026-10-27', '2026-11-26'), range('2026-11-07', '2027-11-07'), range('2024-11-11', '2026-11-07')]).toEqual([
      '27 Oct – 26 Nov',
      '7 Nov 2026 – 7 Nov 2027',
      '11 Nov 2024 – 7 Nov 2026',
    ]);
  });

  it('isolate neighbouring dates where Arabic digits would change places in an English line', () => {
    const { bothCalendars, range, asOf, amount } = formatFor({ numerals: 'arab' });
    expect([
      bothCalendars('2027-11-16'),
      range('2026-10-27', '2026-11-26'),
      asOf('2025-11-03T06:10:00Z'),
      amount({ minor: -1_00, currency: 'SAR' }),
    ]).toEqual([
      '\u2068١٦ Nov ٢٠٢٧\u2069 · \u2068١٧ Jumada II\u2069',
      '\u2068٢٧ Oct\u2069 – \u2068٢٦ Nov\u2069',
      '\u2068٣ Nov ٢٠٢٥\u2069 \u2068٠٩:١٠\u2069',
      '\u2066−١٫٠٠\u2069',
    ]);
  });

  it('hide amounts in sentences and on axes in privacy mode', () => {
    const { amount, axisAmount } = formatFor({ privacyMode: true });
    expect([amount({ minor: 1_00, currency: 'SAR' }), axisAmount({ minor: 75_000_00, currency: 'SAR' })]).toEqual(['•••••', '•••••']);
  });

  it('shorten money on axes only, with a true minus', () => {
    const { axisAmount } = formatFor();
    expect([75_000_00, 0, -10_000_00].map((minor) => axisAmount({ minor, currency: 'SAR' }))).toEqual(['75k', '0', '−10k']);
  });

  it('keep an amount a left-to-right island inside Arabic', () => {
    expect(formatFor({ language: 'ar' }).amount({ minor: -117_50, currency: 'SAR' })).toBe('\u2066−117.50\u2069');
  });
});

describe('texts', () => {
  it('isolate a name that runs against the sentence', () => {
    const { i18n } = createTexts({ language: 'ar', numerals: 'latn' });
    expect(i18n.t('common.freshness.someOld', { bank: 'Practice Bank', time: '21:40' })).toBe(
      'بيانات \u2068Practice Bank\u2069 أقدم: 21:40',
    );
  });

  it('find a namespace by the first part of a key', () => {
    const { i18n } = createTexts({ language: 'en', numerals: 'latn' });
    expect(i18n.t('settings.environment.errors.clientId')).toBe('The id has no spaces and no colon.');
  });

  it('change language and digits without a new instance', () => {
    const texts = createTexts({ language: 'en', numerals: 'latn' });
    texts.use({ language: 'ar', numerals: 'arab' });
    expect(texts.i18n.t('common.sync.importRows', { count: 1234 })).toBe('١٬٢٣٤ عملية حتى الآن');
  });
});
