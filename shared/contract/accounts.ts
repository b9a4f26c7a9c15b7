import { z } from 'zod';
import { AccountKindSchema, Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { ConnectionState } from './connections.ts';
import { command, query } from './operation.ts';
import { UndoToken } from './undo.ts';

export const Account = z.object({
  id: Id,
  connectionId: Id,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  kind: AccountKindSchema,
  currency: Currency,
  /** The user's name for it, else the bank's. */
  name: z.string(),
  bankLabel: z.string(),
  owner: z.string().nullable(),
  ibanLast4: z.string().nullable(),
  numberLast4: z.string().nullable(),
  /** null while unknown: shown as "—", never 0. */
  balanceMinor: z.int().nullable(),
  /** The bank's time of the balance; where it tells a mere date, the time of that day at which the provider read it. */
  balanceAsOf: InstantSchema.nullable(),
  creditLimitMinor: z.int().nullable(),
  isHidden: z.boolean(),
  /** Its history stays in lists and in the past; no position holds it. */
  isArchived: z.boolean(),
  /** `bank`: it is no longer listed there. Only what the person archived can they bring back. */
  archivedBy: z.enum(['bank', 'person']).nullable(),
  connectionState: ConnectionState,
  /**
   * `failed`: our last run did not get through, also within a first import; `importing`: first import not finished;
   * `stale`: the bank's last run failed or is older than 48 h; `never`: the bank has not delivered yet.
   */
  dataState: z.enum(['fresh', 'stale', 'importing', 'failed', 'never']),
  askedAt: InstantSchema.nullable(),
  bankDataAt: InstantSchema.nullable(),
  bookedCount: z.int(),
  pendingCount: z.int(),
  /** Rows the bank sent that could not be read; kept aside, counted here. */
  quarantinedCount: z.int(),
  /** Whether opening balance plus booked rows give the bank's balance; null while there is nothing to compare. */
  isProven: z.boolean().nullable(),
});
export type Account = z.infer<typeof Account>;

/** What may explain a balance that the rows do not: guesses, the surest first. */
export const ProofCause = z.enum([
  'pending_counted',
  'limit_counted',
  'unreadable_items',
  'deleted_rows',
  'late_rows',
  'foreign_currency',
  'missing_history',
]);
export type ProofCause = z.infer<typeof ProofCause>;
export const AccountProof = z.object({
  status: z.enum(['proven', 'unproven', 'unknown']),
  /** What was there before the history begins. */
  openingMinor: z.int().nullable(),
  bookedMinor: z.int(),
  /** Bank's balance minus opening and booked; 0 when proven, null while unknown. */
  differenceMinor: z.int().nullable(),
  /** First day of the unbroken stretch that does not add up. */
  since: DaySchema.nullable(),
  /** The last days with a balance of the bank, oldest first. */
  days: z.array(z.object({ day: DaySchema, balanceMinor: z.int(), expectedMinor: z.int() })),
  causes: z.array(ProofCause),
});
export type AccountProof = z.infer<typeof AccountProof>;

const LargestRow = z.object({ id: z.int(), day: DaySchema, title: z.string(), amountMinor: z.int() });
/** Booked rows in the account's own currency over the last complete Gregorian months of which everything is held, twelve at most. */
export const AccountStatistics = z.object({
  months: z.int().min(1),
  fromDay: DaySchema,
  toDay: DaySchema,
  count: z.int(),
  /** Own transfers included: they are money in and out of this account. Signed. */
  averageInMinor: z.int(),
  averageOutMinor: z.int(),
  largestIn: LargestRow.nullable(),
  largestOut: LargestRow.nullable(),
});
export type AccountStatistics = z.infer<typeof AccountStatistics>;

export const BalancePoint = z.object({ day: DaySchema, balanceMinor: z.int() });
export const AccountDetail = Account.extend({
  iban: z.string().nullable(),
  accountNumber: z.string().nullable(),
  bic: z.string().nullable(),
  providerStatusMessage: z.string().nullable(),
  firstBookedOn: DaySchema.nullable(),
  lastBookedOn: DaySchema.nullable(),
  /** Signed, in the account's own currency: in ≥ 0, out ≤ 0. */
  bookedInMinor: z.int(),
  bookedOutMinor: z.int(),
  /** Daily balances, walked back from the last known balance over booked rows. */
  history: z.array(BalancePoint),
  proof: AccountProof,
  /** null before there is one complete month. */
  statistics: AccountStatistics.nullable(),
});
export type AccountDetail = z.infer<typeof AccountDetail>;

export const accountsContract = {
  /** In the person's order; what they have not placed follows, by bank and kind. */
  'accounts.list': query(z.strictObject({ includeHidden: z.boolean().default(false) }), z.array(Account)),
  'accounts.get': query(z.strictObject({ id: Id, days: z.int().min(7).max(4000).default(365) }), AccountDetail),
  'accounts.update': command(
    z.strictObject({
      id: Id,
      name: z.string().trim().max(80).nullable().optional(),
      isHidden: z.boolean().optional(),
      isArchived: z.boolean().optional(),
    }),
    Account,
  ),
  /** Puts accounts, in this order, before another; null = last. The order holds in every list of accounts. */
  'accounts.move': command(
    z.strictObject({ ids: z.array(Id).min(1).max(200), beforeId: Id.nullable() }),
    z.object({ undoToken: UndoToken }),
  ),
};
