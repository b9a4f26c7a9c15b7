/** @file The life of consents and of the data held under them (R25), as pure rules: bars, lapses, held days and gaps. */
import type { ConsentBar, ConsentState, DayRange } from '../../../shared/contract/consents.ts';
import { addDays, type Day, daysBetween, type Instant, riyadhDay } from '../../../shared/domain/dates.ts';

export type ConsentRecord = {
  readonly id: string;
  readonly grantedAt: Instant;
  readonly expiresAt: Instant | null;
  readonly isExpiryEstimated: boolean;
  readonly supersededAt: Instant | null;
  readonly revokedAt: Instant | null;
};

/** Bookings of an account as days: first, last, and the long spells in between without any. */
export type BookedDays = {
  readonly firstOn: Day;
  readonly lastOn: Day;
  /** The days before and after each spell. */
  readonly spells: readonly { readonly beforeOn: Day; readonly afterOn: Day }[];
};

/** A monthly booking is the rarest that still shows an account was read all along. */
export const QUIET_DAYS = 35;

const dayOf = (at: Instant): Day => riyadhDay(Date.parse(at));
const earliest = (days: readonly Day[]): Day | undefined => days.toSorted()[0];

/** What ended a consent first decides what it is: its date, its renewal or its withdrawal. */
export function consentEnd(consent: ConsentRecord, now: number): { readonly state: ConsentState; readonly endedAt: Instant | null } {
  const { expiresAt, supersededAt, revokedAt } = consent;
  const ends = [
    { state: 'expired', endedAt: expiresAt },
    { state: 'replaced', endedAt: supersededAt },
    { state: 'withdrawn', endedAt: revokedAt },
  ] as const;
  const past = ends.filter((end) => end.endedAt !== null && Date.parse(end.endedAt) <= now);
  const [first] = past.toSorted((a, b) => Date.parse(a.endedAt ?? '') - Date.parse(b.endedAt ?? ''));
  return first ?? { state: 'in_force', endedAt: null };
}

/**
 * @param goneAt when the connection was found gone at the bank without a withdrawal here; what was in force ended then.
 */
export function consentBar(consent: ConsentRecord, now: number, goneAt: Instant | null): ConsentBar {
  const end = consentEnd(consent, now);
  const isGone = end.state === 'in_force' && goneAt !== null;
  const endsAt = isGone ? goneAt : (end.endedAt ?? consent.expiresAt);
  return {
    consentId: consent.id,
    grantedOn: dayOf(consent.grantedAt),
    endsOn: endsAt === null ? null : dayOf(endsAt),
    isEndEstimated: consent.isExpiryEstimated && !isGone && (end.state === 'in_force' || end.state === 'expired'),
    state: isGone ? 'withdrawn' : end.state,
  };
}

/** Times without a consent between two: from the day after one ended to the day before the next was given. */
export function lapsesOf(bars: readonly ConsentBar[]): readonly DayRange[] {
  const lapses: DayRange[] = [];
  let coveredUntil: Day | undefined;
  for (const bar of bars) {
    if (coveredUntil !== undefined && daysBetween(coveredUntil, bar.grantedOn) > 1)
      lapses.push({ fromOn: addDays(coveredUntil, 1), untilOn: addDays(bar.grantedOn, -1) });
    const until: Day = bar.endsOn ?? '9999-12-31';
    coveredUntil = coveredUntil === undefined || until > coveredUntil ? until : coveredUntil;
  }
  return lapses;
}

/**
 * The days an account's data is held of. A quiet account is no gap: only a long spell without bookings that meets a time without
 * consent is one, from the end of the old consent to where the new one's history begins.
 * @param readUntilOn day up to which the bank's data was read; null when it never was
 */
export function heldDays(
  booked: BookedDays | undefined,
  bars: readonly ConsentBar[],
  readUntilOn: Day | null,
): { readonly held: readonly DayRange[]; readonly gaps: readonly DayRange[] } {
  const firstOn = booked?.firstOn ?? (readUntilOn === null ? undefined : bars[0]?.grantedOn);
  if (firstOn === undefined) return { held: [], gaps: [] };
  const lastOn = [firstOn, booked?.lastOn ?? firstOn, readUntilOn ?? firstOn].toSorted().at(-1) ?? firstOn;
  const gaps = lapsesOf(bars).flatMap((lapse) => gapIn(lapse, booked));
  const held: DayRange[] = [];
  let fromOn = firstOn;
  for (const gap of gaps) {
    if (gap.fromOn > lastOn || gap.untilOn < fromOn) continue;
    if (gap.fromOn > fromOn) held.push({ fromOn, untilOn: addDays(gap.fromOn, -1) });
    fromOn = addDays(gap.untilOn, 1);
  }
  if (fromOn <= lastOn) held.push({ fromOn, untilOn: lastOn });
  return { held, gaps: gaps.filter((gap) => gap.fromOn > firstOn && gap.untilOn < lastOn) };
}

function gapIn(lapse: DayRange, booked: BookedDays | undefined): readonly DayRange[] {
  const spell = booked?.spells.find((one) => one.beforeOn < lapse.untilOn && one.afterOn > lapse.fromOn);
  if (!booked || !spell) return [];
  const fromOn = spell.beforeOn >= lapse.fromOn ? addDays(spell.beforeOn, 1) : lapse.fromOn;
  const untilOn = earliest([addDays(spell.afterOn, -1), lapse.untilOn]) ?? lapse.untilOn;
  return fromOn <= untilOn ? [{ fromOn, untilOn }] : [];
}
