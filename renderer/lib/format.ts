/** @file Everything the page writes that is no fixed text: days in both calendars, times, ages, counts and amounts. */
import { createContext, useContext } from 'react';
import { type Day, daysBetween, type Instant, riyadhDay } from '../../shared/domain/dates.ts';
import { currencyExponent, formatAmount, type Money, toDecimalText } from '../../shared/domain/money.ts';
import { isolateForeign, leftToRight, pageOrder } from './bidi.ts';
import { clockTime, clockTimeToSecond, gregorianParts, hijriParts } from './calendar.ts';
import { hideAmounts, PRIVACY_DOTS } from './hide-amounts.ts';
import { localeTag, type Preferences } from './preferences.ts';

/** `full` Saturday 7 November 2026 · `date` Sat 7 Nov 2026 · `plain` 7 Nov 2026 · `short` 7 Nov (year only beyond six months) · `month` Nov. */
export type DayStyle = 'full' | 'date' | 'plain' | 'short' | 'month';
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

const SIX_MONTHS_DAYS = 183;
const ARABIC_ZERO = 0x660;
const MINUTE_MS = 60_000;

export type Format = ReturnType<typeof createFormat>;

export function createFormat(preferences: Preferences, t: Translate) {
  const { language, numerals, privacyMode, today, nowMs } = preferences;
  const tag = localeTag(language, numerals);
  const number = new Intl.NumberFormat(tag);
  /** One date or time beside another. */
  const part = (text: string): string => isolateForeign(text, language);

  const isFar = (value: Day): boolean => Math.abs(daysBetween(value, today)) > SIX_MONTHS_DAYS;

  function day(value: Day, style: DayStyle = 'short'): string {
    const p = gregorianParts(value, { language, numerals });
    if (style === 'full') return `${p.weekday} ${p.day} ${p.month} ${p.year}`;
    if (style === 'date') return `${p.weekdayShort} ${p.day} ${p.monthShort} ${p.year}`;
    if (style === 'month') return p.monthShort;
    const short = `${p.day} ${p.monthShort}`;
    return style === 'plain' || isFar(value) ? `${short} ${p.year}` : short;
  }

  /** 27 Oct – 26 Nov · 7 Nov 2026 – 7 Nov 2027: where one end needs its year, both carry it. */
  function range(from: Day, to: Day): string {
    const style = isFar(from) || isFar(to) ? 'plain' : 'short';
    return `${part(day(from, style))} – ${part(day(to, style))}`;
  }

  /** 27 Jumada I 1448; without the year where the Gregorian side leaves it out too. */
  function hijri(value: Day, withYear = true): string {
    const p = hijriParts(value, { language, numerals });
    return withYear ? `${p.day} ${p.month} ${p.year}` : `${p.day} ${p.month}`;
  }

  const time = (instant: Instant): string => clockTime(Date.parse(instant), numerals);
  const dayOf = (instant: Instant): Day => riyadhDay(Date.parse(instant));

  /** Today · Yesterday · 5 Nov, as a column shows it. */
  function relativeDay(value: Day): string {
    const age = daysBetween(value, today);
    if (age === 0) return t('common.time.today');
    if (age === 1) return t('common.time.yesterday');
    return day(value);
  }

  /** 14:05 · yesterday 21:40 · 3 Nov 09:10: how old a figure is, the shortest way that is still exact. */
  function asOf(instant: Instant): string {
    const value = dayOf(instant);
    const age = daysBetween(value, today);
    if (age === 0) return time(instant);
    if (age === 1) return t('common.time.yesterdayAt', { time: time(instant) });
    return `${part(day(value))} ${part(time(instant))}`;
  }

  /** today at 14:05 · tomorrow at 09:10 · 9 Nov 09:10: when something will be possible. */
  function soon(instant: Instant): string {
    const value = dayOf(instant);
    const ahead = daysBetween(today, value);
    if (ahead === 0) return t('common.time.todayAt', { time: time(instant) });
    if (ahead === 1) return t('common.time.tomorrowAt', { time: time(instant) });
    return `${part(day(value))} ${part(time(instant))}`;
  }

  /** just now · 2 min ago · 3 h ago · 5 days ago. */
  function ago(instant: Instant): string {
    const minutes = Math.floor(Math.max(0, nowMs - Date.parse(instant)) / MINUTE_MS);
    if (minutes < 1) return t('common.time.justNow');
    if (minutes < 60) return t('common.time.minutesAgo', { count: minutes });
    if (minutes < 24 * 60) return t('common.time.hoursAgo', { count: Math.floor(minutes / 60) });
    return t('common.time.daysAgo', { count: Math.floor(minutes / (24 * 60)) });
  }

  /** An amount inside a sentence; figures that stand alone use `AmountText`. */
  function amount(money: Money, options: { readonly signed?: boolean; readonly withCode?: boolean } = {}): string {
    if (privacyMode) return PRIVACY_DOTS;
    const text = formatAmount(money, { signed: options.signed ?? false, numerals });
    return leftToRight(options.withCode ? `${money.currency} ${text}` : text, language);
  }

  /** 75k, for axes only. */
  function axisAmount(money: Money): string {
    if (privacyMode) return PRIVACY_DOTS;
    const units = money.minor / 10 ** currencyExponent(money.currency); // a label of an axis, never a figure someone adds up
    const text = new Intl.NumberFormat(`en-u-nu-${numerals}`, { notation: 'compact', maximumFractionDigits: 1 }).format(units);
    return text.replace('K', 'k').replace('-', '−');
  }

  /** Digits of a text, such as the last four of an account, in the reader's numerals. */
  const digits = (text: string): string =>
    numerals === 'arab' ? text.replace(/[0-9]/g, (digit) => String.fromCharCode(ARABIC_ZERO + Number(digit))) : text;

  /** `•• 4821`. */
  const lastDigits = (last4: string): string => leftToRight(`•• ${digits(last4)}`, language);

  /** `Credit card •• 9034` where only text can stand; elements are `AccountLabel`. */
  function account(name: string, last4: string | null | undefined): string {
    const own = isolateForeign(name, language);
    const label = last4 ? `${own} ${lastDigits(last4)}` : own;
    return own === name ? label : pageOrder(label, language);
  }

  return {
    language,
    numerals,
    today,
    day,
    hijri,
    bothCalendars: (value: Day, style: DayStyle = 'short') =>
      `${part(day(value, style))} · ${part(hijri(value, style === 'full' || style === 'date' || style === 'plain'))}`,
    range,
    time,
    /** 14:21:07, where several things happened in one minute. */
    timeOfDay: (instant: Instant): string => clockTimeToSecond(Date.parse(instant), numerals),
    dayOf,
    relativeDay,
    asOf,
    soon,
    ago,
    amount,
    axisAmount,
    /** What copying gives: plain decimals, as calculators and spreadsheets read them; other currencies say which. */
    copied: (money: Money): string => {
      if (privacyMode) return PRIVACY_DOTS;
      return money.currency === 'SAR' ? toDecimalText(money) : `${money.currency} ${toDecimalText(money)}`;
    },
    /** What a bank or a shop wrote; in privacy mode without the amounts it may say. */
    words: (text: string) => (privacyMode ? hideAmounts(text) : text),
    /** Sat 7 Nov 2026 14:05: what "2 min ago" and "yesterday" stand for. */
    exactly: (instant: Instant) => `${part(day(dayOf(instant), 'date'))} ${part(time(instant))}`,
    count: (value: number) => number.format(value),
    /** The sign follows the digits: `17%` in both languages, `١٧٪` with Arabic-Indic digits. */
    percent: (ratio: number) =>
      leftToRight(new Intl.NumberFormat(`en-u-nu-${numerals}`, { style: 'percent', maximumFractionDigits: 0 }).format(ratio), language),
    digits,
    lastDigits,
    account,
    /** Arabic or English name of a bank, whichever the reader reads and the bank has. */
    bank: (bank: { readonly bankName: string; readonly bankNameAr?: string | null | undefined }) =>
      language === 'ar' ? (bank.bankNameAr ?? bank.bankName) : bank.bankName,
  };
}

function outside(): never {
  throw new Error('texts are read inside of WordsProvider');
}

/** One of each for the whole page: a row of a list has a dozen readers, and making a formatter takes longer than using it. */
export const TranslateContext = createContext<Translate>(outside);
export const FormatContext = createContext<Format | undefined>(undefined);

/** Formatters bound to the reader's language, digits, privacy and Mizan's clock. */
export function useFormat(): Format {
  return useContext(FormatContext) ?? outside();
}

/** `t('namespace.path', { name, count })`. */
export function useT(): Translate {
  return useContext(TranslateContext);
}
