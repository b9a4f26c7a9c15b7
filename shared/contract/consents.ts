import { z } from 'zod';
import { AccountKindSchema, Currency, DaySchema, Id, InstantSchema, Language } from './common.ts';
import { ConnectionState, ConsentCard } from './connections.ts';
import { query } from './operation.ts';

/** `replaced`: a renewal took over before it ended. `withdrawn`: by the person, or gone at the bank. */
export const ConsentState = z.enum(['replaced', 'in_force', 'expired', 'withdrawn']);
export type ConsentState = z.infer<typeof ConsentState>;

export const DayRange = z.object({ fromOn: DaySchema, untilOn: DaySchema });
export type DayRange = z.infer<typeof DayRange>;

export const ConsentBar = z.object({
  consentId: Id,
  grantedOn: DaySchema,
  /** The last day it applies, or applied; null while the end is unknown. */
  endsOn: DaySchema.nullable(),
  /** The end is our estimate: the provider has not told one. */
  isEndEstimated: z.boolean(),
  state: ConsentState,
});
export type ConsentBar = z.infer<typeof ConsentBar>;

export const ConsentLane = z.object({
  accountId: Id,
  name: z.string(),
  last4: z.string().nullable(),
  kind: AccountKindSchema,
  currency: Currency,
  isArchived: z.boolean(),
  bars: z.array(ConsentBar),
  /** Days of which Mizan holds the bank's data, oldest first. */
  held: z.array(DayRange),
  /** Days between them of which it holds nothing. */
  gaps: z.array(DayRange.extend({ days: z.int() })),
});
export type ConsentLane = z.infer<typeof ConsentLane>;

/** One bank access with its accounts. */
export const ConsentGroup = z.object({
  connectionId: Id,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  state: ConnectionState,
  expiresAt: InstantSchema.nullable(),
  isExpiryEstimated: z.boolean(),
  daysLeft: z.int().nullable(),
  /** Every grant, oldest first. */
  bars: z.array(ConsentBar),
  lanes: z.array(ConsentLane),
});
export type ConsentGroup = z.infer<typeof ConsentGroup>;

export const ConsentTimeline = z.object({ todayOn: DaySchema, groups: z.array(ConsentGroup) });
export type ConsentTimeline = z.infer<typeof ConsentTimeline>;

/** What was agreed to. */
export const Consent = z.object({
  id: Id,
  connectionId: Id,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  state: ConsentState,
  grantedAt: InstantSchema,
  expiresAt: InstantSchema.nullable(),
  isExpiryEstimated: z.boolean(),
  endedAt: InstantSchema.nullable(),
  language: Language,
  version: z.string(),
  dataKinds: z.array(z.string()),
  historyFromOn: DaySchema,
  /** The choice to let the provider keep reading by itself. */
  isKeptUpdating: z.boolean(),
  /** The card exactly as it was shown; null when Mizan has none of this grant. */
  shown: ConsentCard.nullable(),
  /** The same card in the other language, made at the same moment; null when there is none. */
  translation: ConsentCard.nullable(),
});
export type Consent = z.infer<typeof Consent>;

export const consentsContract = {
  'consents.timeline': query(z.strictObject({}), ConsentTimeline),
  'consents.get': query(z.strictObject({ id: Id }), Consent),
};
