/** @file S15: what a widget link says about itself, when it carries a readable token. Only ever compared, never trusted. */
import { z } from 'zod';

const Claims = z.object({ state: z.string().optional(), redirect_uri: z.string().optional() });

export type LinkMismatch = { readonly isStateSame: boolean; readonly isRedirectSame: boolean };

/** undefined when nothing readable contradicts us. */
export function findLinkMismatch(location: string, ours: { state: string; redirectUri: string }): LinkMismatch | undefined {
  if (!URL.canParse(location)) return undefined;
  for (const value of new URL(location).searchParams.values()) {
    const claims = readClaims(value);
    if (!claims) continue;
    const isStateSame = claims.state === undefined || claims.state === ours.state;
    const isRedirectSame = claims.redirect_uri === undefined || claims.redirect_uri === ours.redirectUri;
    if (!isStateSame || !isRedirectSame) return { isStateSame, isRedirectSame };
  }
  return undefined;
}

/** The middle part of a JWT; undefined for anything else. The signature is not ours to check. */
function readClaims(token: string): z.infer<typeof Claims> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) return undefined;
  try {
    return Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
