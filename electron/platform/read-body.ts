import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { HttpFailure } from '../ports/http.ts';

/**
 * Reads and decompresses a body completely; a cut-off one never gets further (R11).
 * @throws HttpFailure `too_large` as soon as the limit is passed, `reset` when the answer was cut, `malformed` when it cannot be decoded.
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const declared = Number(incoming.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw new HttpFailure('too_large', true);
  const encoded = await collect(incoming, maxBytes);
  if (!incoming.complete) throw new HttpFailure('reset', true);
  const encodings = (incoming.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  let body = encoded;
  // Listed in the order they were applied.
  for (const name of encodings.reverse()) body = await decode(body, name, maxBytes);
  return body;
}

async function collect(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpFailure('too_large', true);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, size);
}

async function decode(encoded: Buffer, name: string, maxBytes: number): Promise<Buffer> {
  if (encoded.length === 0) return encoded;
  const decoder = decoderFor(name, encoded);
  if (!decoder) throw new HttpFailure('malformed', true);
  let decoded: Buffer = Buffer.alloc(0);
  try {
    // Streamed, so that a gzip bomb is stopped at the limit instead of being unpacked first.
    await pipeline([encoded], decoder, async (stream: AsyncIterable<Buffer>) => {
      decoded = await collect(stream, maxBytes);
    });
    return decoded;
  } catch (error) {
    throw error instanceof HttpFailure ? error : new HttpFailure('malformed', true, error);
  }
}

function decoderFor(name: string, encoded: Buffer): Transform | undefined {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip();
  if (name === 'br') return createBrotliDecompress();
  // "deflate" means zlib, but some servers send it raw; the zlib header's first byte tells (RFC 1950: method 8).
  if (name === 'deflate') return ((encoded[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
  return undefined;
}
