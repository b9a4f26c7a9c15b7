/** @file A key from a passphrase (S24): scrypt with N ≥ 2^17, a random salt, and the parameters stored beside what it opens. */
import { type ScryptOptions, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../../ports/random.ts';

const COST = { n: 2 ** 17, r: 8, p: 1 } as const;
const SALT_BYTES = 16;

// Bounds: whoever wrote the file must not make us work for hours.
export const KeyParameters = z.object({
  kdf: z.literal('scrypt'),
  n: z
    .int()
    .min(2 ** 17)
    .max(2 ** 20),
  r: z.int().min(8).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64(),
});
export type KeyParameters = z.infer<typeof KeyParameters>;

export function newKeyParameters(random: Random): KeyParameters {
  return { kdf: 'scrypt', ...COST, salt: Buffer.from(random.bytes(SALT_BYTES)).toString('base64') };
}

/** Both kinds of digits and both ways to write an accent are the same passphrase: another keyboard must not lock anybody out. */
function normalised(passphrase: string): string {
  return passphrase.normalize('NFKC').replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

export function deriveKey(passphrase: string, { n, r, p, salt }: KeyParameters, bytes: number): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    scrypt(normalised(passphrase), Buffer.from(salt, 'base64'), bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
