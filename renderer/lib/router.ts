/** @file A small hash router. The address holds filters, so back, forward and a reload keep them. */
import { useSyncExternalStore } from 'react';

export type Route = {
  /** Path parts after `#/`, decoded: `accounts`, `a1`. */
  readonly segments: readonly string[];
  readonly params: URLSearchParams;
};

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseHash(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  return { segments: path.split('/').filter(Boolean).map(decode), params: new URLSearchParams(query) };
}

/** `#/transactions?search=rent` from a path and filters; empty filters are left out. */
export function hrefTo(path: string, params: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString();
  return `#${path.startsWith('/') ? path : `/${path}`}${text === '' ? '' : `?${text}`}`;
}

export function navigate(href: string, options: { readonly replace?: boolean } = {}): void {
  const hash = href.startsWith('#') ? href : hrefTo(href);
  if (options.replace) {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = hash;
  }
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

let last: { readonly hash: string; readonly route: Route } | undefined;
/** One object per address, so that hooks see a new route only when it changed. */
function currentRoute(): Route {
  const { hash } = window.location;
  if (last?.hash !== hash) last = { hash, route: parseHash(hash) };
  return last.route;
}

export function useRoute(): Route {
  return useSyncExternalStore(onHashChange, currentRoute);
}
