import { z } from 'zod';
import { ErrorCodeSchema, Id, LegalName } from './common.ts';
import { command, query } from './operation.ts';

export const EnvironmentKind = z.enum(['practice', 'sandbox', 'production', 'custom']);
export type EnvironmentKind = z.infer<typeof EnvironmentKind>;

/** A provider installation Mizan can talk to. The secret has no reader: `hasCredentials` only. */
export const Environment = z.object({
  id: Id,
  kind: EnvironmentKind,
  name: z.string(),
  /** Empty for the practice bank, whose address changes with every start. */
  baseUrl: z.string(),
  clientId: z.string(),
  hasCredentials: z.boolean(),
  /** The licensed party that receives the data, as registered. */
  legalName: LegalName,
  isActive: z.boolean(),
});
export type Environment = z.infer<typeof Environment>;

const HTTPS_BASE = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?(?:\/[\w.~/-]*)?$/i;
const LOOPBACK_BASE = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:\/[\w.~/-]*)?$/i;

/** https anywhere, plain http on loopback hosts only (S22); no user info, query or fragment. */
export function isBaseUrlAllowed(text: string): boolean {
  return HTTPS_BASE.test(text) || LOOPBACK_BASE.test(text);
}

const BaseUrl = z.string().trim().max(300).refine(isBaseUrlAllowed, 'settings.environment.errors.baseUrl');
/** Printable ASCII without a colon: Basic auth cannot carry a colon in the user part (RFC 7617). */
const ClientId = z
  .string()
  .trim()
  .min(1, 'settings.environment.errors.clientId')
  .max(200)
  .regex(/^[\x21-\x39\x3b-\x7e]+$/, 'settings.environment.errors.clientId');
const ClientSecret = z
  .string()
  .min(1, 'settings.environment.errors.clientSecret')
  .max(1000)
  .regex(/^[\x20-\x7e]+$/, 'settings.environment.errors.clientSecret');
const PartyName = z.object({ ar: z.string().trim().max(200), en: z.string().trim().max(200) });

/** The form's own schema; the renderer validates with it too. */
export const EnvironmentInput = z.strictObject({
  kind: z.enum(['sandbox', 'production', 'custom']),
  baseUrl: BaseUrl,
  clientId: ClientId,
  clientSecret: ClientSecret,
  legalName: PartyName,
});
export type EnvironmentInput = z.infer<typeof EnvironmentInput>;

export const TestResult = z.object({
  outcome: z.enum(['ok', 'invalid_credentials', 'scope_missing', 'unreachable', 'not_a_provider', 'refused']),
  /** Why, when not `ok`; a code the UI can translate. */
  code: ErrorCodeSchema.nullable(),
  testedAt: z.string(),
});
export type TestResult = z.infer<typeof TestResult>;

export const environmentsContract = {
  'environments.list': query(z.strictObject({}), z.array(Environment)),
  /** Saves a new environment and its secret (to the keychain); it does not become active by itself. */
  'environments.create': command(EnvironmentInput, Environment),
  /** Changes an environment; a missing `clientSecret` keeps the stored one. */
  'environments.update': command(
    EnvironmentInput.omit({ clientSecret: true }).extend({ id: Id, clientSecret: ClientSecret.optional() }),
    Environment,
  ),
  'environments.activate': command(z.strictObject({ id: Id }), Environment),
  /** GET /category-tree with Basic; never creates a widget link. */
  'environments.test': command(z.strictObject({ id: Id }), TestResult),
};
