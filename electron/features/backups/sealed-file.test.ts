import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { inspectSealed, type SealedFile, sealFile, unsealFile } from './sealed-file.ts';

const PASSPHRASE = 'five small words 12';
const random = { bytes: (count: number) => randomBytes(count) };
/** Three chunks, the last one short. */
const payload = randomBytes(2 * 256 * 1024 + 1234);

async function seal(content: Buffer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let offset = 0;
  await sealFile({
    passphrase: PASSPHRASE,
    payloadBytes: content.length,
    madeAt: '2026-11-06T10:00:00.000Z',
    random,
    read: (length) => {
      offset += length;
      return content.subarray(offset - length, offset);
    },
    write: async (bytes) => void parts.push(Buffer.from(bytes)),
  });
  return Buffer.concat(parts);
}

const fileOf = (bytes: Buffer): SealedFile => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
});

async function unseal(bytes: Buffer, passphrase = PASSPHRASE): Promise<Buffer> {
  const parts: Buffer[] = [];
  const write = (piece: Uint8Array) => void parts.push(Buffer.from(piece));
  await unsealFile({ file: fileOf(bytes), passphrase, write, onBytes: () => undefined });
  return Buffer.concat(parts);
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

let sealed: Buffer;
beforeAll(async () => {
  sealed = await seal(payload);
});

it('R8 opens to its passphrase, typed with either digits, and to no other', async () => {
  expect((await unseal(sealed)).equals(payload)).toBe(true);
  expect(await codeOf(unseal(sealed, 'five small words there'))).toBe('passphrase_wrong');
  expect((await unseal(sealed, 'five small words ١٢')).equals(payload)).toBe(true);
});

it('S24 stores its parameters and tells its date without the passphrase', async () => {
  const header = JSON.parse(sealed.subarray(13, 13 + sealed.readUInt32BE(9)).toString('utf8'));
  expect(header).toMatchObject({ key: { kdf: 'scrypt', n: 131_072, r: 8, p: 1 }, cipher: 'aes-256-gcm', payloadBytes: payload.length });
  expect(await inspectSealed(fileOf(sealed))).toEqual({ madeAt: '2026-11-06T10:00:00.000Z' });
  expect(sealed.includes(payload.subarray(0, 32))).toBe(false);
});

it('R8 never uses one salt twice', async () => {
  const again = await seal(payload.subarray(0, 10));
  const saltOf = (bytes: Buffer) => JSON.parse(bytes.subarray(13, 13 + bytes.readUInt32BE(9)).toString('utf8')).key.salt;
  expect(saltOf(again)).not.toBe(saltOf(sealed));
});

it('R8 notices any cut', async () => {
  const cuts = [1, 8, 9, 12, 13, 40, 200, sealed.length - 1, sealed.length - 16, sealed.length - 1234 - 16, sealed.length >> 1];
  for (const length of cuts) expect(await codeOf(unseal(sealed.subarray(0, length))), `at ${length}`).toBe('backup_incomplete');
});

it('R8 notices a changed bit, exchanged chunks, and what was added', async () => {
  const start = 13 + sealed.readUInt32BE(9);
  const chunk = 256 * 1024 + 16;
  for (const at of [start, start + 5, start + chunk, start + 2 * chunk + 100, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed.at(at) ?? 0) ^ 1, at);
    expect(await codeOf(unseal(changed)), `at ${at}`).toBe('backup_damaged');
  }
  const swapped = Buffer.concat([
    sealed.subarray(0, start),
    sealed.subarray(start + chunk, start + 2 * chunk),
    sealed.subarray(start, start + chunk),
    sealed.subarray(start + 2 * chunk),
  ]);
  expect(await codeOf(unseal(swapped))).toBe('backup_damaged');
  expect(await codeOf(unseal(Buffer.concat([sealed, Buffer.of(1)])))).toBe('backup_damaged');
});

it('S24 refuses parameters that are too weak or would take for ever', async () => {
  const withCost = (n: number) => {
    const length = sealed.readUInt32BE(9);
    const header = JSON.parse(sealed.subarray(13, 13 + length).toString('utf8'));
    header.key.n = n;
    const json = Buffer.from(JSON.stringify(header));
    const lead = Buffer.alloc(4);
    lead.writeUInt32BE(json.length);
    return Buffer.concat([sealed.subarray(0, 9), lead, json, sealed.subarray(13 + length)]);
  };
  expect(await codeOf(unseal(withCost(1024)))).toBe('backup_damaged');
  expect(await codeOf(unseal(withCost(2 ** 30)))).toBe('backup_damaged');
});
