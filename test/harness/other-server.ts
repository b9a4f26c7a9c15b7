/**
 * @file Somebody else's server of the provider's API: written from the API reference alone, sharing no code with the practice
 * bank or the adapter, and configurable to behave in every way the reference allows (and in some it only nearly does).
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type OtherAccount, transactionsAnswer } from './other-server-lists.ts';

export const OTHER_CLIENT = { clientId: 'stranger', clientSecret: 'not a secret: 1+1=2' };

const BASIC = `Basic ${Buffer.from(`${OTHER_CLIENT.clientId}:${OTHER_CLIENT.clientSecret}`).toString('base64')}`;

export type Body = string | object;
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
  encoding: 'plain' | 'gzip' | 'chunked' | 'bom' | 'no content type';
  faults: Fault[];
};

export type OtherServer = {
  readonly world: World;
  readonly baseUrl: string;
  /** Each `METHOD /path?query`, in order of arrival. */
  readonly calls: string[];
  /** Bodies of POST requests, in order. */
  readonly posts: { readonly path: string; readonly body: Record<string, unknown> }[];
  /** Every access token handed out so far is refused from now on. */
  dropAccessTokens(): void;
  close(): Promise<void>;
};

/** Goes to the widget as a browser would and stops at the redirect. */
export async function passOther(location: string): Promise<string> {
  const answer = await fetch(location, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

/** Objects become JSON; `{ $raw: '1e2' }` stands for a number exactly as written. */
function textOf(body: Body): string {
  return typeof body === 'string' ? body : JSON.stringify(body).replace(/\{"\$raw":"([^"]*)"\}/g, '$1');
}

function listen(server: Server, host: string): Promise<number> {
  return new Promise((done) => server.listen(0, host, () => done((server.address() as AddressInfo).port)));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(world: World, response: ServerResponse, status: number, body: Body, headers: Readonly<Record<string, string>> = {}): void {
  const text = textOf(body);
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  const plain = world.encoding === 'no content type' ? {} : { 'content-type': type };
  if (world.encoding === 'gzip') {
    response.writeHead(status, { ...plain, 'content-encoding': 'gzip', ...headers }).end(gzipSync(text));
  } else if (world.encoding === 'chunked') {
    response.writeHead(status, { ...plain, ...headers });
    for (let at = 0; at < text.length; at += 997) response.write(text.slice(at, at + 997));
    response.end();
  } else {
    response.writeHead(status, { ...plain, ...headers }).end((world.encoding === 'bom' ? '\ufeff' : '') + text);
  }
}

/** Cuts the connection in the middle of a body that promised more. */
function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"accounts":[');
  setTimeout(() => response.destroy(), 5);
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
    ...change,
  };
  const calls: string[] = [];
  const posts: OtherServer['posts'] = [];
  const links = new Map<string, { redirectUri: string; state: string }>();
  const codes = new Set<string>();
  const access = new Map<string, number>();
  let refreshToken = '';

  const widget = createServer((request, response) => {
    const id = /^\/w\/([\w-]+)/.exec(request.url ?? '')?.[1] ?? '';
    const link = links.get(id);
    if (!link) {
      response.writeHead(404).end();
      return;
    }
    const code = `code.${randomUUID()}`;
    codes.add(code);
    response.writeHead(302, { location: world.redirect({ ...link, code, id }) }).end();
  });
  const origin = `http://127.0.0.1:${await listen(widget, '127.0.0.1')}`;

  function refuse(response: ServerResponse, status: number, code: number, data?: object): void {
    const headers = status === 401 ? { 'www-authenticate': 'Bearer realm="other"' } : {};
    send(world, response, status, { error: { code, group: 'client', description: 'refused', ...(data && { data }) } }, headers);
  }

  function createLink(response: ServerResponse, body: Record<string, unknown>): void {
    const { redirect_uri: redirectUri, user_id: userId, state } = body;
    if (typeof redirectUri !== 'string' || typeof userId !== 'string') {
      refuse(response, 400, 1000, { redirect_uri: ['required'] });
      return;
    }
    const id = randomUUID();
    links.set(id, { redirectUri, state: String(state) });
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
    else if (path.startsWith('/rest/')) isUser ? read(response, path, url.searchParams) : refuse(response, 401, 1003);
    else if (!isClient) refuse(response, 401, 1004);
    else if (path === '/ongoing/access') createLink(response, body);
    else if (path === '/auth/token') token(response, body);
    else refuse(response, 404, 1002);
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
    calls,
    posts,
    dropAccessTokens: () => access.clear(),
    async close() {
      for (const one of [server, widget]) {
        one.closeAllConnections();
        await new Promise((done) => one.close(done));
      }
    },
  };
}
