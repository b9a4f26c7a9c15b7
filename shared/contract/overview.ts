import { z } from 'zod';
import { CALENDAR_KINDS } from '../domain/periods.ts';
import { Account, BalancePoint } from './accounts.ts';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { query } from './operation.ts';
import { TransactionRow } from './transactions.ts';

/** A sum over the accounts of one currency; its age is the worst of its parts (R26). */
export const Position = z.object({
  currency: Currency,
  /** null when no account of the currency has a known balance. */
  netMinor: z.int().nullable(),
  /** Sum of the balances above zero, and of those below (so ≤ 0): together the net. Credit limits are in neither. */
  assetsMinor: z.int(),
  liabilitiesMinor: z.int(),
  accountCount: z.int(),
  /** Accounts whose balance is unknown and therefore not in the sum. */
  unknownCount: z.int(),
  /** The oldest time among the parts that are not stale; among all of them when every part is stale. */
  asOf: InstantSchema.nullable(),
  /** The part of the sum whose data is stale (a signed sum), and since when. null when no part is. */
  staleMinor: z.int().nullable(),
  staleAsOf: InstantSchema.nullable(),
  /** The part of the sum at accounts whose transactions do not explain the balance (a signed sum). null when there is none. */
  unprovenMinor: z.int().nullable(),
});
export type Position = z.infer<typeof Position>;

export const Overview = z.object({
  today: DaySchema,
  /** SAR first when present; other currencies are never added to it. */
  main: Position.nullable(),
  others: z.array(Position),
  bankCount: z.int(),
  history: z.array(BalancePoint),
  /**
   * Change of the main position over the range; null when history is shorter than a day. What an account already held
   * when it came into view within the range is no change.
   */
  changeMinor: z.int().nullable(),
  accounts: z.array(Account),
  /** Last days' balances per account for sparklines. */
  sparklines: z.array(z.object({ accountId: Id, points: z.array(z.int()) })),
  /** The running month of the chosen calendar, in the main currency; income and expense as Cash flow counts them. */
  month: z.object({
    kind: z.enum(CALENDAR_KINDS),
    fromDay: DaySchema,
    toDay: DaySchema,
    dayCount: z.int(),
    /** Today is this day of it. */
    daysSoFar: z.int(),
    /** Signed: in ≥ 0, out ≤ 0, so that they add up to the net. */
    inMinor: z.int(),
    outMinor: z.int(),
    currency: Currency,
    /** Median of the same first days of the six months before; null while too few are wholly known. */
    usualInMinor: z.int().nullable(),
    usualOutMinor: z.int().nullable(),
    /** What was spent by the end of each day up to today (≤ 0 as a rule). */
    spent: z.array(z.int()),
    /** What is usually spent by the end of each day of the whole month, and the middle half around it; null as above. */
    usualSpent: z.array(z.object({ leastMinor: z.int(), medianMinor: z.int(), mostMinor: z.int() })).nullable(),
  }),
  recent: z.array(TransactionRow),
  /** Rows of the last weeks, from `sinceDay` on, that the person has not marked as reviewed. */
  unreviewed: z.object({ count: z.int(), sinceDay: DaySchema }),
  attention: z.array(
    z.object({
      kind: z.enum(['consent_expiring', 'consent_expired', 'reconnect_required', 'bank_failed', 'account_stale']),
      connectionId: Id,
      bankName: z.string(),
      at: InstantSchema.nullable(),
      daysLeft: z.int().nullable(),
    }),
  ),
});
export type Overview = z.infer<typeof Overview>;

/** Months back from today, everything there is, or days of one's own choice (kept within what there is). */
export const OverviewRange = z.union([z.enum(['3m', '12m', 'all']), z.strictObject({ fromDay: DaySchema, toDay: DaySchema })]);
export type OverviewRange = z.infer<typeof OverviewRange>;

export const overviewContract = {
  'overview.get': query(z.strictObject({ range: OverviewRange.default('12m') }), Overview),
};
