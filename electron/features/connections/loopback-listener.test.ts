import { type IncomingMessage, request } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { RETURN_PAGE, TRY_AGAIN_PAGE } from './callback-page.ts';
import { type LoopbackListener, startLoopbackListener } from './loopback-listener.ts';

const SECRET = 'c0de-canary';
const GOOD = `/callback?state=${'A'.repeat(43)}&success=true&code=${SECRET}`;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let open: LoopbackListener | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** Listens and claims the first address that looks right. */
async function setUp() {
  const seen: string[] = [];
  let isWaiting = true;
  const listener = await startLoopbackListener({
    log: quiet,
    claim: (address) => {
      seen.push(address);
      const isTaken = isWaiting && address.includes('state=');
      if (isTaken) isWaiting = false;
      return isTaken;
    },
  });
  open = listener;
  return { listener, seen, port: Number(new URL(listener.redirectUri).port) };
}

type Hit = { path?: string; method?: string; host?: string };
type Answer = { status: number | undefined; headers: IncomingMessage['headers']; body: string };
function hit(port: number, { path = GOOD, method = 'GET', host }: Hit = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port, path, method, agent: false, ...(host !== undefined && { headers: { host } }) },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          body += part;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      },
    );
    call.on('error', reject);
    call.end();
  });
}

describe('S19 loopback', () => {
  // With a full disk, or a store busy for a moment, the whole app ended when the browser came back.
  it('S19 R5 says that an answer could not be noted, and takes it when the page is loaded again', async () => {
    let isFull = true;
    open = await startLoopbackListener({
      log: quiet,
      claim: () => {
        if (isFull) throw new Error('SQLITE_FULL');
        return true;
      },
    });
    const port = Number(new URL(open.redirectUri).port);
    expect(await hit(port)).toMatchObject({ status: 503, body: TRY_AGAIN_PAGE });
    isFull = false;
    expect(await hit(port)).toMatchObject({ status: 200, body: RETURN_PAGE });
  });

  it('S19 listens on 127.0.0.1 at a port of the system’s choosing, one path', async () => {
    const { listener, port } = await setUp();
    expect(listener.redirectUri).toBe(`http://127.0.0.1:${port}/callback`);
    expect(port).toBeGreaterThan(1024);
  });

  it('S19 takes the callback, shows fixed text, and closes', async () => {
    const { seen, port } = await setUp();
    const answer = await hit(port);
    expect(answer).toMatchObject({ status: 200, body: RETURN_PAGE });
    expect(seen).toEqual([`http://127.0.0.1:${port}${GOOD}`]);
    await expect(hit(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('S17 reflects nothing and forbids everything on its page', async () => {
    const { port } = await setUp();
    const { body, headers } = await hit(port);
    expect(body).not.toContain(SECRET);
    expect(body).toContain('You can return to Mizan');
    expect(body).toContain('يمكنك العودة إلى ميزان');
    expect(body).not.toMatch(/<script|<img|<link|href=|src=/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });

  it.each<[string, Hit]>([
    ['a wrong Host', { host: 'evil.example' }],
    ['the Host of another port', { host: '127.0.0.1:1' }],
    ['a Host without port', { host: '127.0.0.1' }],
    ['localhost as Host', { host: 'localhost' }],
    ['a wrong path', { path: '/' }],
    ['a path below', { path: `/callback/x${GOOD.slice(9)}` }],
    ['a longer name', { path: `/callbackx${GOOD.slice(9)}` }],
    ['a dotted path', { path: `/x/..${GOOD}` }],
    ['an absolute address', { path: `http://evil.example${GOOD}` }],
    ['the favicon', { path: '/favicon.ico' }],
    ['POST', { method: 'POST' }],
    ['HEAD', { method: 'HEAD' }],
    ['OPTIONS', { method: 'OPTIONS' }],
  ])('S19 answers and ignores %s, and still waits', async (_what, wrong) => {
    const { seen, port } = await setUp();
    expect((await hit(port, wrong)).status).toBe(404);
    expect(seen).toEqual([]);
    expect((await hit(port)).status).toBe(200);
  });

  it('S19 answers and ignores a hit without a state, and still waits', async () => {
    const { port } = await setUp();
    expect((await hit(port, { path: '/callback' })).status).toBe(404);
    expect((await hit(port, { path: '/callback?success=true' })).status).toBe(404);
    expect((await hit(port)).status).toBe(200);
  });

  it('S19 gives a second hit at the same moment nothing', async () => {
    const { port } = await setUp();
    const statuses = (await Promise.allSettled([hit(port), hit(port), hit(port)])).map((result) =>
      result.status === 'fulfilled' ? result.value.status : 'refused',
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('S19 closes on cancel although a stranger holds a connection open', async () => {
    const { listener, port } = await setUp();
    const stranger = connectSocket(port, '127.0.0.1');
    await new Promise((resolve) => stranger.once('connect', resolve));
    stranger.write('GET /callback HTTP/1.1\r\n');
    const gone = new Promise((resolve) => stranger.once('close', resolve));
    stranger.on('error', () => undefined);
    await listener.close();
    await listener.close();
    await gone;
    await expect(hit(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('S19 listens again at the port of a flow from before a restart', async () => {
    const { listener, port } = await setUp();
    await listener.close();
    open = await startLoopbackListener({ claim: () => true, log: quiet, port });
    expect(open.redirectUri).toBe(listener.redirectUri);
    expect((await hit(port)).status).toBe(200);
  });
});
