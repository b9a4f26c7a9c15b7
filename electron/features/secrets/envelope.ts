/** @file Envelope encryption for what is too long for a keychain item (S25): the key in the keychain, the sealed text in the database. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const ENVELOPE_KEY_BYTES = 32;

/** Where the sealed text lives; `write` is durable and atomic. */
export type EnvelopeStore = { read(): string | undefined; write(blob: string): void; clear(): void };

/** AES-256-GCM; `label` is bound in, so that a sealed text of one environment does not open in another. */
export function seal(text: string, key: Uint8Array, label: string, random: Random): string {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(label, 'utf8'));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

export function unseal(blob: string, key: Uint8Array, label: string): string {
  const bytes = Buffer.from(blob, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(label, 'utf8'));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('secret_missing', 'the sealed token set does not open with the stored key', { cause });
  }
}
