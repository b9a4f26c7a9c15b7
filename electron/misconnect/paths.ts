/** @file Every path of the provider that Mizan uses, and which credentials may be sent there (S20). */
import { AppError } from '../../shared/errors.ts';

/** `client`: Basic with client id and secret. `user`: Bearer with the access token. */
export type AuthLevel = 'client' | 'user';
export type Endpoint = { readonly method: 'GET' | 'POST' | 'DELETE'; readonly template: string; readonly level: AuthLevel };

export const ENDPOINTS = {
  accessLink: { method: 'POST', template: '/ongoing/access', level: 'client' },
  syncLink: { method: 'POST', template: '/ongoing/sync', level: 'client' },
  token: { method: 'POST', template: '/auth/token', level: 'client' },
  revoke: { method: 'POST', template: '/auth/revoke', level: 'client' },
  categoryTree: { method: 'GET', template: '/category-tree', level: 'client' },
  accounts: { method: 'GET', template: '/rest/accounts', level: 'user' },
  accesses: { method: 'GET', template: '/rest/accesses', level: 'user' },
  transactions: { method: 'GET', template: '/rest/accounts/{id}/transactions', level: 'user' },
  deleteAccount: { method: 'DELETE', template: '/rest/accounts/{id}', level: 'user' },
  deleteAccess: { method: 'DELETE', template: '/rest/accesses/{id}', level: 'user' },
  deleteUser: { method: 'DELETE', template: '/rest/user', level: 'user' },
} as const satisfies Record<string, Endpoint>;

export type BaseUrl = {
  readonly origin: string;
  /** Path before the endpoint's own, without a trailing slash; usually empty. */
  readonly prefix: string;
  readonly isLoopback: boolean;
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether bytes may go there at all: https, or plain http to this computer (S22). */
export function isSafeAddress(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}

/** @throws AppError `insecure_url` */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !isSafeAddress(url) || url.search !== '' || url.hash !== '') throw new AppError('insecure_url', 'base address refused');
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), isLoopback: LOOPBACK.has(url.hostname) };
}

export function endpointUrl(base: BaseUrl, endpoint: Endpoint, id: string | undefined, query: Readonly<Record<string, string>>): string {
  const path = endpoint.template.replace('{id}', () => pathSegment(id));
  const search = new URLSearchParams(query).toString();
  return base.origin + base.prefix + path + (search === '' ? '' : `?${search}`);
}

/** SECURITY: `.` and `..` survive percent-encoding as path steps, and a deletion must not climb to another resource. */
function pathSegment(id: string | undefined): string {
  if (id === undefined || id === '' || id === '.' || id === '..') throw new AppError('resource_gone', 'not a usable resource id');
  return encodeURIComponent(id);
}

/** Where a redirect may lead: same scheme, host and port, and still below the base address (S20, S22). */
export function redirectTarget(base: BaseUrl, from: string, location: string | undefined): string | undefined {
  if (location === undefined || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  const isInside = target.origin === base.origin && target.pathname.startsWith(`${base.prefix}/`);
  return isInside && isSafeAddress(target) ? target.href : undefined;
}
