/** @file Transactions as the provider sends them (reference 10). */
import { z } from 'zod';
import { Flag, Text } from './wire-fields.ts';

const Category = z.object({ id: Text, parent_id: Text, name: Text });
const Partner = z.object({ name: Text }).nullish().catch(null);
const OriginalAmount = z
  .union([z.string(), z.number(), z.object({ amount: Text, value: Text, currency: Text })])
  .nullish()
  .catch(null);
const AdditionalInfo = z.object({ original_amount: OriginalAmount, original_currency: Text }).nullish().catch(null);

export const WireTransaction = z.object({
  transaction_id: Text,
  account_id: Text,
  amount: Text,
  currency: Text,
  booked: Flag,
  booked_at: Text,
  settled_at: Text,
  name: Text,
  purpose: Text,
  booking_text: Text,
  type: Text,
  iban: Text,
  categories: z.array(Category.nullish().catch(null)).nullish().catch(null),
  payment_partner: Partner,
  additional_info: AdditionalInfo,
  created_at: Text,
  modified_at: Text,
});
export type WireTransaction = z.output<typeof WireTransaction>;

const Deleted = z
  .array(
    z
      .union([z.string(), z.number(), z.object({ transaction_id: Text, id: Text })])
      .nullish()
      .catch(null),
  )
  .nullish()
  .catch(null);

const Items = z.union([z.array(z.unknown()), z.literal('').transform(() => [])]).nullable();
const Page = z.object({ transactions: Items, deleted: Deleted });
/** The ids alone: a page without changes may leave the list out. */
const DeletionsOnly = z
  .object({ transactions: z.undefined().optional(), deleted: z.array(z.unknown()) })
  .transform(({ deleted }) => Page.parse({ transactions: [], deleted }));

export const WireTransactionPage = z.union([
  Page,
  DeletionsOnly,
  z.array(z.unknown()).transform((transactions) => Page.parse({ transactions })),
]);
export type WireTransactionPage = z.output<typeof WireTransactionPage>;

export const WireLink = z.object({ location: Text, id: Text });
