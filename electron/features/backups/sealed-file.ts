/**
 * @file A file under a passphrase: a readable header, then AES-256-GCM in chunks (scrypt for the key). Each chunk carries its number and
 * whether it is the last in its nonce, and the header in its authenticated data: nothing can be cut off, moved or exchanged unnoticed.
 * Bounded memory: one chunk at a time, whatever the size.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';
import { deriveKey, KeyParameters, newKeyParameters } from '../secrets/passphrase-key.ts';

const MAGIC = Buffer.from('MIZANBAK');
const FORMAT_VERSION = 1;
const PREFIX_BYTES = MAGIC.length + 5;
const MAX_HEADER_BYTES = 4096;
const CHUNK_BYTES = 256 * 1024;
const TAG_BYTES = 16;

const Header = z.object({
  key: KeyParameters,
  /** Tells a wrong passphrase from a damaged file. */
  check: z.base64(),
  cipher: z.literal('aes-256-gcm'),
  chunkBytes: z.int().min(4096).max(4_194_304),
  payloadBytes: z.int().min(1),
  madeAt: z.string().max(40),
});
type Header = z.infer<typeof Header>;

type Keys = { readonly seal: Buffer; readonly check: Buffer };

async function keysOf(passphrase: string, parameters: KeyParameters): Promise<Keys> {
  const bytes = await deriveKey(passphrase, parameters, 64);
  return { seal: bytes.subarray(0, 32), check: createHmac('sha256', bytes.subarray(32)).update('mizan backup').digest() };
}

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

export type ByteSource = (length: number) => Promise<Uint8Array> | Uint8Array;

export type SealOptions = {
  readonly passphrase: string;
  readonly payloadBytes: number;
  readonly madeAt: string;
  readonly random: Random;
  /** Gives exactly as many bytes as asked for. */
  readonly read: ByteSource;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly signal?: AbortSignal;
};

function headerBytes(header: Header): Buffer {
  const json = Buffer.from(JSON.stringify(header), 'utf8');
  const lead = Buffer.alloc(5);
  lead.writeUInt8(FORMAT_VERSION, 0);
  lead.writeUInt32BE(json.length, 1);
  return Buffer.concat([MAGIC, lead, json]);
}

export async function sealFile(options: SealOptions): Promise<void> {
  const { payloadBytes, read, write, signal } = options;
  const parameters = newKeyParameters(options.random);
  const keys = await keysOf(options.passphrase, parameters);
  const check = keys.check.toString('base64');
  const head = headerBytes({
    key: parameters,
    check,
    cipher: 'aes-256-gcm',
    chunkBytes: CHUNK_BYTES,
    payloadBytes,
    madeAt: options.madeAt,
  });
  await write(head);
  const bound = createHash('sha256').update(head).digest();
  for (let done = 0, index = 0; done < payloadBytes; index += 1) {
    signal?.throwIfAborted();
    const plain = await read(Math.min(CHUNK_BYTES, payloadBytes - done));
    done += plain.length;
    const cipher = createCipheriv('aes-256-gcm', keys.seal, nonceOf(index, done === payloadBytes), { authTagLength: TAG_BYTES });
    cipher.setAAD(bound);
    await write(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
  }
}

export type SealedFile = {
  readonly size: number;
  /** Fewer bytes than asked for only at the end. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
};

type Opened = { readonly header: Header; readonly bound: Buffer; readonly start: number };

async function readHead(file: SealedFile): Promise<Opened> {
  const prefix = Buffer.from(await file.read(0, PREFIX_BYTES));
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC.subarray(0, prefix.length)) || prefix.length === 0)
    throw new AppError('backup_not_ours', 'no backup of Mizan');
  if (prefix.length < PREFIX_BYTES) throw new AppError('backup_incomplete', 'the header is cut off');
  if (prefix.readUInt8(MAGIC.length) > FORMAT_VERSION) throw new AppError('backup_newer', 'a newer format');
  const length = prefix.readUInt32BE(MAGIC.length + 1);
  if (length > MAX_HEADER_BYTES) throw new AppError('backup_damaged', 'a header too long');
  const json = Buffer.from(await file.read(PREFIX_BYTES, length));
  if (json.length < length) throw new AppError('backup_incomplete', 'the header is cut off');
  const header = Header.safeParse(parseJson(json.toString('utf8')));
  if (!header.success) throw new AppError('backup_damaged', 'the header cannot be read');
  return {
    header: header.data,
    bound: createHash('sha256')
      .update(Buffer.concat([prefix, json]))
      .digest(),
    start: PREFIX_BYTES + length,
  };
}

function sealedBytes({ payloadBytes, chunkBytes }: Header): number {
  return payloadBytes + Math.ceil(payloadBytes / chunkBytes) * TAG_BYTES;
}

/** What can be told of the file without its passphrase. @throws AppError `backup_*` */
export async function inspectSealed(file: SealedFile): Promise<{ readonly madeAt: string }> {
  const { header, start } = await readHead(file);
  const expected = start + sealedBytes(header);
  if (file.size < expected) throw new AppError('backup_incomplete', 'shorter than it says');
  if (file.size > expected) throw new AppError('backup_damaged', 'longer than it says');
  return { madeAt: header.madeAt };
}

/** Hands the payload over in pieces, each authenticated before. @throws AppError `backup_*`, `passphrase_wrong` */
export async function unsealFile(options: {
  readonly file: SealedFile;
  readonly passphrase: string;
  readonly write: (bytes: Uint8Array) => Promise<void> | void;
  readonly onBytes: (done: number, total: number) => void;
}): Promise<void> {
  const { file } = options;
  await inspectSealed(file);
  const { header, bound, start } = await readHead(file);
  const keys = await keysOf(options.passphrase, header.key);
  const check = Buffer.from(header.check, 'base64');
  if (check.length !== keys.check.length || !timingSafeEqual(check, keys.check))
    throw new AppError('passphrase_wrong', 'not the passphrase of this file');
  let offset = start;
  for (let done = 0, index = 0; done < header.payloadBytes; index += 1) {
    const length = Math.min(header.chunkBytes, header.payloadBytes - done);
    const sealed = Buffer.from(await file.read(offset, length + TAG_BYTES));
    if (sealed.length < length + TAG_BYTES) throw new AppError('backup_incomplete', 'a chunk is cut off');
    offset += sealed.length;
    done += length;
    await options.write(unsealChunk(sealed, keys.seal, { bound, nonce: nonceOf(index, done === header.payloadBytes) }));
    options.onBytes(done, header.payloadBytes);
  }
}

function unsealChunk(sealed: Buffer, key: Buffer, { bound, nonce }: { readonly bound: Buffer; readonly nonce: Buffer }): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new AppError('backup_damaged', 'a chunk was changed', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
