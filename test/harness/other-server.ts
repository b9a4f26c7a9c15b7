/**
 * @file Somebody else's server of the provider's API: written from the API reference alone, sharing no code with the practice
 * bank or the adapter, and configurable to behave in every way the reference allows (and in some it only nearly does).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type DeleteHabit, deletion, heldBy, type PassedLink } from './other-server-holdings.ts';
import { type OtherAccount, transactionsAnswer } from './other-server-lists.ts';
import { type Body, cut, type Encoding, listen, readJson, send } from './other-server-wire.ts';

export const OTHER_CLIENT = { clientId: 'stranger', clientSecret: 'not a secret: 1+1=2' };

const BASIC = `Basic ${Buffer.from(`${OTHER_CLIENT.clientId}:${OTHER_CLIENT.clientSecret}`).toString('base64')}`;

export type Fault = {
  /** Matched against `METHOD /path?query`, prefix included. */
  readonly on: RegExp;
  /** How many requests it hits; default once. */
  times?: number;
  readonly answer:
    | { readonly status: number; readonly body?: Body; readonly headers?: Readonly<Record<string, string>> }
    /** Closed before an answer; `lost`: after the request was carried out; `hang`: never answered; `cut`: half a body. */
    | 'reset'
    | 'lost'
    | 'hang'
    | 'cut';
};

export type World = {
  accounts: OtherAccount[];
  /** The answer to GET /rest/accesses; a number is a bare status. */
  accesses: Body | number;
  isAccountListBare: boolean;
  /** Put before every path. */
  readonly prefix: string;
  linkStatus: number;
  /** The widget's address with `%` where the link's id goes; default `/w/%` on the widget's own port. */
  location: (link: { id: string; origin: string; state: string; redirectUri: string }) => string;
  /** Where the widget sends the browser. */
  redirect: (link: { redirectUri: string; state: string; code: string; id: string }) => string;
  tokens: (kind: 'code' | 'refresh') => Record<string, unknown>;
  /** Whether a refresh answers with a new refresh token (and the old one dies), or without one. */
  rotates: boolean;
  accessLifeMs: number;
  encoding: Encoding;
  faults: Fault[];
  /** A delete of what is there; of anything else it is 404. */
  deletes: DeleteHabit;
  /** The person came through the widget: what changes here with it, before the browser is sent back. */
  onPass: (link: PassedLink) => void;
  /** What happens here when `GET /do/NAME` on the widget's address comes in, e.g. from a command between two steps. */
  events: Readonly<Record<string, () => void>>;
};

export type OtherServer = {
  readonly world: World;
  readonly baseUrl: string;
  /** Where the widget lives. */
  readonly origin: string;
  /** Each `METHOD /path?query`, in order of arrival. */
  readonly calls: string[];
  /** Bodies of POST requests, in order. */
  readonly posts: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** Every access token handed out so far is refused from now on. */
  dropAccessTokens(): void;
  /** What is held of the user now. */
  held(): ReturnType<typeof heldBy>;
  /** Carries out what `deletes.isLate` put off. */
  settleDeletes(): void;
  close(): Promise<void>;
};

/** Goes to the widget as a browser would and stops at the redirect. */
export async function passOther(location: string): Promise<string> {
  const answer = await fetch(location, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

export async function startOtherServer(change: Partial<World> = {}, host = '127.0.0.1', name = host): Promise<OtherServer> {
  const world: World = {
    accounts: [],
    accesses: { accesses: [] },
    isAccountListBare: false,
    prefix: '',
    linkStatus: 201,
    location: ({ id, origin }) => `${origin}/w/${id}`,
    redirect: ({ redirectUri, state, code }) => `${redirectUri}?${new URLSearchParams({ state, success: 'true', code })}`,
    tokens: () => ({ token_type: 'Bearer', expires_in: 3600 }),
    rotates: true,
    accessLifeMs: 3_600_000,
    encoding: 'plain',
    faults: [],
    deletes: { status: 204 },
    onPass: () => undefined,
    events: {},
    ...change,
  };
  const calls: string[] = [];
  const posts: OtherServer['posts'] = [];
  const links = new Map<string, PassedLink & { redirectUri: string; state: string }>();
  const lateDeletes: (() => void)[] = [];
  const codes = new Set<string>();
  const access = new Map<string, number>();
  let refreshToken = '';

  const widget = createServer((request, response) => {
    const event = /^\/do\/(\w+)$/.exec(request.url ?? '')?.[1] ?? '';
    const id = /^\/w\/([\w-]+)/.exec(request.url ?? '')?.[1] ?? '';
    const link = links.get(id);
    if (world.events[event]) {
      world.events[event]();
      response.writeHead(200).end();
    } else if (link) pass(response, link, id);
    else response.writeHead(404).end();
  });
  const origin = `http://127.0.0.1:${await listen(widget, '127.0.0.1')}`;

  function pass(response: ServerResponse, link: PassedLink & { redirectUri: string; state: string }, id: string): void {
    world.onPass(link);
    const code = `code.${randomUUID()}`;
    if (link.kind === 'access') codes.add(code);
    const back = world.redirect({ ...link, code, id });
    // A sync brings no code.
    response.writeHead(302, { location: link.kind === 'access' ? back : back.replace(/&code=[^&]*/, '') }).end();
  }

  function refuse(response: ServerResponse, status: number, code: number, data?: object): void {
    const headers = status === 401 ? { 'www-authenticate': 'Bearer realm="other"' } : {};
    send(world, response, status, { error: { code, group: 'client', description: 'refused', ...(data && { data }) } }, headers);
  }

  function createLink(response: ServerResponse, kind: PassedLink['kind'], body: Record<string, unknown>): void {
    const { redirect_uri: redirectUri, user_id: userId, account_ids: ids = [], state } = body;
    if (typeof redirectUri !== 'string' || typeof userId !== 'string' || !Array.isArray(ids) || (kind === 'sync' && ids.length === 0)) {
      refuse(response, 400, 1000, { redirect_uri: ['required'] });
      return;
    }
    const accountIds = ids.map(String);
    if (!accountIds.every((one) => heldBy(world).accounts.includes(one))) {
      refuse(response, 404, 1002);
      return;
    }
    const id = randomUUID();
    links.set(id, { kind, userId, accountIds, redirectUri, state: String(state) });
    send(world, response, world.linkStatus, { location: world.location({ id, origin, state: String(state), redirectUri }), id });
  }

  function issue(response: ServerResponse, kind: 'code' | 'refresh'): void {
    const token = `access.${randomUUID()}`;
    access.set(token, Date.now() + world.accessLifeMs);
    const isNew = kind === 'code' || world.rotates;
    if (isNew) refreshToken = `refresh.${randomUUID()}`;
    send(world, response, 200, { access_token: token, ...(isNew && { refresh_token: refreshToken }), ...world.tokens(kind) });
  }

  function token(response: ServerResponse, body: Record<string, unknown>): void {
    if (body.grant_type === 'authorization_code' && codes.delete(String(body.code))) issue(response, 'code');
    else if (body.grant_type === 'refresh_token' && body.refresh_token === refreshToken) issue(response, 'refresh');
    else send(world, response, 400, { error: 'invalid_grant', error_description: 'no such grant' });
  }

  function remove(response: ServerResponse, path: string): void {
    const carryOut = deletion(world, path);
    if (!carryOut) {
      refuse(response, 404, 1002);
      return;
    }
    if (world.deletes.isLate) lateDeletes.push(carryOut);
    else carryOut();
    if (path === '/rest/user') {
      access.clear();
      refreshToken = '';
    }
    const { status } = world.deletes;
    if (status >= 400) refuse(response, status, 1002);
    else send(world, response, status, status === 204 ? '' : {});
  }

  function revoke(response: ServerResponse, body: Record<string, unknown>): void {
    access.delete(String(body.token));
    if (body.token === refreshToken) refreshToken = '';
    send(world, response, 200, '');
  }

  function readTransactions(response: ServerResponse, path: string, query: URLSearchParams): void {
    const id = /^\/rest\/accounts\/([^/]+)\/transactions$/.exec(path)?.[1] ?? '';
    const account = world.accounts.find((one) => one.id === decodeURIComponent(id));
    const answer = account && transactionsAnswer(account, query);
    if (answer) send(world, response, answer.status, answer.body);
    else refuse(response, 404, 1002);
  }

  function read(response: ServerResponse, path: string, query: URLSearchParams): void {
    if (path === '/rest/accounts') {
      const list = world.accounts.map((account) => account.listed);
      send(world, response, 200, world.isAccountListBare ? list : { accounts: list });
    } else if (path !== '/rest/accesses') readTransactions(response, path, query);
    else if (typeof world.accesses === 'number') refuse(response, world.accesses, 1002);
    else send(world, response, 200, world.accesses);
  }

  /** @returns the fault that hits this request. */
  function takeFault(call: string): Fault['answer'] | undefined {
    const fault = world.faults.find((one) => one.on.test(call) && (one.times ?? 1) > 0);
    if (fault) fault.times = (fault.times ?? 1) - 1;
    return fault?.answer;
  }

  function serve(request: IncomingMessage, response: ServerResponse, url: URL, body: Record<string, unknown>): void {
    const path = url.pathname.startsWith(world.prefix) ? url.pathname.slice(world.prefix.length) : 'outside';
    if (request.method === 'POST') posts.push({ path, body });
    const header = request.headers.authorization ?? '';
    const isClient = header === BASIC;
    const isUser = (access.get(header.replace(/^Bearer /, '')) ?? 0) >= Date.now();
    const fault = takeFault(`${request.method} ${request.url}`);
    if (fault !== undefined && fault !== 'lost') strike(request, response, fault);
    else if (path.startsWith('/rest/')) serveUser(request, response, path, isUser ? url.searchParams : undefined);
    else if (!isClient) refuse(response, 401, 1004);
    else if (path === '/ongoing/access') createLink(response, 'access', body);
    else if (path === '/ongoing/sync') createLink(response, 'sync', body);
    else if (path === '/auth/token') token(response, body);
    else if (path === '/auth/revoke') revoke(response, body);
    else refuse(response, 404, 1002);
  }

  function serveUser(request: IncomingMessage, response: ServerResponse, path: string, query: URLSearchParams | undefined): void {
    if (!query) refuse(response, 401, 1003);
    else if (request.method === 'DELETE') remove(response, path);
    else read(response, path, query);
  }

  /** Instead of an answer. */
  function strike(request: IncomingMessage, response: ServerResponse, fault: Exclude<Fault['answer'], 'lost'>): void {
    if (fault === 'reset') request.socket.destroy();
    else if (fault === 'cut') cut(response);
    else if (fault !== 'hang') send(world, response, fault.status, fault.body ?? '', fault.headers);
  }

  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    if (world.faults.some((one) => one.answer === 'lost' && (one.times ?? 1) > 0 && one.on.test(`${request.method} ${request.url}`)))
      response.writeHead = () => response.destroy();
    const done = readJson(request).then((body) => serve(request, response, new URL(request.url ?? '', 'http://x'), body));
    // A request that is no JSON, or whose socket was cut on purpose.
    done.catch(() => response.destroy());
  });
  const baseUrl = `http://${name}:${await listen(server, host)}${world.prefix}`;
  return {
    world,
    baseUrl,
    origin,
    calls,
    posts,
    dropAccessTokens: () => access.clear(),
    held: () => heldBy(world),
    settleDeletes: () => {
      for (const carryOut of lateDeletes.splice(0)) carryOut();
    },
    async close() {
      for (const one of [server, widget]) {
        one.closeAllConnections();
        await new Promise((done) => one.close(done));
      }
    },
  };
}
