import { z } from 'zod';

const Lifetime = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(?:\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null);

/** Visible ASCII only: anything else could not be sent in a header. */
const Token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/);

/** Answer of the token endpoint (reference 7.1). */
export const WireTokens = z.object({
  access_token: Token,
  token_type: z
    .string()
    .trim()
    .regex(/^(?:bearer)?$/i)
    .nullish(),
  expires_in: Lifetime,
  /** Absent after a refresh that keeps the old one. */
  refresh_token: z.union([Token, z.literal('')]).nullish(),
});
export type WireTokens = z.output<typeof WireTokens>;
