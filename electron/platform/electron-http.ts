/**
 * @file The HTTP port over Chromium's network stack: system proxy and certificates, and nothing remembered (S22).
 * Main thread. Bodies are collected and handed on unread. Sibling: `node-http.ts`, the same port for plain Node.
 */
import { type ClientRequest, type IncomingMessage, net, session } from 'electron';
import { type Http, HttpFailure, type HttpRequest, type HttpResponse } from '../ports/http.ts';
import { classifyNetError } from './net-errors.ts';

/** No `persist:` prefix: this session lives in memory and ends with the process. */
const PARTITION = 'mizan-http';

type Headers = Readonly<Record<string, string | string[]>>;

function flatten(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** Its own buffer, never a piece of Node's pool: it is transferred to the core afterwards. */
function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const body = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    body.set(chunk, position);
    position += chunk.byteLength;
  }
  return body;
}

/** One exchange: whichever of answer, error, limit, timer or abort comes first decides, once. */
class Exchange {
  readonly #request: ClientRequest;
  readonly #limits: HttpRequest;
  readonly #result = Promise.withResolvers<HttpResponse>();
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #isSettled = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(request: ClientRequest, limits: HttpRequest) {
    this.#request = request;
    this.#limits = limits;
  }

  run(): Promise<HttpResponse> {
    const { signal, body, totalTimeoutMs } = this.#limits;
    const onAbort = () => this.#fail(new HttpFailure('aborted', true));
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#timers.push(setTimeout(() => this.#fail(new HttpFailure('timeout', true)), totalTimeoutMs));
    this.#watchConnect();
    this.#request.on('redirect', (status, _method, _url, headers) => this.#succeed(status, flatten(headers)));
    this.#request.on('response', (response) => this.#read(response));
    this.#request.on('error', (error) => this.#fail(toFailure(error)));
    // A proxy that asks for a password gets none: the person's system settings decide about proxies.
    this.#request.on('login', (_info, callback) => callback());
    if (body !== undefined) this.#request.write(body);
    this.#request.end();
    return this.#result.promise.finally(() => signal?.removeEventListener('abort', onAbort));
  }

  /**
   * Chromium tells about a connection only through the upload: a body that has not begun to leave after the limit means
   * that there is no connection yet. Requests without a body are under the total limit alone.
   */
  #watchConnect(): void {
    if (this.#limits.body === undefined) return;
    const check = () => {
      if (!this.#request.getUploadProgress().started) this.#fail(new HttpFailure('timeout', false));
    };
    this.#timers.push(setTimeout(check, this.#limits.connectTimeoutMs));
  }

  #read(response: IncomingMessage): void {
    response.on('data', (chunk) => {
      this.#size += chunk.byteLength;
      if (this.#size > this.#limits.maxBytes) this.#fail(new HttpFailure('too_large', true));
      else this.#chunks.push(chunk);
    });
    response.on('end', () => this.#succeed(response.statusCode, flatten(response.headers)));
    // Electron's IncomingMessage types omit the stream's own events.
    response.on('error', () => this.#fail(new HttpFailure('reset', true)));
    response.on('aborted', () => this.#fail(new HttpFailure('reset', true)));
  }

  #succeed(status: number, headers: Record<string, string>): void {
    if (!this.#settle()) return;
    this.#result.resolve({ status, headers, body: join(this.#chunks, this.#size) });
  }

  #fail(failure: HttpFailure): void {
    if (!this.#settle()) return;
    this.#request.abort();
    this.#result.reject(failure);
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    for (const timer of this.#timers) clearTimeout(timer);
    return true;
  }
}

function toFailure(error: Error): HttpFailure {
  const { kind, mayHaveBeenDelivered } = classifyNetError(error.message);
  return new HttpFailure(kind, mayHaveBeenDelivered, error);
}

export function createElectronHttp(): Http {
  const isolated = session.fromPartition(PARTITION, { cache: false });
  return {
    async send(limits) {
      const request = net.request({
        method: limits.method,
        url: limits.url,
        session: isolated,
        // SECURITY: no cookies, no client certificate, no cache, and a redirect is an answer like any other (S22).
        credentials: 'omit',
        useSessionCookies: false,
        cache: 'no-store',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
      });
      for (const [name, value] of Object.entries(limits.headers)) request.setHeader(name, value);
      return new Exchange(request, limits).run();
    },
  };
}
