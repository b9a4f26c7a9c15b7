/** @file How somebody else's server puts its answers on the wire. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Body = string | object;
export type Encoding = 'plain' | 'gzip' | 'chunked' | 'bom' | 'no content type';

/** Objects become JSON; `{ $raw: '1e2' }` stands for a number exactly as written. */
function textOf(body: Body): string {
  return typeof body === 'string' ? body : JSON.stringify(body).replace(/\{"\$raw":"([^"]*)"\}/g, '$1');
}

export function listen(server: Server, host: string): Promise<number> {
  return new Promise((done) => server.listen(0, host, () => done((server.address() as AddressInfo).port)));
}

export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export function send(
  { encoding }: { readonly encoding: Encoding },
  response: ServerResponse,
  status: number,
  body: Body,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = textOf(body);
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  const plain = encoding === 'no content type' ? {} : { 'content-type': type };
  if (encoding === 'gzip') {
    response.writeHead(status, { ...plain, 'content-encoding': 'gzip', ...headers }).end(gzipSync(text));
  } else if (encoding === 'chunked') {
    response.writeHead(status, { ...plain, ...headers });
    for (let at = 0; at < text.length; at += 997) response.write(text.slice(at, at + 997));
    response.end();
  } else {
    response.writeHead(status, { ...plain, ...headers }).end((encoding === 'bom' ? '\ufeff' : '') + text);
  }
}

/** Cuts the connection in the middle of a body that promised more. */
export function cut(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"accounts":[');
  setTimeout(() => response.destroy(), 5);
}
