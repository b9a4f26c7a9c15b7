/** @file Days in what is typed into a search: `last month`, `الشهر الماضي`, `2026-10`, `27/10/2026`, `رمضان 1447`, `since October`. */
import { addDays, type Day } from './dates.ts';
import { foldText } from './fold.ts';
import { numericSpan } from './search-dates.ts';
import { namedSpan, yearSpan } from './search-named-days.ts';
import { relativeSpan } from './search-relative-days.ts';
import { type Found, wordsAt } from './search-words.ts';

/** Both days included; null = open on that side. */
export type DayMeaning = { readonly type: 'days'; readonly fromDay: Day | null; readonly toDay: Day | null };
export type Span = { readonly fromDay: Day; readonly toDay: Day };

const fold = (phrases: readonly string[]) => phrases.map((phrase) => foldText(phrase).split(' '));
const SINCE = fold(['since', 'from', 'منذ', 'من']);
const AFTER = fold(['after', 'بعد']);
const BEFORE = fold(['before', 'قبل']);
const UNTIL = fold(['until', 'till', 'حتى']);
const TO = fold(['to', 'until', 'till', '-', '–', 'إلى', 'حتى']);

function spanAt(words: readonly string[], at: number, today: Day): Found<Span> | undefined {
  const span = relativeSpan(words, at, today) ?? namedSpan(words, at, today) ?? yearSpan(words, at);
  if (span) return span;
  const numeric = numericSpan(words[at] ?? '', today);
  return numeric && { length: 1, meaning: numeric };
}

const days = (length: number, fromDay: Day | null, toDay: Day | null): Found<DayMeaning> => ({
  length,
  meaning: { type: 'days', fromDay, toDay },
});

/** `since A`, `from A to B`, `A - B`, and A alone. */
function openedAt(words: readonly string[], at: number, today: Day): Found<DayMeaning> | undefined {
  const lead = wordsAt(words, at, SINCE);
  const first = spanAt(words, at + lead, today);
  if (!first) return undefined;
  const { fromDay, toDay } = first.meaning;
  const end = lead + first.length;
  const to = wordsAt(words, at + end, TO);
  const last = to === 0 ? undefined : spanAt(words, at + end + to, today);
  if (last && last.meaning.toDay >= fromDay) return days(end + to + last.length, fromDay, last.meaning.toDay);
  return days(end, fromDay, lead === 0 ? toDay : null);
}

/** `before A`, `until A`, `after A`. */
function boundedAt(words: readonly string[], at: number, today: Day): Found<DayMeaning> | undefined {
  const kinds = [
    [AFTER, ({ toDay }: Span) => ({ fromDay: addDays(toDay, 1), toDay: null })],
    [BEFORE, ({ fromDay }: Span) => ({ fromDay: null, toDay: addDays(fromDay, -1) })],
    [UNTIL, ({ toDay }: Span) => ({ fromDay: null, toDay })],
  ] as const;
  for (const [phrases, bound] of kinds) {
    const lead = wordsAt(words, at, phrases);
    const span = lead === 0 ? undefined : spanAt(words, at + lead, today);
    if (span) return { length: lead + span.length, meaning: { type: 'days', ...bound(span.meaning) } };
  }
  return undefined;
}

/** `2026-10..2026-12` in one word. */
function dottedAt(words: readonly string[], at: number, today: Day): Found<DayMeaning> | undefined {
  const [left, right, ...more] = (words[at] ?? '').split('..');
  if (!left || !right || more.length > 0) return undefined;
  const [from, to] = [numericSpan(left, today), numericSpan(right, today)];
  return from && to && to.toDay >= from.fromDay ? days(1, from.fromDay, to.toDay) : undefined;
}

export function readDays(words: readonly string[], at: number, today: Day): Found<DayMeaning> | undefined {
  return boundedAt(words, at, today) ?? dottedAt(words, at, today) ?? openedAt(words, at, today);
}
