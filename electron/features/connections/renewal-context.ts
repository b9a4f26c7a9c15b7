/** @file What a renewal remembers over the trip to the bank, and over a restart: where it stood before. */
import { z } from 'zod';
import { type Renewal, RenewalWay } from '../../../shared/contract/connections.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PendingFlow } from './state-store.ts';

const RenewalContext = z.object({
  way: RenewalWay,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  /** The access could not be read any more when the renewal began. */
  wasLost: z.boolean().default(false),
  before: z.object({
    accessId: z.string().nullable(),
    /** As the provider said it; null when it said none. */
    expiresAt: z.string().nullable(),
    /** Mizan's ids of the accounts this access showed. */
    accountIds: z.array(z.string()),
  }),
});
export type RenewalContext = z.infer<typeof RenewalContext>;

/** @throws AppError `callback_invalid` for a flow that was not started as a renewal. */
export function readRenewalContext(context: unknown): RenewalContext {
  const parsed = RenewalContext.safeParse(context);
  if (!parsed.success) throw new AppError('callback_invalid', 'the flow carries no renewal');
  return parsed.data;
}

/** What the page is told of a renewal before its outcome is known. */
export function renewalView({ connectionId, context }: Pick<PendingFlow, 'connectionId' | 'context'>): Renewal | undefined {
  const parsed = RenewalContext.safeParse(context);
  if (!parsed.success || connectionId === null) return undefined;
  const { way, bankName, bankNameAr, before } = parsed.data;
  return {
    connectionId,
    way,
    bankName,
    bankNameAr,
    endedBefore: before.expiresAt,
    endsAt: null,
    isEndEstimated: false,
    missingAccounts: [],
    addedAccounts: [],
  };
}
