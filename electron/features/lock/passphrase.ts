/** @file The passphrase of the app lock: only what proves it is kept (S24: scrypt, N ≥ 2^17, random salt, parameters stored with it). */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';
import { deriveKey, KeyParameters, newKeyParameters } from '../secrets/passphrase-key.ts';

const HASH_BYTES = 32;

const Verifier = KeyParameters.extend({ v: z.literal(1), hash: z.base64() });
type Verifier = z.infer<typeof Verifier>;

async function make(passphrase: string, random: Random): Promise<string> {
  const parameters = newKeyParameters(random);
  const hash = await deriveKey(passphrase, parameters, HASH_BYTES);
  const verifier: Verifier = { v: 1, ...parameters, hash: hash.toString('base64') };
  return JSON.stringify(verifier);
}

async function proves(verifierText: string, passphrase: string): Promise<boolean> {
  const verifier = Verifier.safeParse(parseJson(verifierText));
  if (!verifier.success) throw new AppError('secret_missing', 'the lock’s item is no verifier');
  const kept = Buffer.from(verifier.data.hash, 'base64');
  const hash = await deriveKey(passphrase, verifier.data, HASH_BYTES);
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
