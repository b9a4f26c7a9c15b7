import { z } from 'zod';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';
import { UndoToken } from './undo.ts';

/** One half of an own transfer, as the list shows it. */
export const TransferLeg = z.object({
  id: z.int(),
  accountId: Id,
  accountName: z.string(),
  bankName: z.string(),
  day: DaySchema,
  amountMinor: z.int(),
  currency: Currency,
  title: z.string(),
});
export type TransferLeg = z.infer<typeof TransferLeg>;

/** `found`: Mizan recognised it; `confirmed`: the person said so; `rejected`: the person said no, and it is remembered. */
export const TransferState = z.enum(['found', 'confirmed', 'rejected']);
export type TransferState = z.infer<typeof TransferState>;
export const Transfer = z.object({
  id: z.int(),
  state: TransferState,
  out: TransferLeg,
  into: TransferLeg,
  /** What was sent and did not arrive, ≥ 0, in the currency of both. */
  feeMinor: z.int(),
  madeAt: InstantSchema,
});
export type Transfer = z.infer<typeof Transfer>;

const Changed = z.object({ transfer: Transfer, undoToken: UndoToken });

export const transfersContract = {
  /** Newest first; `before` is the id after which to go on. */
  'transfers.list': query(
    z.strictObject({
      state: TransferState.nullable().default(null),
      before: z.int().nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.object({
      transfers: z.array(Transfer),
      nextBefore: z.int().nullable(),
      /** How many there are in each state. */
      counts: z.object({ found: z.int(), confirmed: z.int(), rejected: z.int() }),
    }),
  ),
  /** The transfer a row is half of, rejected ones included; null when there is none. */
  'transfers.of': query(z.strictObject({ transactionId: z.int() }), Transfer.nullable()),
  /** Rows that may be the other half, the likeliest first: for linking by hand. */
  'transfers.candidates': query(z.strictObject({ transactionId: z.int() }), z.array(TransferLeg)),
  /** `busy` when one of its rows is half of another transfer by now. */
  'transfers.confirm': command(z.strictObject({ id: z.int() }), Changed),
  'transfers.reject': command(z.strictObject({ id: z.int() }), Changed),
  /** Two rows the person says are one movement; amounts in opposite directions, accounts different, currencies equal. */
  'transfers.link': command(z.strictObject({ oneId: z.int(), otherId: z.int() }), Changed),
};
