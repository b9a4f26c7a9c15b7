/** @file Who may call the core, and how much at once (S3). Plain; `ipc.ts` wires it. */
import { isOwnPage, type Origins } from './navigation.ts';

export const INVOKE_CHANNEL = 'mizan:invoke';
export const EVENT_CHANNEL = 'mizan:event';

/** What matters of an Electron sender. `frame` is null once the frame is gone. */
export type Sender = {
  readonly isOurWindow: boolean;
  readonly frame: { readonly url: string; readonly isMainFrame: boolean } | null;
};

/** SECURITY: our window, its main frame, our page. Everyone else is a stranger. */
export function isTrustedSender(sender: Sender, origins: Origins): boolean {
  return sender.isOurWindow && sender.frame?.isMainFrame === true && isOwnPage(sender.frame.url, origins);
}

const MAX_NAME_CHARACTERS = 64;
const MAX_INPUT_CHARACTERS = 100_000;
const MAX_INPUT_VALUES = 20_000;

/** Stops counting as soon as a limit is passed, so that a giant argument costs nothing. */
function isSmall(input: unknown): boolean {
  const pending: unknown[] = [input];
  let characters = 0;
  let values = 0;
  while (pending.length > 0) {
    const value = pending.pop();
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (Array.isArray(value)) {
      if (value.length > MAX_INPUT_VALUES) return false;
      pending.push(...value);
    } else if (typeof value === 'object' && value !== null) {
      if (Object.getPrototypeOf(value) !== Object.prototype) return false;
      for (const [key, item] of Object.entries(value)) {
        characters += key.length;
        pending.push(item);
      }
    }
    if (characters > MAX_INPUT_CHARACTERS || values + pending.length > MAX_INPUT_VALUES) return false;
  }
  return true;
}

export type Call = { readonly name: string; readonly input: unknown };

/** The arguments of one invoke, or undefined when they are not a call. The schemas are checked in the core. */
export function readCall(args: readonly unknown[]): Call | undefined {
  const [name, input] = args;
  if (args.length > 2 || typeof name !== 'string' || name.length > MAX_NAME_CHARACTERS || !isSmall(input)) return undefined;
  return { name, input };
}
