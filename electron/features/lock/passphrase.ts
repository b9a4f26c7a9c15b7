/** @file The passphrase of the app lock: only what proves it is kept (S24: scrypt, N ≥ 2^17, random salt, parameters stored with it). */
import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';

const COST = { n: 2 ** 17, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

// Bounds: the item may have been written by somebody else, and must not make us work for hours.
const Verifier = z.object({
  v: z.literal(1),
  kdf: z.literal('scrypt'),
  n: z
    .int()
    .min(2 ** 17)
    .max(2 ** 20),
  r: z.int().min(8).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64(),
  hash: z.base64(),
});
type Verifier = z.infer<typeof Verifier>;

/** Both kinds of digits and both ways to write an accent are the same passphrase: another keyboard must not lock anybody out. */
function normalised(passphrase: string): string {
  return passphrase.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function derive(passphrase: string, salt: Uint8Array, cost: Pick<Verifier, 'n' | 'r' | 'p'>): Promise<Buffer> {
  const options: ScryptOptions = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(normalised(passphrase), salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

async function make(passphrase: string, random: Random): Promise<string> {
  const salt = random.bytes(SALT_BYTES);
  const hash = await derive(passphrase, salt, COST);
  const verifier: Verifier = {
    v: 1,
    kdf: 'scrypt',
    ...COST,
    salt: Buffer.from(salt).toString('base64'),
    hash: hash.toString('base64'),
  };
  return JSON.stringify(verifier);
}

async function proves(verifierText: string, passphrase: string): Promise<boolean> {
  const verifier = Verifier.safeParse(parseJson(verifierText));
  if (!verifier.success) throw new AppError('secret_missing', 'the lock’s item is no verifier');
  const kept = Buffer.from(verifier.data.hash, 'base64');
  const hash = await derive(passphrase, Buffer.from(verifier.data.salt, 'base64'), verifier.data);
  return kept.length === hash.length && timingSafeEqual(kept, hash);
}

export type PassphraseCheck = {
  /** @returns the text to keep; the passphrase cannot be had from it but by trying */
  make(passphrase: string, random: Random): Promise<string>;
  /** @throws AppError `secret_missing` when what was kept proves nothing */
  proves(verifierText: string, passphrase: string): Promise<boolean>;
};
export const scryptCheck: PassphraseCheck = { make, proves };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
