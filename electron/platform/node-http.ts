/**
 * @file The HTTP port over plain Node: no cookies, no cache, no redirects, no proxy; system certificate checks untouched.
 * Used by the demo, tests and benchmarks; inside Electron its sibling over the system's network stack is used.
 */
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { type Http, HttpFailure, type HttpRequest, type HttpResponse } from '../ports/http.ts';
import { failureKind } from './node-http-failure.ts';
import { readBody } from './read-body.ts';

type Agents = { readonly http: HttpAgent; readonly https: HttpsAgent };
type Attempt = { readonly response: Promise<HttpResponse>; readonly wasReused: () => boolean };

export type NodeHttp = Http & { close(): void };

export function createNodeHttp(): NodeHttp {
  // SECURITY: said explicitly, because the default obeys the environment variable that switches the check off (S22).
  const secure = { rejectUnauthorized: true };
  const kept: Agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true, ...secure }) };
  // A kept connection the server has just closed looks like a lost answer. What may be sent once only gets a connection of its own.
  const fresh: Agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false, ...secure }) };

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (request.method !== 'GET') return attempt(request, fresh).response;
    const first = attempt(request, kept);
    try {
      return await first.response;
    } catch (error) {
      const isStale = error instanceof HttpFailure && error.kind === 'reset' && first.wasReused();
      if (!isStale) throw error;
      return attempt(request, fresh).response;
    }
  }

  return {
    send,
    close() {
      for (const agent of [kept.http, kept.https, fresh.http, fresh.https]) agent.destroy();
    },
  };
}

function attempt(request: HttpRequest, agents: Agents): Attempt {
  let wasReused = false;
  const response = new Promise<HttpResponse>((resolve, reject) => {
    if (request.signal?.aborted) {
      reject(new HttpFailure('aborted', false));
      return;
    }
    let outgoing: ClientRequest;
    try {
      outgoing = open(request, agents);
    } catch (error) {
      reject(new HttpFailure('malformed', false, error));
      return;
    }
    const timers: NodeJS.Timeout[] = [];
    let isConnected = false;
    let isSettled = false;

    const settle = () => {
      isSettled = true;
      for (const timer of timers) clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    const fail = (kind: HttpFailure['kind'], cause?: unknown) => {
      if (isSettled) return;
      settle();
      reject(new HttpFailure(kind, isConnected, cause));
      outgoing.destroy();
    };
    const onAbort = () => fail('aborted');
    request.signal?.addEventListener('abort', onAbort, { once: true });

    timers.push(setTimeout(() => fail('timeout'), request.totalTimeoutMs));
    const connectTimer = setTimeout(() => fail('timeout'), request.connectTimeoutMs);
    timers.push(connectTimer);

    whenConnected(outgoing, () => {
      isConnected = true;
      wasReused = outgoing.reusedSocket;
      clearTimeout(connectTimer);
    });
    outgoing.on('error', (error) => fail(failureKind(error), error));
    // Anything but a plain answer (101 Switching Protocols) is no HTTP API.
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail('malformed');
    });
    outgoing.on('response', (incoming) => {
      isConnected = true;
      readBody(incoming, request.maxBytes).then(
        (body) => {
          if (isSettled) return;
          settle();
          resolve({ status: incoming.statusCode ?? 0, headers: plainHeaders(incoming), body });
        },
        (error) => fail(error instanceof HttpFailure ? error.kind : failureKind(error), error),
      );
    });
    outgoing.end(request.body);
  });
  return { response, wasReused: () => wasReused };
}

function open(request: HttpRequest, agents: Agents): ClientRequest {
  const url = new URL(request.url);
  const headers: Record<string, string | number> = { 'accept-encoding': 'gzip, deflate, br', ...request.headers };
  if (request.body !== undefined) headers['content-length'] = Buffer.byteLength(request.body);
  const options = { method: request.method, headers };
  if (url.protocol === 'https:') return requestHttps(url, { ...options, agent: agents.https });
  if (url.protocol === 'http:') return requestHttp(url, { ...options, agent: agents.http });
  throw new TypeError('neither http nor https');
}

/** Calls back once bytes can reach the server: after the TLS handshake on https. */
function whenConnected(outgoing: ClientRequest, callback: () => void): void {
  outgoing.on('socket', (socket: Socket & { readonly encrypted?: boolean; readonly secureConnecting?: boolean }) => {
    if (socket.encrypted && socket.secureConnecting) socket.once('secureConnect', callback);
    else if (socket.connecting) socket.once('connect', callback);
    else callback();
  });
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    // No cookies (S22): they are not even looked at.
    if (name === 'set-cookie' || value === undefined) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
