import { z } from 'zod';
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
  month: z.object({
    fromDay: DaySchema,
    toDay: DaySchema,
    /** Signed: in ≥ 0, out ≤ 0, so that they add up to the net. */
    inMinor: z.int(),
    outMinor: z.int(),
    currency: Currency,
    /** Median of the same days of the three months before; null without history. */
    usualInMinor: z.int().nullable(),
    usualOutMinor: z.int().nullable(),
  }),
  recent: z.array(TransactionRow),
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

export const overviewContract = {
  'overview.get': query(z.strictObject({ range: z.enum(['3m', '12m', 'all']).default('12m') }), Overview),
};
