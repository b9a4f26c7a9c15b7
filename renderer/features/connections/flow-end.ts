/** @file What an ended attempt means: which words tell it and which way leads on. */
import type { Flow } from '../../../shared/contract/connections.ts';
import type { ErrorCode } from '../../../shared/errors.ts';

/** `again`: the consent card. `settings`: the access itself is the problem. `loopback`: another way back from the browser. */
export type WayOn = 'again' | 'settings' | 'loopback';

const NEEDS_SETTINGS: ReadonlySet<ErrorCode> = new Set([
  'client_credentials_invalid',
  'environment_not_configured',
  'insecure_url',
  'link_refused',
  'scope_missing',
  'secret_missing',
]);

export function endCode({ phase, errorCode }: Pick<Flow, 'phase' | 'errorCode'>): ErrorCode {
  if (errorCode !== null) return errorCode;
  if (phase === 'not_completed') return 'flow_not_completed';
  if (phase === 'timed_out') return 'flow_timed_out';
  if (phase === 'cancelled') return 'flow_cancelled';
  return 'internal';
}

export function wayOn(code: ErrorCode): WayOn {
  if (NEEDS_SETTINGS.has(code)) return 'settings';
  return code === 'handler_not_registered' ? 'loopback' : 'again';
}

/** The access in force cannot be renewed: asked in vain, gone, or without tokens. The same bank is connected anew then. */
export function needsNewAccess(code: ErrorCode): boolean {
  return code === 'not_prolonged' || code === 'resource_gone' || code === 'account_gone' || code === 'reconnect_required';
}

/** Attempts the person ended, or that simply ended: nothing went wrong, so nothing is drawn as an error. */
export function isCalmEnd(code: ErrorCode): boolean {
  return (
    code === 'flow_not_completed' ||
    code === 'flow_timed_out' ||
    code === 'flow_cancelled' ||
    code === 'no_accounts' ||
    code === 'not_prolonged'
  );
}
