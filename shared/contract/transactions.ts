import { z } from 'zod';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { query } from './operation.ts';
import { TransactionFilter, TransactionKind, TransactionList } from './transaction-filter.ts';

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
  /** What the person wrote about it, cut to a line; null = nothing. */
  note: z.string().nullable(),
  tags: z.array(z.string()),
  /** When the bank deleted it, or let a held amount go: still readable, in no sum and no count. */
  removedAt: InstantSchema.nullable(),
});
export type TransactionRow = z.infer<typeof TransactionRow>;

/** Opaque place in the list (a sort key), never an offset. */
export const Cursor = z.string().max(200);
/** What rows of a list stand together under: a day, or in lists by size a currency and a band of sizes. */
export const SectionKey = z.string().max(40);

export const TransactionPage = z.object({
  rows: z.array(TransactionRow),
  /** Place of the first row, to read what comes before it; null where rows were asked for by id, or there are none. */
  startCursor: Cursor.nullable(),
  /** Place after the last row; null at the end. */
  nextCursor: Cursor.nullable(),
});
export type TransactionPage = z.infer<typeof TransactionPage>;

export const SectionSum = z.object({ currency: Currency, sumMinor: z.int() });
export const ListSection = z.object({
  key: SectionKey,
  /** Rows that are listed, removed ones among them. */
  count: z.int(),
  /** Booked, without own transfers; each currency by itself. Lists by day only. */
  sums: z.array(SectionSum),
  /** What is pending and so not in `sums`; else the same. */
  pending: z.array(SectionSum),
  /** All rows of the section in list order, where they are few and finding them again would mean walking past many others. */
  ids: z.array(z.int()).nullable(),
});
export type ListSection = z.infer<typeof ListSection>;

/** Where rows stand in a list, read in slices so that one look at a million rows never holds up another question. */
export const SectionSlice = z.object({
  /** In list order for lists by day; lists by size may name a section again in a later slice, then counts add up. */
  sections: z.array(ListSection),
  /** Booked, without own transfers. */
  totals: z.array(z.object({ currency: Currency, inMinor: z.int(), outMinor: z.int() })),
  /** Rows without removed ones. */
  count: z.int(),
  /** Where the next slice begins; null when everything was counted. */
  next: Cursor.nullable(),
});
export type SectionSlice = z.infer<typeof SectionSlice>;

/**
 * What a source is told for, and who may be one: `bank` said it, `provider` cleaned it up (merchant names, categories), `mizan` chose it,
 * `you` said it, `rule` and `transfer` put the row into its category.
 */
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
  'ownCategory',
  'note',
  'tags',
] as const;
export const FIELD_SOURCES = ['bank', 'provider', 'mizan', 'you', 'rule', 'transfer'] as const;
export type SourcedField = (typeof SOURCED_FIELDS)[number];
export type FieldSourceName = (typeof FIELD_SOURCES)[number];
/** Where a visible field came from. `field` is one of SOURCED_FIELDS and `source` one of FIELD_SOURCES; the UI has words for both. */
export const FieldSource = z.object({
  field: z.string(),
  value: z.string(),
  source: z.string(),
  /** Of `you`: when it was said. */
  at: InstantSchema.nullable(),
  /** Of `rule`: which, and its place among the rules (from 1). */
  rule: z.object({ id: z.int(), position: z.int() }).nullable(),
});

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
  /** The bank's, whatever the person calls it. */
  bankTitle: z.string(),
  /** Whether title and category are what the person said. */
  hasOwnTitle: z.boolean(),
  hasOwnCategory: z.boolean(),
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

/** Most rows that can be picked one by one or as a range; more than that is "all that match". */
export const MAX_PICKED = 10_000;

export const transactionsContract = {
  /** Rows after or before a cursor, from a place in a section, or of ids a section named; always in list order. */
  'transactions.page': query(
    TransactionList.extend({
      cursor: Cursor.nullable().default(null),
      isBefore: z.boolean().default(false),
      /** Instead of a cursor: from this section on, `skip` rows of it left out. */
      section: SectionKey.nullable().default(null),
      skip: z.int().min(0).max(1_000_000).default(0),
      /** Instead of both. */
      ids: z.array(z.int()).max(500).nullable().default(null),
      limit: z.int().min(1).max(500).default(100),
    }),
    TransactionPage,
  ),
  'transactions.sections': query(TransactionList.extend({ cursor: Cursor.nullable().default(null) }), SectionSlice),
  /** Where a row stands: its section, and how many rows of it come before. null when it is not in the list. */
  'transactions.place': query(TransactionList.extend({ id: z.int() }), z.object({ section: SectionKey, index: z.int() }).nullable()),
  /** The rows from one to another, both included, whichever comes first: what Shift selects. */
  'transactions.between': query(
    TransactionList.extend({ fromId: z.int(), toId: z.int() }),
    z.object({
      rows: z.array(z.object({ id: z.int(), amountMinor: z.int(), currency: Currency })),
      /** There were more than can be picked. */
      isCut: z.boolean(),
    }),
  ),
  /** How many rows the filter keeps, and how many there are in all ("3 filters hide 14,206 transactions"). */
  'transactions.count': query(TransactionFilter, z.object({ matching: z.int(), total: z.int() })),
  'transactions.get': query(z.strictObject({ id: z.int() }), TransactionDetail),
};
