import { z } from 'zod';
import { AccountKindSchema, Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { ConnectionState } from './connections.ts';
import { command, query } from './operation.ts';

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
  isArchived: z.boolean(),
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
});
export type Account = z.infer<typeof Account>;

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
});
export type AccountDetail = z.infer<typeof AccountDetail>;

export const accountsContract = {
  'accounts.list': query(z.strictObject({ includeHidden: z.boolean().default(false) }), z.array(Account)),
  'accounts.get': query(z.strictObject({ id: Id, days: z.int().min(7).max(4000).default(365) }), AccountDetail),
  'accounts.update': command(
    z.strictObject({ id: Id, name: z.string().trim().max(80).nullable().optional(), isHidden: z.boolean().optional() }),
    Account,
  ),
};
