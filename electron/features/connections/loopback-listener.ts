/**
 * @file S19: waits on 127.0.0.1 for the browser to come back, where no registered scheme brings it. One path, our own Host,
 * GET only; anything else is answered with a page that says nothing and is otherwise ignored.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../../ports/log.ts';
import { NOTHING_PAGE, PAGE_HEADERS, RETURN_PAGE, TRY_AGAIN_PAGE } from './callback-page.ts';

export const LOOPBACK_HOST = '127.0.0.1';
const REQUEST_TIMEOUT_MS = 5_000;
const MAX_CONNECTIONS = 16;

export type LoopbackListener = {
  /** `http://127.0.0.1:<port>/callback` */
  readonly redirectUri: string;
  /** Stops listening; answers under way are finished. Safe to call twice. */
  close(): Promise<void>;
};

export type LoopbackDeps = {
  /** Whether this address claimed a waiting flow. Must decide at once: the browser waits for the page. */
  readonly claim: (address: string) => boolean;
  readonly log: Log;
  /** Listen again where a flow from before a restart expects us; default: any free port. */
  readonly port?: number;
};

type Outcome = 'claimed' | 'failed' | 'ignored';
const ANSWERS: Readonly<Record<Outcome, readonly [status: number, page: string]>> = {
  claimed: [200, RETURN_PAGE],
  failed: [503, TRY_AGAIN_PAGE],
  ignored: [404, NOTHING_PAGE],
};

/** An error that left a request handler would end the process. */
function tryClaim(address: string, { claim, log }: LoopbackDeps): Outcome {
  try {
    return claim(address) ? 'claimed' : 'ignored';
  } catch (error) {
    log.warn('loopback.claim-failed', { kind: error instanceof Error ? error.name : typeof error });
    return 'failed';
  }
}

export async function startLoopbackListener(deps: LoopbackDeps): Promise<LoopbackListener> {
  const server = createServer({ headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: 16_384 });
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(REQUEST_TIMEOUT_MS);
  const port = await listen(server, deps.port ?? 0);
  const host = `${LOOPBACK_HOST}:${port}`;

  let answering = 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      // On a second call the answer is "not running": closed is closed.
      server.close(() => resolve());
      // The page under way is finished; a stranger that only holds a connection open is not waited for.
      if (answering > 0) server.closeIdleConnections();
      else server.closeAllConnections();
    });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answering += 1;
    const target = request.url ?? '';
    // SECURITY: Host is checked against DNS rebinding; a claim is only ever looked for on the one path.
    const isOurs = request.method === 'GET' && request.headers.host === host && /^\/callback(?:\?|$)/.test(target);
    const outcome = isOurs ? tryClaim(`http://${host}${target}`, deps) : 'ignored';
    if (outcome === 'ignored') deps.log.info('loopback.ignored', { isOurs });
    response.once('close', () => {
      answering -= 1;
      if (outcome === 'claimed') void close();
    });
    const [status, page] = ANSWERS[outcome];
    response.writeHead(status, PAGE_HEADERS);
    response.end(page);
  });
  return { redirectUri: `http://${host}/callback`, close };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK_HOST, port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the loopback listener has no port'));
      else resolve(address.port);
    });
  });
}
