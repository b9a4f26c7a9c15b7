/** @file Provider answers as they are kept: compressed, byte for byte restorable. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Level 1: three quarters of the gain for a quarter of the time, and first imports wait for it. */
export function packBody(body: Uint8Array): Buffer {
  return deflateRawSync(body, { level: 1 });
}

export function unpackBody(stored: Uint8Array): Buffer {
  return inflateRawSync(stored);
}
