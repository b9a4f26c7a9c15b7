/** @file A transaction as it leaves Mizan, whatever the format. Amounts stay minor units until they are written as decimal text. */
import type { Day } from '../../../shared/domain/dates.ts';

export type ExportRow = {
  readonly id: number;
  /** The bank's id of it; null when it gave none. */
  readonly providerId: string | null;
  readonly day: Day;
  readonly bookedOn: Day | null;
  readonly valueOn: Day | null;
  readonly status: 'booked' | 'pending' | 'removed';
  readonly accountId: string;
  readonly accountName: string;
  readonly accountKind: string;
  readonly accountIban: string | null;
  readonly accountNumber: string | null;
  readonly bankName: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly originalMinor: number | null;
  readonly originalCurrency: string | null;
  /** The person's own title, else the bank's. */
  readonly title: string;
  readonly counterparty: string;
  readonly counterpartyIban: string | null;
  readonly purpose: string;
  readonly bookingText: string;
  readonly kind: string;
  readonly categoryEn: string;
  readonly categoryAr: string;
  readonly parentEn: string;
  readonly parentAr: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly isReviewed: boolean;
};
