import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../test/harness/self-signed.ts';
import { HttpFailure, type HttpRequest } from '../ports/http.ts';
import { createNodeHttp } from './node-http.ts';
import { failureKind } from './node-http-failure.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`; // listening on TCP, so the address is an object
}

const httpServer = (answer: (request: IncomingMessage, response: ServerResponse) => void) => listen(createServer(answer));
/** Writes the bytes as they are once the request's head has arrived. */
const rawServer = (script: (socket: Socket) => void) => listen(createTcpServer((socket) => socket.once('data', () => script(socket))));

function client() {
  const http = createNodeHttp();
  closers.push(() => http.close());
  return http;
}

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  connectTimeoutMs: 2_000,
  totalTimeoutMs: 2_000,
  maxBytes: 10_000,
  ...more,
});

async function outcome(url: string, more: Partial<HttpRequest> = {}): Promise<unknown> {
  try {
    const { status, body } = await client().send(request(url, more));
    return [status, new TextDecoder().decode(body)];
  } catch (error) {
    return error instanceof HttpFailure ? [error.kind, error.mayHaveBeenDelivered] : error;
  }
}

describe('R11 faulty server', () => {
  it('R11 hang before headers and hang in the body end at the total limit', async () => {
    const silent = await rawServer(() => undefined);
    expect(await outcome(silent, { totalTimeoutMs: 60 })).toEqual(['timeout', true]);
    const stuck = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'));
    expect(await outcome(stuck, { totalTimeoutMs: 60 })).toEqual(['timeout', true]);
  });

  it.each([
    ['reset before headers', (socket: Socket) => socket.resetAndDestroy()],
    ['closed before headers', (socket: Socket) => socket.end()],
    ['cut content-length', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')],
    ['cut chunked', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc')],
    ['chunked without its end', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n')],
  ])('R11 %s is a reset after status 200 or not', async (_name, script) => {
    const url = await rawServer(script);
    expect(await outcome(url)).toEqual(['reset', true]);
    expect(await outcome(url, { method: 'POST', body: '{}' })).toEqual(['reset', true]);
  });

  it.each([
    ['no HTTP', 'garbage\r\n\r\n'],
    ['a bad length', 'HTTP/1.1 200 OK\r\ncontent-length: ten\r\n\r\n'],
    ['a bad chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['a protocol switch', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['an unknown encoding', 'HTTP/1.1 200 OK\r\ncontent-encoding: zip\r\ncontent-length: 1\r\n\r\nx'],
    ['gzip that is none', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd'],
  ])('R11 %s is malformed', async (_name, bytes) => {
    expect(await outcome(await rawServer((socket) => socket.end(bytes)))).toEqual(['malformed', true]);
  });

  it('R11 stops bodies and gzip bombs at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const urls = [
      await httpServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)),
      await httpServer((_request, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(bomb))),
      await httpServer((_request, response) => response.end('x'.repeat(10_001))),
      await rawServer((socket) =>
        socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${`3e8\r\n${'x'.repeat(1000)}\r\n`.repeat(11)}`),
      ),
    ];
    const before = process.memoryUsage().arrayBuffers;
    for (const url of urls) expect(await outcome(url, { maxBytes: 10_000 })).toEqual(['too_large', true]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    const fits = await httpServer((_request, response) => response.end('x'.repeat(10_000)));
    expect(await outcome(fits)).toEqual([200, 'x'.repeat(10_000)]);
  });

  it('R11 a cut gzip body is never handed over', async () => {
    const whole = gzipSync('hello'.repeat(1000));
    const url = await httpServer((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 9)),
    );
    expect(await outcome(url)).toEqual(['malformed', true]);
  });

  it('decodes what it asked for', async () => {
    const text = '{"name":"متجر"}';
    const bodies: [string, Buffer][] = [
      ['gzip', gzipSync(text)],
      ['X-GZIP', gzipSync(text)],
      ['br', brotliCompressSync(text)],
      ['deflate', deflateSync(text)],
      ['deflate', deflateRawSync(text)],
      ['identity', Buffer.from(text)],
      ['deflate, gzip', gzipSync(deflateSync(text))],
    ];
    for (const [encoding, body] of bodies) {
      const url = await httpServer((incoming, response) => {
        expect(incoming.headers['accept-encoding']).toBe('gzip, deflate, br');
        response.writeHead(200, { 'content-encoding': encoding }).end(body);
      });
      expect([encoding, await outcome(url)]).toEqual([encoding, [200, text]]);
    }
    const empty = await httpServer((_request, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end());
    expect(await outcome(empty)).toEqual([204, '']);
  });

  it('S22 hands redirects, error statuses and pages over as they are, without cookies', async () => {
    const hits: string[] = [];
    const url = await httpServer((incoming, response) => {
      hits.push(`${incoming.method} ${incoming.url} ${incoming.headers.cookie ?? ''}`);
      response.writeHead(302, { location: '/other', 'set-cookie': ['a=1', 'b=2'], 'x-two': ['1', '2'] }).end('<html>');
    });
    const http = client();
    const first = await http.send(request(url));
    await http.send(request(url));
    expect([first.status, first.headers.location, first.headers['set-cookie'], first.headers['x-two']]).toEqual([
      302,
      '/other',
      undefined,
      '1, 2',
    ]);
    expect(hits).toEqual(['GET /x ', 'GET /x ']);
  });
});

describe('failures before delivery', () => {
  it('tells a refused connection and an unreachable listener from a lost answer', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    server.close();
    await once(server, 'close');
    expect(await outcome(url)).toEqual(['refused', false]);
    expect(await outcome(url, { method: 'POST', body: '{}' })).toEqual(['refused', false]);
  });

  it('R11 gives up connecting at the connect limit', async () => {
    // Accepted, but the TLS handshake is never answered: nothing of the request can have been read.
    const url = await listen(createTcpServer((socket) => socket.pause()));
    expect(await outcome(url.replace('http:', 'https:'), { connectTimeoutMs: 50 })).toEqual(['timeout', false]);
  });

  it('R24 stops when the caller aborts, before and after sending', async () => {
    const url = await rawServer(() => controller.abort());
    const controller = new AbortController();
    expect(await outcome(url, { signal: controller.signal })).toEqual(['aborted', true]);
    expect(await outcome(url, { signal: AbortSignal.abort() })).toEqual(['aborted', false]);
  });

  it('refuses other protocols and header injection without sending', async () => {
    expect(await outcome('ftp://127.0.0.1/x')).toEqual(['malformed', false]);
    const url = await httpServer((_request, response) => response.end());
    expect(await outcome(url, { headers: { authorization: 'Bearer a\r\nx: y' } })).toEqual(['malformed', false]);
  });

  it.each([
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['EHOSTUNREACH', 'offline'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['HPE_INVALID_CONSTANT', 'malformed'],
    ['', 'malformed'],
  ])('R22 maps %s to %s', (code, kind) => {
    expect(failureKind(Object.assign(new Error('x'), { code }))).toBe(kind);
  });
});

describe('S22 certificates', () => {
  it('S22 refuses a self-signed server, whatever the environment variable says', async () => {
    const { key, cert } = selfSigned();
    const url = (await listen(createTlsServer({ key, cert }, (_request, response) => response.end('secret')))).replace('http:', 'https:');
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await outcome(url)).toEqual(['tls', false]);
      expect(await outcome(url, { method: 'POST', body: '{}' })).toEqual(['tls', false]);
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it('S22 refuses a server that speaks no TLS', async () => {
    const url = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await outcome(url.replace('http:', 'https:'))).toEqual(['tls', false]);
  });
});

describe('kept connections', () => {
  it('repeats a GET that met a connection the server had just closed, and gives a POST one of its own', async () => {
    const remotePorts: [string, number | undefined][] = [];
    let isClosing = false;
    const url = await httpServer((incoming, response) => {
      remotePorts.push([incoming.method ?? '', incoming.socket.remotePort]);
      if (isClosing && remotePorts.filter(([, port]) => port === incoming.socket.remotePort).length > 1) {
        incoming.socket.destroy();
        return;
      }
      response.end('ok');
    });
    const http = client();
    const get = async () => new TextDecoder().decode((await http.send(request(url))).body);
    await get();
    await get();
    expect(new Set(remotePorts.map(([, port]) => port)).size).toBe(1);
    isClosing = true;
    expect(await get()).toBe('ok');
    isClosing = false;
    const post = await http.send(request(url, { method: 'POST', body: '{}' }));
    expect(post.status).toBe(200);
    const postPort = remotePorts.at(-1)?.[1];
    expect(remotePorts.filter(([, port]) => port === postPort)).toHaveLength(1);
  });
});
