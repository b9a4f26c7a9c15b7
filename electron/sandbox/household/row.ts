/** @file What the generator produces: accounts and rows. Wire shapes are made elsewhere (`wire-*.ts`). */
import type { Day } from '../../../shared/domain/dates.ts';

export type BankKey = string;
export type AccountKey = string;

export type BankSpec = {
  readonly key: BankKey;
  readonly name: string;
  readonly nameAr: string;
  readonly bic: string;
  /** The provider's internal code, not the one in the IBAN. */
  readonly bankCode: string;
  readonly providerId: string;
  readonly accessMethodId: string;
  /** Life of a consent given in the widget. */
  readonly consentDays: number;
  readonly color: string;
};

/** What an odd account does differently from a healthy one. */
export type AccountOddity = {
  readonly hasNoBalance?: boolean;
  /** The bank stopped answering this long ago; the text says so. */
  readonly failure?: { readonly message: string; readonly ageMs: number };
  readonly aliasStatus?: boolean;
};

export type AccountSpec = {
  readonly key: AccountKey;
  readonly bank: BankKey;
  /** `Account.type` exactly as sent. */
  readonly type: string;
  readonly name: string;
  readonly nameAr: string;
  readonly owner: string;
  readonly currency: string;
  readonly iban: string | null;
  readonly number: string;
  readonly openingMinor: number;
  readonly creditLimitMinor: number | null;
  readonly isJoint: boolean;
  readonly oddity: AccountOddity;
};

/** Text and enrichment of a row; shared between rows, so that a million rows stay small. `{ref}` becomes the row's reference. */
export type Words = {
  readonly name: string;
  readonly purpose: string;
  readonly bookingText: string;
  readonly type: string;
  readonly categoryId: number | null;
  readonly partner: string | null;
  /** Recurring payment this row belongs to. */
  readonly contract: string | null;
  readonly counterIban: string | null;
};

export type Row = {
  /** Running number within the account; the base of its id. */
  readonly seq: number;
  readonly minor: number;
  readonly currency: string;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
  /** When it was booked; equal to `at` when it never was pending, Infinity when it falls through. */
  readonly bookedFrom: number;
  readonly words: Words;
  /** Amount held while pending, when it differs from the booked one. */
  readonly heldMinor?: number;
  /** A pending row that falls through leaves then. */
  readonly droppedFrom?: number;
  /** The id while pending is not the id once booked. */
  readonly changesId?: boolean;
  /** Last edit, by the bank or a test control. */
  readonly editedAt?: number;
  readonly original?: { readonly minor: number; readonly currency: string; readonly feeMinor: number };
};

/** A later change of a row: by the bank itself (odd profile) or by a test control. */
export type RowEdit = {
  readonly at: number;
  readonly isDeleted: boolean;
  readonly minor?: number;
  readonly currency?: string;
  readonly bookedFrom?: number;
  readonly words?: Partial<Words>;
};

export type Dataset = {
  /** First and last day of history at the moment the household was made. */
  readonly firstDay: Day;
  readonly banks: readonly BankSpec[];
  readonly accounts: readonly AccountSpec[];
  rowsOf(account: AccountKey): readonly Row[];
  /** Changes the bank makes on its own. */
  editsOf(account: AccountKey): ReadonlyMap<number, readonly RowEdit[]>;
  /** Makes sure every row that happens up to then exists. */
  extendTo(epochMs: number): void;
};

const RIYADH_OFFSET_MS = 3 * 3_600_000;

/** Epoch milliseconds of a Riyadh wall time. */
export function riyadhTime(day: Day, hour: number, minute = 0): number {
  return Date.parse(`${day}T00:00:00Z`) - RIYADH_OFFSET_MS + (hour * 60 + minute) * 60_000;
}
