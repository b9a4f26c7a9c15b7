/** @file What a list of transactions may be narrowed to, and its order. List, sums, bulk edits and export all take the same filter. */
import { z } from 'zod';
import { AMOUNT_OPS, BOUND_VALUE } from '../domain/amount-bound.ts';
import { AccountKindSchema, Currency, DaySchema, Id } from './common.ts';

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
export type TransactionKind = z.infer<typeof TransactionKind>;

/** `removed`: deleted by the bank, or a held amount it let go. */
export const TransactionStatus = z.enum(['pending', 'booked', 'removed']);
export type TransactionStatus = z.infer<typeof TransactionStatus>;
export const Direction = z.enum(['in', 'out']);
export type Direction = z.infer<typeof Direction>;

/** By day, or by size without its sign: then one currency after the other, riyals first, because sizes of two currencies do not compare. */
export const TransactionSort = z.enum(['newest', 'oldest', 'largest', 'smallest']);
export type TransactionSort = z.infer<typeof TransactionSort>;

const ids = z.array(Id).max(200).default([]);
const numbers = z.array(z.int().nonnegative()).max(200).default([]);

/** Every part narrows; an empty list or null leaves its part out. Hidden accounts are left out unless named by id. */
export const TransactionFilter = z.strictObject({
  /** Text only, any order of words; what it says of days and amounts was read before (`domain/search-grammar.ts`). */
  search: z.string().max(200).default(''),
  /** Both days included. */
  fromDay: DaySchema.nullable().default(null),
  toDay: DaySchema.nullable().default(null),
  accountIds: ids,
  connectionIds: ids,
  accountKinds: z.array(AccountKindSchema).max(20).default([]),
  kinds: z.array(TransactionKind).max(20).default([]),
  /** Own categories; a parent includes its children, 0 is "uncategorised". */
  categoryIds: numbers,
  /** Without sign, in each row's own currency; all of them hold. */
  amounts: z
    .array(z.strictObject({ op: z.enum(AMOUNT_OPS), value: z.string().regex(BOUND_VALUE) }))
    .max(8)
    .default([]),
  currencies: z.array(Currency).max(20).default([]),
  direction: Direction.nullable().default(null),
  statuses: z.array(TransactionStatus).max(3).default([]),
  /** Any of them. */
  tagIds: numbers,
  hasNote: z.boolean().nullable().default(null),
  /** Paid in another currency than the account's. */
  isForeign: z.boolean().default(false),
  isUnreviewed: z.boolean().default(false),
  isWithoutTransfers: z.boolean().default(false),
});
export type TransactionFilter = z.infer<typeof TransactionFilter>;

/** A filter with its order: what a list, a print and an export of exactly what is shown have in common. */
export const TransactionList = TransactionFilter.extend({ sort: TransactionSort.default('newest') });
export type TransactionList = z.infer<typeof TransactionList>;

/** Everything, newest first. */
export const allTransactions = (): TransactionList => TransactionList.parse({});
