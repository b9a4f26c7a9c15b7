/** @file Finds our callback address among what the operating system passes on, and keeps it until the core can take it (S18). Plain. */
export const SCHEME = 'app.mizan.desktop';
const MAX_CHARACTERS = 4096;

export function isOurLink(text: string): boolean {
  return text.length <= MAX_CHARACTERS && text.toLowerCase().startsWith(`${SCHEME}:`);
}

/**
 * SECURITY: exactly one argument of our scheme, wherever it stands (Chromium adds switches in between); everything else on
 * the command line is ignored. Two addresses at once are nobody's doing, so neither is taken.
 */
export function findLink(argv: readonly string[]): string | undefined {
  const links = argv.filter(isOurLink);
  return links.length === 1 ? links[0] : undefined;
}

export type LinkQueue = { push(url: string): void; drainTo(handler: (url: string) => void): void };

/** Links that arrive before the core is up wait here, in order; a handful at most, so that nobody can fill memory. */
export function createLinkQueue(limit = 5): LinkQueue {
  const waiting: string[] = [];
  let handler: ((url: string) => void) | undefined;
  return {
    push(url) {
      if (!isOurLink(url)) return;
      if (handler) handler(url);
      else if (waiting.length < limit && !waiting.includes(url)) waiting.push(url);
    },
    drainTo(next) {
      handler = next;
      for (const url of waiting.splice(0)) next(url);
    },
  };
}
