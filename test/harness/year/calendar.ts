/**
 * @file What happens in a simulated year. Key days are written down: connecting, renewing, an expiry, long sleeps, a clock set back. All
 * other days are drawn from the seed: lids and naps, restarts and crashes, bad networks, banks in maintenance, changes at the banks, and a
 * person who refreshes. Days are counted from the start and begin at midnight in Riyadh.
 */
import type { Deed } from './deeds.ts';

export const START_MS = Date.parse('2026-11-07T11:07:00.000Z');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const YEAR_DAYS = 365;
const FIRST_MIDNIGHT_MS = Date.parse('2026-11-07T00:00:00.000+03:00');

/** The true time of an hour in Riyadh on a day of the year. */
export const timeOf = (day: number, hour: number): number => FIRST_MIDNIGHT_MS + day * DAY_MS + Math.round(hour * HOUR_MS);

/** From bedtime of `from` to `hour` of `until` nobody opens the laptop. `isQuit`: Mizan is quit before, else the lid is closed. */
export type Absence = { readonly from: number; readonly until: number; readonly hour: number; readonly isQuit?: boolean };
export const ABSENCES: readonly Absence[] = [
  { from: 30, until: 33, hour: 8 },
  // A reminder is due on day 66: it comes late, on its own.
  { from: 65, until: 69, hour: 9 },
  { from: 150, until: 153, hour: 10 },
  // Reminders are due on days 186 and 193: they come as one.
  { from: 185, until: 194, hour: 10 },
  { from: 240, until: 247, hour: 9, isQuit: true },
  { from: 340, until: 343, hour: 11 },
];

/** Days on which nothing happens but what is written here, so that their outcome is known. */
const QUIET: readonly (number | readonly [number, number])[] = [
  0,
  1,
  [19, 21],
  [64, 70],
  73,
  [77, 85],
  [94, 96],
  116,
  123,
  [127, 130],
  [184, 195],
  [197, 201],
  [249, 251],
  [269, 271],
  [304, 310],
  312,
  316,
  [317, 319],
  [362, 365],
];
export const isQuiet = (day: number): boolean =>
  QUIET.some((one) => (typeof one === 'number' ? one === day : day >= one[0] && day <= one[1]));

export type KeyDeeds = (tools: {
  readonly connect: (banks: 'first' | 'wallet' | 'practice again') => Deed['run'];
  readonly insist: (bank: 'practice-bank' | 'sample-bank' | 'practice-wallet') => Deed['run'];
  readonly renewPractice: Deed['run'];
  readonly loseTokens: Deed['run'];
  readonly renewPracticeAfterLoss: Deed['run'];
  readonly renewSampleAnew: Deed['run'];
  readonly renewSample: Deed['run'];
  readonly renewWallet: Deed['run'];
  readonly setClockBack: Deed['run'];
  readonly setClockRight: Deed['run'];
  readonly restart: Deed['run'];
  readonly crash: Deed['run'];
  readonly reissueAccounts: Deed['run'];
  readonly readTwice: Deed['run'];
  readonly rename: (last4: string, name: string) => Deed['run'];
}) => readonly Deed[];

const deed = (day: number, hour: number, run: Deed['run']): Deed => ({ atMs: timeOf(day, hour), run });

export const keyDeeds: KeyDeeds = (tools) => [
  deed(0, 14.2, tools.connect('first')),
  deed(0, 14.5, tools.rename('4821', 'Household')),
  deed(0, 14.6, tools.rename('1166', 'حساب البيت')),
  deed(0, 15, tools.insist('practice-bank')),
  deed(0, 19, tools.insist('sample-bank')),
  deed(1, 15, tools.readTwice),
  deed(20, 14, tools.connect('wallet')),
  deed(20, 15, tools.rename('5508', 'Coffee money')),
  deed(20, 16, tools.insist('practice-wallet')),
  // The wallet's consent ends on day 80; reminders are due on days 66 (asleep), 73, 77, 79 and at its end.
  ...[73, 77, 79, 80].flatMap((day) => [deed(day, 15, tools.restart), deed(day, 16, tools.crash)]),
  // Set back to before its last reminder and its end: both are shown once all the same.
  deed(80, 18, tools.setClockBack),
  deed(81, 9, tools.insist('practice-bank')),
  deed(81, 17, tools.reissueAccounts),
  deed(82, 9, tools.insist('practice-bank')),
  deed(82, 15, tools.readTwice),
  deed(82, 16, tools.restart),
  // Four in the morning; what the clock says before and after noon are two days apart.
  deed(83, 9, tools.insist('practice-bank')),
  deed(83, 12, tools.setClockRight),
  deed(83, 12.5, tools.insist('practice-bank')),
  deed(84, 10, tools.insist('sample-bank')),
  deed(95, 17, tools.renewWallet),
  deed(95, 18, tools.insist('practice-wallet')),
  // The first bank's ends on day 130: days 116, 123, 127, 129; renewed before its end.
  ...[116, 123, 127, 129].flatMap((day) => [deed(day, 15, tools.restart), deed(day, 16, tools.crash)]),
  deed(129, 18, tools.renewPractice),
  deed(129, 19, tools.insist('practice-bank')),
  // The second bank's on day 200: days 186 and 193 (asleep), 197, 199.
  ...[197, 199].flatMap((day) => [deed(day, 15, tools.restart), deed(day, 16, tools.crash)]),
  deed(199, 17, tools.renewSampleAnew),
  deed(199, 18, tools.insist('sample-bank')),
  deed(210, 12, tools.rename('4821', 'Our household')),
  // Connected once more instead of renewed, at a bank that keeps its ids.
  deed(250, 14, tools.connect('practice again')),
  deed(250, 15, tools.insist('practice-bank')),
  // The tokens of all banks are lost at once; connecting one bank anew brings all of them back.
  deed(270, 12, tools.loseTokens),
  deed(270, 14, tools.renewPracticeAfterLoss),
  deed(270, 15, tools.insist('practice-bank')),
  // The second bank's new consent ends on day 319: days 305, 312, 316, 318. The clock goes back over the first.
  deed(306, 10, tools.setClockBack),
  deed(306, 11, tools.insist('sample-bank')),
  deed(307, 9, tools.insist('sample-bank')),
  deed(307, 19, tools.restart),
  deed(308, 9, tools.crash),
  deed(309, 8.5, tools.insist('sample-bank')),
  deed(309, 10.5, tools.setClockRight),
  deed(309, 11, tools.insist('sample-bank')),
  ...[305, 312, 316, 318].flatMap((day) => [deed(day, 18, tools.restart), deed(day, 18.5, tools.crash)]),
  deed(318, 20, tools.renewSample),
  deed(318, 20.5, tools.insist('sample-bank')),
];
