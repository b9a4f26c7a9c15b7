/** @file S19: how the browser finds its way back: our scheme when it is registered, else a loopback address, else by hand. */

import type { Flow } from '../../../shared/contract/connections.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SchemeRegistration } from '../../ports/callback-channel.ts';
import type { Log } from '../../ports/log.ts';
import { DEEP_LINK_REDIRECT } from './callback-parser.ts';
import { type LoopbackDeps, type LoopbackListener, startLoopbackListener } from './loopback-listener.ts';

export type ChannelName = Flow['channel'];

/** Where a pasted address points when not even a local port can be had: the browser fails there and keeps it in its address bar. */
const PASTE_REDIRECT = 'http://127.0.0.1:53682/callback';

export async function chooseChannel(wanted: ChannelName | undefined, scheme: SchemeRegistration): Promise<ChannelName> {
  if (wanted === 'loopback' || wanted === 'paste') return wanted;
  // Not knowing counts as no: the loopback address works either way.
  if (await scheme.isRegistered().catch(() => false)) return 'deep_link';
  if (wanted === 'deep_link') throw new AppError('handler_not_registered', 'our links do not reach us');
  return 'loopback';
}

export function channelOf(redirectUri: string): ChannelName {
  if (redirectUri === DEEP_LINK_REDIRECT) return 'deep_link';
  return redirectUri === PASTE_REDIRECT ? 'paste' : 'loopback';
}

/** `paste` listens too where it can: it keeps the port from others, and saves the pasting when the browser is on this computer. */
export async function startListener(
  wanted: ChannelName,
  deps: { claim: LoopbackDeps['claim']; log: Log },
): Promise<{ channel: ChannelName; listener: LoopbackListener | undefined; redirectUri: string }> {
  if (wanted === 'deep_link') return { channel: wanted, listener: undefined, redirectUri: DEEP_LINK_REDIRECT };
  try {
    const listener = await startLoopbackListener(deps);
    return { channel: wanted, listener, redirectUri: listener.redirectUri };
  } catch {
    deps.log.warn('loopback.unavailable', {});
    return { channel: 'paste', listener: undefined, redirectUri: PASTE_REDIRECT };
  }
}

/** Listens again where the browser still expects us after a restart; undefined when the port is taken by now. */
export async function resumeListener(
  redirectUri: string,
  deps: { claim: LoopbackDeps['claim']; log: Log },
): Promise<LoopbackListener | undefined> {
  if (redirectUri === DEEP_LINK_REDIRECT) return undefined;
  try {
    return await startLoopbackListener({ ...deps, port: Number(new URL(redirectUri).port) });
  } catch {
    deps.log.warn('loopback.unavailable', {});
    return undefined;
  }
}
