/**
 * @file The names of our keychain items, read in a process of its own (decision 9). keytar copies the secret of every item it finds
 * without asking whether there is one; for an item the Secret Service keeps locked there is none, and the process ends.
 */

/** The part of a child process this file uses, whoever starts it. */
export type NamesProcess = {
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
};
/** What `keychain-names-process.ts` says: never a secret. */
export type NamesMessage = { readonly names: readonly string[] } | { readonly failure: string };

/** The Secret Service may ask the person to unlock a collection, who may be away. */
const LIMIT_MS = 30_000;

function isNamesMessage(message: unknown): message is NamesMessage {
  return typeof message === 'object' && message !== null && ('names' in message || 'failure' in message);
}

/** Fails when the process ends without an answer, which is what it does over a locked item. */
export function createNameListing(start: (service: string) => NamesProcess, limitMs: number = LIMIT_MS) {
  return async (service: string): Promise<readonly string[]> => {
    const listing = start(service);
    const answer = Promise.withResolvers<NamesMessage>();
    const timer = setTimeout(() => answer.reject(new Error('the listing took too long')), limitMs);
    listing.onMessage((message) => {
      if (isNamesMessage(message)) answer.resolve(message);
    });
    listing.onExit(() => answer.reject(new Error('the listing ended without an answer')));
    try {
      const message = await answer.promise;
      if ('failure' in message) throw new Error(message.failure);
      return message.names;
    } finally {
      clearTimeout(timer);
      listing.kill();
    }
  };
}
