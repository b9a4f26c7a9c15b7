/**
 * @file `mizan.keycheck`, beside the store: tells a wrong key from a damaged file (S29) and keeps a copy of the file's first bytes.
 * With a raw key the cipher uses neither the salt in bytes 0–15 nor all of the plain header after it, so a flipped bit there
 * would go unnoticed until something else reads the header; every other bit of the file is authenticated by the cipher.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PLAIN_HEADER_BYTES = 24;

export type KeyCheck = {
  /** The key is the one the store was made with. False also when the file is missing or damaged. */
  readonly isKnownKey: boolean;
  /** The first bytes of the store as they must be; undefined when not known for sure. */
  readonly header: Buffer | undefined;
};

export const keyCheckPath = (dir: string) => join(dir, 'mizan.keycheck');

const seal = (key: Uint8Array, data: string | Uint8Array): Buffer => createHmac('sha256', key).update(data).digest();

function isSealed(key: Uint8Array, data: string | Uint8Array, sealHex: string): boolean {
  const stored = Buffer.from(sealHex, 'hex');
  const expected = seal(key, data);
  return stored.length === expected.length && timingSafeEqual(stored, expected);
}

const LABEL = 'mizan key check';

export function readKeyCheck(dir: string, key: Uint8Array): KeyCheck {
  if (!existsSync(keyCheckPath(dir))) return { isKnownKey: false, header: undefined };
  const [keySeal = '', headerHex = '', headerSeal = ''] = readFileSync(keyCheckPath(dir), 'latin1').split('\n');
  const header = Buffer.from(headerHex, 'hex');
  const isHeaderSure = header.length === PLAIN_HEADER_BYTES && isSealed(key, header, headerSeal);
  return { isKnownKey: isSealed(key, LABEL, keySeal), header: isHeaderSure ? header : undefined };
}

/** Only while no connection of this process has the file open: closing a descriptor drops SQLite's POSIX locks on it. */
function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(PLAIN_HEADER_BYTES);
    readSync(file, header, 0, header.length, 0);
    return header;
  } finally {
    closeSync(file);
  }
}

/** Records key and header of a closed store that has just proved to be whole. */
export function writeKeyCheck(dir: string, key: Uint8Array, databasePath: string): void {
  const header = readHeader(databasePath);
  const partial = `${keyCheckPath(dir)}.partial`;
  const lines = [seal(key, LABEL).toString('hex'), header.toString('hex'), seal(key, header).toString('hex'), ''];
  writeFileSync(partial, lines.join('\n'), { mode: 0o600, flush: true });
  renameSync(partial, keyCheckPath(dir));
}

/** Puts the known first bytes back where they differ. @returns whether they did */
export function restoreHeader(databasePath: string, header: Buffer): boolean {
  if (readHeader(databasePath).equals(header)) return false;
  const file = openSync(databasePath, 'r+');
  try {
    writeSync(file, header, 0, header.length, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return true;
}
