import { z } from 'zod';
import { DaySchema, Done, ErrorCodeSchema, Id, InstantSchema, Language } from './common.ts';
import { command, query } from './operation.ts';

export const ConnectionState = z.enum(['active', 'expiring', 'expired', 'error', 'reconnect_required', 'disconnected']);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** One bank access. */
export const Connection = z.object({
  id: Id,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  state: ConnectionState,
  /** Why it needs attention; null while all is well. */
  stateReason: ErrorCodeSchema.nullable(),
  connectedAt: InstantSchema,
  /** End of the consent as the provider says, or our estimate. */
  expiresAt: InstantSchema.nullable(),
  isExpiryEstimated: z.boolean(),
  /** The provider refreshes by itself because credentials were saved. */
  isAutosync: z.boolean(),
  accountCount: z.int(),
  /** When Mizan last asked the provider, and how old the bank's data is. */
  askedAt: InstantSchema.nullable(),
  bankDataAt: InstantSchema.nullable(),
  /** From when a refresh that reaches the bank is allowed again; null = now (R20). */
  nextBankSyncAt: InstantSchema.nullable(),
});
export type Connection = z.infer<typeof Connection>;

/** The consent card (S32): eight rows in fixed order, composed in core so that the text shown is the text stored. */
export const ConsentRowId = z.enum(['purpose', 'benefit', 'data', 'history', 'until', 'receiver', 'cost', 'withdraw']);
export const ConsentRow = z.object({
  id: ConsentRowId,
  label: z.string(),
  /** First line is the main text; the others are secondary. */
  lines: z.array(z.string()),
  /** `data` only: what is read, ticked; then what never is. */
  items: z.array(z.object({ text: z.string(), isRead: z.boolean() })),
});
export const ConsentCard = z.object({
  language: Language,
  version: z.string(),
  title: z.string(),
  subtitle: z.string(),
  rows: z.array(ConsentRow),
  /** "Keep updating automatically" and what the provider then stores. */
  keepUpdating: z.object({ label: z.string(), explanation: z.string() }),
  historyFrom: DaySchema,
  untilOn: DaySchema,
  footnote: z.string(),
});
export type ConsentCard = z.infer<typeof ConsentCard>;

export const FlowPhase = z.enum([
  'creating_link',
  'confirm_host',
  'waiting',
  'exchanging',
  'importing',
  'done',
  /** Terminal without data: each has its own plain message; nothing was lost. */
  'not_completed',
  'timed_out',
  'cancelled',
  'failed',
  /** A renewal the bank took part in, without a later end of the consent. */
  'not_prolonged',
]);
export type FlowPhase = z.infer<typeof FlowPhase>;
export const Channel = z.enum(['deep_link', 'loopback', 'paste']);

/** How a consent is renewed: on the access there is, or by a new one at the same bank. */
export const RenewalWay = z.enum(['sync', 'access']);
export type RenewalWay = z.infer<typeof RenewalWay>;
export const Renewal = z.object({
  connectionId: Id,
  way: RenewalWay,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  /** End of the consent before, and after once that is known. */
  endedBefore: InstantSchema.nullable(),
  endsAt: InstantSchema.nullable(),
  isEndEstimated: z.boolean(),
  /** Names of accounts the bank no longer shares, and of those it shares now too. */
  missingAccounts: z.array(z.string()),
  addedAccounts: z.array(z.string()),
});
export type Renewal = z.infer<typeof Renewal>;

export const Flow = z.object({
  id: Id,
  purpose: z.enum(['connect', 'sync', 'renew']),
  phase: FlowPhase,
  channel: Channel,
  /** Full host of the widget, shown while `confirm_host`. */
  widgetHost: z.string().nullable(),
  deadlineAt: InstantSchema.nullable(),
  /** Set with `failed` (and, when known, `not_completed`). */
  errorCode: ErrorCodeSchema.nullable(),
  ref: z.string().nullable(),
  /** What was connected, once listed. */
  connectedBanks: z.array(
    z.object({ connectionId: Id, bankName: z.string(), bankNameAr: z.string().nullable(), accountCount: z.int(), isNew: z.boolean() }),
  ),
  /** Of a flow that renews a consent. */
  renewal: Renewal.optional(),
});
export type Flow = z.infer<typeof Flow>;

export const connectionsContract = {
  'connections.list': query(z.strictObject({}), z.array(Connection)),
  'connections.consentCard': query(
    z.strictObject({
      language: Language,
      keepUpdating: z.boolean().default(true),
      /** Whose consent is renewed. */ renewedId: Id.optional(),
    }),
    ConsentCard,
  ),
  /** Creates a widget link and, once its host is known or confirmed, opens it in the system browser. */
  'connections.start': command(
    z.strictObject({ language: Language, keepUpdating: z.boolean(), consentVersion: z.string().max(40), channel: Channel.optional() }),
    Flow,
  ),
  /** User-present sync through the widget: reaches the bank now. */
  'connections.startSync': command(z.strictObject({ connectionId: Id, language: Language, channel: Channel.optional() }), Flow),
  /**
   * Renews a connection's consent at its bank. Without a `way` the access in force is used when it can be; `access` connects the
   * same bank again, for when that did not prolong it. `consentVersion` names the card the person agreed to.
   */
  'connections.renew': command(
    z.strictObject({
      connectionId: Id,
      language: Language,
      consentVersion: z.string().max(40).optional(),
      way: RenewalWay.optional(),
      channel: Channel.optional(),
    }),
    Flow,
  ),
  'connections.confirmHost': command(z.strictObject({ flowId: Id }), Flow),
  'connections.flow': query(z.strictObject({ flowId: Id }), Flow),
  /** The address the browser ended on, pasted by the user; goes through the same parser and state check. */
  'connections.paste': command(z.strictObject({ flowId: Id, address: z.string().min(1).max(4096) }), Flow),
  'connections.cancel': command(z.strictObject({ flowId: Id }), Done),
};
