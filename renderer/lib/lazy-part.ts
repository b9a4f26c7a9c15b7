/**
 * @file Parts of the page that are loaded when they are needed, or before. React shows what comes out of a Suspense fallback only 300 ms
 * after the fallback, so a part whose code is there already must not go through one: `loadParts` fetches all of them once the page is at rest.
 */
import { createElement, type FunctionComponent, lazy, useState } from 'react';

const waiting = new Set<() => Promise<unknown>>();
/** Those among them that the first screen is made of. */
const first = new Set<() => Promise<unknown>>();

/**
 * A component that is loaded at its first showing, unless `loadParts` did so before.
 * @param isFirst the first screen shows it: it is loaded while the core gets ready
 */
export function lazyPart<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  { isFirst = false }: { readonly isFirst?: boolean } = {},
): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | undefined;
  const fetchPart = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Later = lazy(fetchPart) as unknown as FunctionComponent<P>; // an element can be made of it all the same
  waiting.add(fetchPart);
  if (isFirst) first.add(fetchPart);
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, not while anything is drawn
  return function LazyPart(props) {
    // Chosen once: what is shown is not mounted anew when its code arrives.
    const [part] = useState(() => ({ shown: loaded ?? Later }));
    return createElement(part.shown, props);
  };
}

/** Loads every part, one after the other, those that loaded ones bring as well. One that fails is tried again at its first showing. */
export async function loadParts(): Promise<void> {
  for (const fetchPart of waiting) {
    waiting.delete(fetchPart);
    await fetchPart().catch(() => undefined);
  }
}

/** Loads what the first screen is made of, also what its parts bring. One that fails is tried again at its first showing. */
export async function loadFirstParts(): Promise<void> {
  while (first.size > 0) {
    const parts = [...first];
    first.clear();
    for (const fetchPart of parts) waiting.delete(fetchPart);
    await Promise.allSettled(parts.map((fetchPart) => fetchPart()));
  }
}
