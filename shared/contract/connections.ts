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
]);
export type FlowPhase = z.infer<typeof FlowPhase>;
export const Channel = z.enum(['deep_link', 'loopback', 'paste']);

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
});
export type Flow = z.infer<typeof Flow>;

export const connectionsContract = {
  'connections.list': query(z.strictObject({}), z.array(Connection)),
  'connections.consentCard': query(z.strictObject({ language: Language, keepUpdating: z.boolean().default(true) }), ConsentCard),
  /** Creates a widget link and, once its host is known or confirmed, opens it in the system browser. */
  'connections.start': command(
    z.strictObject({ language: Language, keepUpdating: z.boolean(), consentVersion: z.string().max(40), channel: Channel.optional() }),
    Flow,
  ),
  /** User-present sync through the widget: reaches the bank now. */
  'connections.startSync': command(z.strictObject({ connectionId: Id, language: Language, channel: Channel.optional() }), Flow),
  'connections.confirmHost': command(z.strictObject({ flowId: Id }), Flow),
  'connections.flow': query(z.strictObject({ flowId: Id }), Flow),
  /** The address the browser ended on, pasted by the user; goes through the same parser and state check. */
  'connections.paste': command(z.strictObject({ flowId: Id, address: z.string().min(1).max(4096) }), Flow),
  'connections.cancel': command(z.strictObject({ flowId: Id }), Done),
};
