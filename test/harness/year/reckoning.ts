/** @file What is made of a year's records: attempts per day, reminders that were due, reads and the gaps between them. Pure. */
import type { SeenRun } from './laptop.ts';
import type { Span } from './machine.ts';
import type { BankKey, Try } from './person.ts';
import type { WidgetLink } from './provider.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** An attempt counts from when the person was through with the bank, at most so long after its link was made. */
const LONGEST_AT_BANK_MS = 30 * MINUTE_MS;

const day = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/** Windows of 24 hours with more than four attempts at a bank, by the provider's own clock and door. */
export function crowdedDays(links: readonly WidgetLink[], bank: BankKey): readonly string[] {
  const own = links.filter(({ banks }) => banks.includes(bank));
  const made = own.map(({ madeAtMs }) => madeAtMs);
  const reached = own.map(({ madeAtMs, doneAtMs }) => doneAtMs ?? madeAtMs).toSorted((a, b) => a - b);
  return [made, reached]
    .flatMap((times) => times.filter((at, index) => (times[index + 4] ?? Number.POSITIVE_INFINITY) - at <= DAY_MS))
    .map(day);
}

/** Refusals although fewer than four attempts were made lately, and the provider itself had not refused one. */
export function needlessRefusals(tries: readonly Try[]): readonly string[] {
  return tries
    .filter(({ answer, bank, atMs }) => {
      const fromMs = atMs - DAY_MS - LONGEST_AT_BANK_MS - MINUTE_MS;
      const lately = tries.filter((one) => one.bank === bank && one.atMs > fromMs && one.atMs < atMs).map((one) => one.answer);
      return answer === 'refused' && !lately.includes('blocked') && lately.filter((one) => one === 'asked').length < 4;
    })
    .map(({ bank, atMs }) => `${bank} ${day(atMs)}`);
}

/** What became of the tries at a bank on a day, e.g. `asked asked refused`. */
export function answersOn(tries: readonly Try[], bank: BankKey, { fromMs, untilMs }: Span): string {
  return tries
    .filter((one) => one.bank === bank && one.atMs >= fromMs && one.atMs < untilMs)
    .map(({ answer }) => answer)
    .join(' ');
}

/** The first moment from then on at which Mizan was running on an awake laptop. */
export function firstAwake(awake: readonly Span[], fromMs: number): number {
  const span = awake.find(({ untilMs }) => untilMs > fromMs);
  return Math.max(fromMs, span?.fromMs ?? Number.POSITIVE_INFINITY);
}

export const isAutomatic = ({ trigger }: SeenRun): boolean => trigger === 'start' || trigger === 'schedule';

/** Reads by itself that followed a good one of the same process within five minutes. */
export function hastyReads(runs: readonly SeenRun[]): readonly string[] {
  const own = runs.filter(isAutomatic);
  return own
    .filter((run, index) => {
      const before = own[index - 1];
      return before?.start === run.start && before.outcome === 'ok' && run.endedAtMs - before.endedAtMs < 5 * MINUTE_MS;
    })
    .map(({ endedAtMs }) => day(endedAtMs));
}

/**
 * Times awake, running and online of more than six hours and a bit in which nothing was read.
 * @param clockSet when somebody set the clock: the wait may begin anew then
 */
export function longGaps(
  runs: readonly SeenRun[],
  laptop: { awake: readonly Span[]; outages: readonly Span[]; clockSet: readonly number[] },
) {
  const longestMs = 6.7 * HOUR_MS;
  const { awake, outages, clockSet } = laptop;
  const breaks = [...clockSet, ...outages.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])];
  const isOut = (at: number) => outages.some(({ fromMs, untilMs }) => fromMs <= at && at < untilMs);
  return awake.flatMap(({ fromMs, untilMs }) => {
    const marks = [...runs.map(({ endedAtMs }) => endedAtMs), ...breaks].filter((at) => at > fromMs && at < untilMs);
    const end = Math.min(untilMs, (runs.at(-1)?.endedAtMs ?? 0) + longestMs);
    const inOrder = [fromMs, ...marks, end].toSorted((a, b) => a - b);
    return inOrder.filter((at, index) => (inOrder[index + 1] ?? at) - at > longestMs && !isOut(at)).map(day);
  });
}

export const readsWithin = (runs: readonly SeenRun[], fromMs: number, ms: number): readonly SeenRun[] =>
  runs.filter((run) => isAutomatic(run) && run.endedAtMs >= fromMs && run.endedAtMs < fromMs + ms);
