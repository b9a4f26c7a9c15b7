import { z } from 'zod';
import { Done, ErrorCodeSchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

/** What exists now; no amounts, no names, no numbers. */
export const ErasureCounts = z.object({
  connections: z.int(),
  accounts: z.int(),
  transactions: z.int(),
  keys: z.int(),
  backups: z.int(),
  /** Logs and caches. */
  files: z.int(),
});
export type ErasureCounts = z.infer<typeof ErasureCounts>;

export const ErasureStepKind = z.enum([
  /** A bank's consent, withdrawn at the provider. */
  'consent',
  /** One account, deleted at the provider. */
  'account',
  /** The tokens, revoked at the provider: only where deleting the whole user was refused. */
  'revoke',
  /** What Mizan had stored of it here. */
  'rows',
  'history_kept',
  'keys',
  'database',
  'files',
  'search',
]);
export type ErasureStepKind = z.infer<typeof ErasureStepKind>;

export const ErasureStep = z.object({
  kind: ErasureStepKind,
  outcome: z.enum(['done', 'not_done']),
  at: InstantSchema,
  bankName: z.string().nullable(),
  bankNameAr: z.string().nullable(),
  /** Consents only: when it ends by itself. */
  endsAt: InstantSchema.nullable(),
  count: z.int().nullable(),
  /** Why it could not be done. */
  code: ErrorCodeSchema.nullable(),
  /** Asked of the practice bank: no real company and no real bank to turn to. */
  isPractice: z.boolean().optional(),
});
export type ErasureStep = z.infer<typeof ErasureStep>;

/** What was done, when, and what is left for the person. Holds no account number and no amount. */
export const Receipt = z.object({
  /** `7F3A-91C2`: to quote, nothing else. */
  number: z.string().max(20),
  level: z.enum(['everything', 'connection', 'account']),
  startedAt: InstantSchema,
  endedAt: InstantSchema,
  steps: z.array(ErasureStep),
  /** What was there before. */
  counts: ErasureCounts,
  /** Found again by the search at the end. */
  tracesFound: z.int(),
  /** Mizan was stopped in the middle and finished at its next start. */
  wasInterrupted: z.boolean(),
});
export type Receipt = z.infer<typeof Receipt>;

const Confirmation = z.string().max(100);

export const erasureContract = {
  /** What erasing everything would take: of the environment in use, or of every one. */
  'erasure.preview': query(
    z.strictObject({ everyEnvironment: z.boolean().default(false) }),
    ErasureCounts.extend({ /** Other environments with data of their own. */ otherEnvironments: z.int() }),
  ),
  'erasure.previewAccount': query(z.strictObject({ accountId: Id }), ErasureCounts),
  'erasure.previewConnection': query(z.strictObject({ connectionId: Id }), ErasureCounts),
  /** Forgets one account, here and at the provider. `confirmation` is the phrase of either language. */
  'erasure.forgetAccount': command(z.strictObject({ accountId: Id, confirmation: Confirmation }), Receipt),
  /** Withdraws a bank's consent. Its history goes too unless the person wants to keep it. */
  'erasure.disconnect': command(z.strictObject({ connectionId: Id, keepHistory: z.boolean() }), Receipt),
  'erasure.eraseEverything': command(z.strictObject({ confirmation: Confirmation, everyEnvironment: z.boolean().default(false) }), Receipt),
  /** The erasing of everything that runs, or has ended and was not dismissed. */
  'erasure.receipt': query(
    z.strictObject({}),
    z.object({ isRunning: z.boolean(), steps: z.array(ErasureStep), receipt: Receipt.nullable() }),
  ),
  /** Asks where to save it; false when the person chose not to. The renderer never sees the path. */
  'erasure.saveReceipt': command(z.strictObject({}), z.object({ isSaved: z.boolean() })),
  'erasure.dismissReceipt': command(z.strictObject({}), Done),
};
