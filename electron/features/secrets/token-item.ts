/**
 * @file The token set as one keychain item, written as a whole (S25). Longer ones are sealed: the item then holds only the
 * key, the database the sealed text. The key is made once and stays, so that a rotation is a single database write and a
 * crash leaves either the old or the new set, never neither.
 */
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';
import type { StoredTokens, TokenStore } from '../../ports/token-store.ts';
import { ENVELOPE_KEY_BYTES, type EnvelopeStore, seal, unseal } from './envelope.ts';
import { type GuardedStore, MAX_ITEM_BYTES } from './guarded-store.ts';

const TokenSet = z.strictObject({ refreshToken: z.string().min(1), generation: z.int().min(0), obtainedAt: z.string() });
const Item = z.union([z.strictObject({ tokens: TokenSet }), z.strictObject({ sealedWith: z.string().regex(/^[0-9a-f]{64}$/) })]);

type Deps = {
  readonly guarded: GuardedStore;
  readonly item: string;
  readonly random: Random;
  readonly envelope: () => EnvelopeStore | undefined;
};

function parseWith<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Without the cause: a JSON error quotes the text, which is the secret.
    throw new AppError('secret_missing', 'the stored token set cannot be read');
  }
}

export function createTokenStore(deps: Deps): TokenStore {
  const { guarded, item, envelope } = deps;

  const open = (keyHex: string): StoredTokens => {
    const store = envelope();
    if (!store) throw new AppError('database_locked', 'the sealed token set needs the open database');
    const blob = store.read();
    if (blob === undefined) throw new AppError('secret_missing', 'the sealed token set is gone');
    return parseWith(TokenSet, unseal(blob, Buffer.from(keyHex, 'hex'), item));
  };

  /** undefined also when the item is lost or unreadable: a new set may replace it. A locked or broken store throws. */
  const knownKey = async (): Promise<string | undefined> => {
    try {
      const text = await guarded.read(item);
      const known = text === undefined ? undefined : parseWith(Item, text);
      return known && 'sealedWith' in known ? known.sealedWith : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };

  /** Where nothing is sealed nothing is written: on a full disk tokens must still be renewed, be it to withdraw a consent. */
  const clearEnvelope = (): void => {
    if (envelope()?.read() !== undefined) envelope()?.clear();
  };

  const saveSealed = async (text: string): Promise<void> => {
    const store = envelope();
    if (!store) throw new AppError('secret_too_large', 'the token set exceeds the keychain limit');
    const knownHex = await knownKey();
    const keyHex = knownHex ?? Buffer.from(deps.random.bytes(ENVELOPE_KEY_BYTES)).toString('hex');
    store.write(seal(text, Buffer.from(keyHex, 'hex'), item, deps.random));
    if (knownHex === undefined) await guarded.write(item, JSON.stringify({ sealedWith: keyHex }));
    const readBack = store.read();
    if (readBack === undefined || unseal(readBack, Buffer.from(keyHex, 'hex'), item) !== text)
      throw new AppError('secret_store_failed', 'the sealed token set did not read back');
  };

  return {
    async load() {
      try {
        const text = await guarded.read(item);
        if (text === undefined) return undefined;
        const stored = parseWith(Item, text);
        return 'tokens' in stored ? stored.tokens : open(stored.sealedWith);
      } catch (error) {
        // Lost for good, proven so by a working keychain: the same as having none. The bank is connected again, never a dead end.
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    assertWritable: () => guarded.assertWritable(),
    async save(tokens) {
      const set = { refreshToken: tokens.refreshToken, generation: tokens.generation, obtainedAt: tokens.obtainedAt };
      const direct = JSON.stringify({ tokens: set });
      if (Buffer.byteLength(direct, 'utf8') > MAX_ITEM_BYTES) return saveSealed(JSON.stringify(set));
      await guarded.write(item, direct);
      // After the item: until then the sealed set was the one in force.
      clearEnvelope();
    },
    async clear() {
      await guarded.remove(item);
      clearEnvelope();
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === 'secret_missing';
}
