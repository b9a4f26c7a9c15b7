/**
 * @file As much of the provider's API as erasing uses, on loopback, with every user under a path of its own (`/a`, `/b`): who was deleted, what
 * was asked and in which order, and any answer a test wants instead. A deleted user's tokens are dead, as the reference says.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ERASE_CLIENT = { clientId: 'client', clientSecret: 'client-secret' };

export type Planned =
  | { readonly status: number; readonly body?: object | string }
  /** Carried out, then no answer; or neither. `hang` never answers. */
  | 'lost'
  | 'reset'
  | 'hang';

export type EraseServer = {
  readonly baseUrl: string;
  /** `METHOD /a/path` in order of arrival. */
  readonly calls: string[];
  /** Instead of the usual answer; undefined for that. */
  plan: (call: string, count: number) => Planned | undefined;
  /** Users whose deletion was carried out, as often as it was. */
  readonly deleted: string[];
  /** Accesses by user; deleting takes them away. */
  readonly accesses: Map<string, string[]>;
  reset(): void;
  close(): Promise<void>;
};

type Context = { readonly user: string; readonly path: string; readonly method: string; readonly authorization: string };

export async function startEraseServer(users: Readonly<Record<string, readonly string[]>>): Promise<EraseServer> {
  const counts = new Map<string, number>();
  const revoked = new Set<string>();

  const isDead = (user: string) => server.deleted.includes(user) || revoked.has(user);
  const send = (response: ServerResponse, status: number, body?: object | string) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': text.startsWith('<') ? 'text/html' : 'application/json' }).end(text);
  };

  /** What the request does; the answer is another matter. */
  function carryOut({ user, path, method, authorization }: Context): { status: number; body?: object } {
    if (path === '/auth/token') {
      if (isDead(user)) return { status: 400, body: { error: 'invalid_grant' } };
      return { status: 200, body: { access_token: `access-${user}`, token_type: 'Bearer', expires_in: 3600 } };
    }
    if (path === '/auth/revoke') {
      revoked.add(user);
      return { status: 204 };
    }
    if (isDead(user) || authorization !== `Bearer access-${user}`) return { status: 401, body: { error: { code: 1003 } } };
    if (method === 'DELETE' && path === '/rest/user') {
      server.deleted.push(user);
      return { status: 204 };
    }
    const held = server.accesses.get(user) ?? [];
    if (method === 'DELETE' && path.startsWith('/rest/accesses/')) {
      const id = decodeURIComponent(path.slice('/rest/accesses/'.length));
      server.accesses.set(
        user,
        held.filter((one) => one !== id),
      );
      return held.includes(id) ? { status: 204 } : { status: 404, body: { error: { code: 1002 } } };
    }
    if (path === '/rest/accesses') return { status: 200, body: { accesses: held.map((id) => ({ id })) } };
    if (path === '/rest/accounts') return { status: 200, body: { accounts: [] } };
    return { status: 404, body: { error: { code: 1002 } } };
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const [, user = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(pathname) ?? [];
    const context = { user, path: rest, method: request.method ?? '', authorization: request.headers.authorization ?? '' };
    const call = `${context.method} ${pathname}`;
    server.calls.push(call);
    counts.set(call, (counts.get(call) ?? 0) + 1);
    const planned = server.plan(call, counts.get(call) ?? 0);
    if (planned === 'hang') return;
    if (planned === 'reset' || planned === 'lost') {
      if (planned === 'lost') carryOut(context);
      request.socket.destroy();
      return;
    }
    const { status, body } = planned ?? carryOut(context);
    send(response, status, body);
  }

  const http = createServer((request, response) => {
    // Bodies say nothing that matters here; they are read, so that the connection stays in order.
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const server: EraseServer = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls: [],
    plan: () => undefined,
    deleted: [],
    accesses: new Map(),
    reset() {
      server.calls.length = 0;
      server.deleted.length = 0;
      counts.clear();
      revoked.clear();
      server.plan = () => undefined;
      for (const [user, ids] of Object.entries(users)) server.accesses.set(user, [...ids]);
    },
    async close() {
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
  server.reset();
  return server;
}
