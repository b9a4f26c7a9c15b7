/** @file Days told from today: `yesterday`, `last month`, `last 30 days`, `هذا الأسبوع`, `آخر 3 أشهر`. */
import type { Day } from './dates.ts';
import { foldText } from './fold.ts';
import { PERIODS, type PeriodName, periodSpan, rollingSpan, type Unit } from './named-periods.ts';
import type { Span } from './search-days.ts';
import { type Found, wordsAt } from './search-words.ts';

const fold = (phrases: readonly string[]) => phrases.map((phrase) => foldText(phrase).split(' '));

const PHRASES: Readonly<Record<PeriodName, readonly (readonly string[])[]>> = {
  today: fold(['today', 'اليوم']),
  yesterday: fold(['yesterday', 'أمس', 'البارحة']),
  thisWeek: fold(['this week', 'هذا الأسبوع', 'الأسبوع الحالي']),
  lastWeek: fold(['last week', 'previous week', 'الأسبوع الماضي', 'الأسبوع السابق', 'الأسبوع الفائت']),
  thisMonth: fold(['this month', 'هذا الشهر', 'الشهر الحالي']),
  lastMonth: fold(['last month', 'previous month', 'الشهر الماضي', 'الشهر السابق', 'الشهر الفائت']),
  last30Days: [],
  thisYear: fold(['this year', 'هذه السنة', 'هذا العام', 'السنة الحالية', 'العام الحالي']),
  lastYear: fold(['last year', 'previous year', 'السنة الماضية', 'العام الماضي', 'السنة السابقة', 'العام السابق']),
};

const LAST = fold(['last', 'past', 'previous', 'آخر']);
const UNITS: Readonly<Record<Unit, ReadonlySet<string>>> = {
  day: new Set(['day', 'days', 'يوم', 'أيام', 'يوما'].map(foldText)),
  week: new Set(['week', 'weeks', 'أسبوع', 'أسابيع', 'أسبوعا'].map(foldText)),
  month: new Set(['month', 'months', 'شهر', 'أشهر', 'شهور', 'شهرا'].map(foldText)),
  year: new Set(['year', 'years', 'سنة', 'سنوات', 'عام', 'أعوام'].map(foldText)),
};
/** Arabic has a form of its own for two. */
const PAIRS = new Map<string, Unit>(
  (
    [
      ['يومين', 'day'],
      ['أسبوعين', 'week'],
      ['شهرين', 'month'],
      ['سنتين', 'year'],
      ['عامين', 'year'],
    ] as const
  ).map(([word, unit]) => [foldText(word), unit]),
);
const MAX_COUNT = 1000;

function unitOf(word: string): Unit | undefined {
  return (Object.keys(UNITS) as Unit[]).find((unit) => UNITS[unit].has(word)); // the keys are the units
}

/** `last 30 days`, `آخر شهرين`, `آخر شهر`. */
function rollingAt(words: readonly string[], at: number, today: Day): Found<Span> | undefined {
  const lead = wordsAt(words, at, LAST);
  if (lead === 0) return undefined;
  const next = words[at + lead] ?? '';
  const pair = PAIRS.get(next);
  if (pair) return { length: lead + 1, meaning: rollingSpan(2, pair, today) };
  const single = unitOf(next);
  if (single) return { length: lead + 1, meaning: rollingSpan(1, single, today) };
  const count = Number(/^\d{1,4}$/.exec(next)?.[0] ?? 0);
  const unit = unitOf(words[at + lead + 1] ?? '');
  return unit && count >= 1 && count <= MAX_COUNT ? { length: lead + 2, meaning: rollingSpan(count, unit, today) } : undefined;
}

export function relativeSpan(words: readonly string[], at: number, today: Day): Found<Span> | undefined {
  for (const period of PERIODS) {
    const length = wordsAt(words, at, PHRASES[period]);
    if (length > 0) return { length, meaning: periodSpan(period, today) };
  }
  return rollingAt(words, at, today);
}
