/**
 * @file Which rows are two halves of one movement between own accounts. Amount and date alone never are: something must name the other
 * account, or both sides must call it a transfer. Pure.
 */
import { type Day, daysBetween } from '../../../shared/domain/dates.ts';
import { currencyExponent } from '../../../shared/domain/money.ts';

export type Leg = {
  readonly id: number;
  readonly accountId: string;
  readonly day: Day;
  readonly amountMinor: number;
  readonly currency: string;
  readonly kind: string;
  readonly counterpartyIban: string | null;
  /** The bank's own words, folded. */
  readonly searchText: string;
  /** The provider calls it an own transfer or a card payment. */
  readonly isCalledOwn: boolean;
};
export type OwnAccount = { readonly id: string; readonly iban: string | null; readonly last4: string | null; readonly isCard: boolean };
export type Match = { readonly out: Leg; readonly into: Leg; readonly feeMinor: number; readonly score: number };

/** Money arrives from the day before (other bank's date) to a working week later. */
export const EARLIEST_DAYS = -1;
export const LATEST_DAYS = 5;
/** Local and foreign transfer fees of Saudi banks lie well below; beyond it two amounts are two things. */
const FEE_SHARE = 0.02;
const FEE_BASE_UNITS = 10;
const FEE_MOST_UNITS = 100;

/** Evidence that suffices when nothing is missing on the way, and when a fee is. */
const ENOUGH = 2;
const ENOUGH_WITH_FEE = 3;

/** What may be missing on arrival, in minor units. */
export function largestFee(sentMinor: number, currency: string): number {
  const unit = 10 ** currencyExponent(currency);
  return Math.min(Math.floor(sentMinor * FEE_SHARE) + FEE_BASE_UNITS * unit, FEE_MOST_UNITS * unit);
}

/** The digits stand alone: `7730`, not inside a longer number. */
function mentions(text: string, last4: string | null): boolean {
  return last4 !== null && new RegExp(`(?<![0-9])${last4.toLowerCase()}(?![0-9])`).test(text);
}

type Accounts = ReadonlyMap<string, OwnAccount>;

/** 4 = the other account itself; undefined = somebody else's account is named, so these two cannot be one. */
function ibanEvidence(leg: Leg, other: OwnAccount): number | undefined {
  if (leg.counterpartyIban === null) return 0;
  if (leg.counterpartyIban === other.iban) return 4;
  return other.iban === null ? 0 : undefined;
}

function evidenceOf(out: Leg, into: Leg, from: OwnAccount, to: OwnAccount): number {
  const sentTo = ibanEvidence(out, to);
  const gotFrom = ibanEvidence(into, from);
  if (sentTo === undefined || gotFrom === undefined) return 0;
  const called = Number(out.isCalledOwn) * 1.5 + Number(into.isCalledOwn) * 1.5;
  const kinds = out.kind === 'transfer' && into.kind === 'transfer' ? 1 : 0;
  const words = mentions(out.searchText, to.last4) || mentions(into.searchText, from.last4) ? 2 : 0;
  const card = to.isCard && out.kind === 'transfer' ? 1 : 0;
  return Math.max(sentTo, gotFrom) + called + kinds + words + card;
}

/** undefined = not one movement. */
export function matchOf(out: Leg, into: Leg, accounts: Accounts): Match | undefined {
  const from = accounts.get(out.accountId);
  const to = accounts.get(into.accountId);
  if (!from || !to || from.id === to.id || out.currency !== into.currency || out.amountMinor >= 0 || into.amountMinor <= 0)
    return undefined;
  const days = daysBetween(out.day, into.day);
  const feeMinor = -out.amountMinor - into.amountMinor;
  if (days < EARLIEST_DAYS || days > LATEST_DAYS || feeMinor < 0 || feeMinor > largestFee(-out.amountMinor, out.currency)) return undefined;
  const evidence = evidenceOf(out, into, from, to);
  if (evidence < (feeMinor === 0 ? ENOUGH : ENOUGH_WITH_FEE)) return undefined;
  return { out, into, feeMinor, score: evidence - Math.abs(days) / 10 - (feeMinor === 0 ? 0 : 1) };
}

/** One-to-one, the surest first; of equals the earlier row. */
export function chooseMatches(candidates: readonly Match[]): readonly Match[] {
  const taken = new Set<number>();
  return candidates
    .toSorted((a, b) => b.score - a.score || a.out.id - b.out.id || a.into.id - b.into.id)
    .filter(({ out, into }) => {
      if (taken.has(out.id) || taken.has(into.id)) return false;
      taken.add(out.id).add(into.id);
      return true;
    });
}
