import { z } from 'zod';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { query } from './operation.ts';

export const TransactionKind = z.enum([
  'transfer',
  'standing_order',
  'direct_debit',
  'salary_or_rent',
  'charges_or_interest',
  'cash',
  'card',
  'unknown',
]);

/** One visible ledger row. */
export const TransactionRow = z.object({
  id: z.int(),
  accountId: Id,
  accountName: z.string(),
  bankName: z.string(),
  /** The day it is listed under: booking day, else value day, else the day it was first seen. */
  day: DaySchema,
  isPending: z.boolean(),
  amountMinor: z.int(),
  currency: Currency,
  /** The person's own title, else the best of the bank's: merchant, counterparty, purpose, operation label. */
  title: z.string(),
  detail: z.string(),
  kind: TransactionKind,
  /** Of the person's own tree; 0 = uncategorised. */
  categoryId: z.int(),
  isReviewed: z.boolean(),
  hasNote: z.boolean(),
  tags: z.array(z.string()),
  /** When the bank deleted it, or let a held amount go: still readable, in no sum and no count. */
  removedAt: InstantSchema.nullable(),
});
export type TransactionRow = z.infer<typeof TransactionRow>;

export const TransactionFilter = z.strictObject({
  search: z.string().max(200).default(''),
  /** Both days included. */
  fromDay: DaySchema.nullable().default(null),
  toDay: DaySchema.nullable().default(null),
  accountIds: z.array(Id).max(200).default([]),
});

/** Opaque place in the list (a sort key), never an offset. */
export const Cursor = z.string().max(200);

export const DaySum = z.object({ day: DaySchema, currency: Currency, sumMinor: z.int(), count: z.int() });

export const TransactionPage = z.object({
  rows: z.array(TransactionRow),
  /** Booked sums of the days that appear in `rows`, over the whole filtered day. */
  daySums: z.array(DaySum),
  /** Place after the last row; null at the end. */
  nextCursor: Cursor.nullable(),
});
export type TransactionPage = z.infer<typeof TransactionPage>;

/** What a source is told for, and who may be one: `bank` said it, `provider` cleaned it up (merchant names, categories), `mizan` chose it. */
export const SOURCED_FIELDS = [
  'title',
  'amount',
  'day',
  'bookedOn',
  'valueOn',
  'counterparty',
  'counterpartyIban',
  'purpose',
  'bookingText',
  'kind',
  'category',
  'originalAmount',
] as const;
export const FIELD_SOURCES = ['bank', 'provider', 'mizan'] as const;
export type SourcedField = (typeof SOURCED_FIELDS)[number];
export type FieldSourceName = (typeof FIELD_SOURCES)[number];
/** Where a visible field came from. `field` is one of SOURCED_FIELDS and `source` one of FIELD_SOURCES; the UI has words for both. */
export const FieldSource = z.object({ field: z.string(), value: z.string(), source: z.string() });

/**
 * What happened to a row at one time. `held`: first seen as pending; `booked`: first seen, or from then on, as booked;
 * `removed`: deleted by the bank; `released`: a held amount the bank let go; `restored`: listed again; `reissued`: known under a new id.
 */
export const LedgerEventKind = z.enum(['held', 'booked', 'changed', 'reissued', 'removed', 'released', 'restored']);
export type LedgerEventKind = z.infer<typeof LedgerEventKind>;
/** A changed text or day; `field` is one of SOURCED_FIELDS. Amounts are told apart, so that they can be hidden. */
export const FieldChange = z.object({ field: z.string(), from: z.string(), to: z.string() });
export const LedgerEvent = z.object({
  kind: LedgerEventKind,
  /** When Mizan saw it. */
  at: InstantSchema,
  runId: z.int(),
  /** The bank's own day for it, else the day it was seen. */
  day: DaySchema,
  amountMinor: z.int(),
  currency: Currency,
  /** The amount before, when it differs. */
  beforeMinor: z.int().nullable(),
  changes: z.array(FieldChange),
  /** Why a held and a booked item are one row: the bank used one id for both, or account, amount, name and day agree. */
  link: z.enum(['same_id', 'matched']).nullable(),
});
export type LedgerEvent = z.infer<typeof LedgerEvent>;

export const TransactionDetail = TransactionRow.extend({
  bookedOn: DaySchema.nullable(),
  valueOn: DaySchema.nullable(),
  counterparty: z.string(),
  purpose: z.string(),
  bookingText: z.string(),
  counterpartyIban: z.string().nullable(),
  originalAmountMinor: z.int().nullable(),
  originalCurrency: Currency.nullable(),
  categoryPath: z.array(z.string()),
  firstSeenAt: InstantSchema,
  changedAt: InstantSchema.nullable(),
  /** The item exactly as the provider sent it (pretty-printed JSON), for "Bank's own words". */
  original: z.string(),
  sources: z.array(FieldSource),
  receivedAt: InstantSchema,
  runId: z.int(),
  /** Oldest first. */
  history: z.array(LedgerEvent),
});
export type TransactionDetail = z.infer<typeof TransactionDetail>;

export const transactionsContract = {
  'transactions.page': query(
    TransactionFilter.extend({ cursor: Cursor.nullable().default(null), limit: z.int().min(1).max(500).default(100) }),
    TransactionPage,
  ),
  /** How many rows the filter keeps, and how many there are in all ("3 filters hide 14,206 transactions"). */
  'transactions.count': query(TransactionFilter, z.object({ matching: z.int(), total: z.int() })),
  'transactions.get': query(z.strictObject({ id: z.int() }), TransactionDetail),
};
