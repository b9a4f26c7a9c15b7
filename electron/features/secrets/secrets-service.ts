/**
 * @file One environment's secrets: token set, client secret, database key. The only code that gives meaning to what the
 * keychain answers; everything else sees typed failures. Nothing here ever deletes or replaces because a read failed (S23).
 */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import type { EnvelopeStore } from './envelope.ts';
import type { ExpectedItems } from './expected-items.ts';
import { createGuardedStore, type GuardedStore } from './guarded-store.ts';
import { createTokenStore } from './token-item.ts';

const KEY_BYTES = 32;
const KEY_TEXT = /^[0-9a-f]{64}$/;

const ITEMS = { tokens: 'tokens', clientSecret: 'client-secret', databaseKey: 'database-key' } as const;

/** Every item an environment can have in the keychain, noted or not: what erasing removes without having to look for it. */
export function secretItems(environmentId: string): readonly string[] {
  return Object.values(ITEMS).map((what) => `${environmentId}:${what}`);
}

export type SecretsDeps = {
  readonly store: SecretStore;
  readonly expected: ExpectedItems;
  readonly environmentId: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Defaults to the system's. */
  readonly random?: Random;
  /** Where a token set too long for the keychain is kept sealed; undefined while the database is closed. */
  readonly envelope?: () => EnvelopeStore | undefined;
};

export type Secrets = {
  readonly tokens: TokenStore;
  readonly clientSecret: {
    read(): Promise<string | undefined>;
    set(value: string): Promise<void>;
    clear(): Promise<void>;
    /** From the marker alone: never touches the keychain, so never makes the system ask for a password. */
    isSet(): Promise<boolean>;
  };
  readonly databaseKey: {
    /** undefined = none was ever made. */
    load(): Promise<Uint8Array | undefined>;
    /** Refuses when a key was ever made: a new one would orphan the database. */
    create(): Promise<Uint8Array>;
    /** A new one in the place of one that is proven to be gone. Only once its store was set aside, or the person gave it up. */
    replaceLost(): Promise<Uint8Array>;
    /** One that was kept elsewhere, e.g. under the recovery passphrase. */
    put(key: Uint8Array): Promise<void>;
  };
};

export function createSecrets(deps: SecretsDeps): Secrets {
  const random = deps.random ?? { bytes: (count) => randomBytes(count) };
  const guarded = createGuardedStore({ ...deps, random });
  const name = (what: keyof typeof ITEMS) => `${deps.environmentId}:${ITEMS[what]}`;
  const secretItem = name('clientSecret');
  return {
    tokens: createTokenStore({ guarded, item: name('tokens'), random, envelope: deps.envelope ?? (() => undefined) }),
    clientSecret: {
      read: () => guarded.read(secretItem),
      set: (value) => guarded.write(secretItem, value),
      clear: () => guarded.remove(secretItem),
      isSet: async () => deps.expected.isExpected(secretItem),
    },
    databaseKey: createDatabaseKey({ guarded, expected: deps.expected, item: name('databaseKey'), random }),
  };
}

function createDatabaseKey(deps: { guarded: GuardedStore; expected: ExpectedItems; item: string; random: Random }): Secrets['databaseKey'] {
  const { guarded, item } = deps;
  const load = async (): Promise<Uint8Array | undefined> => {
    const text = await guarded.read(item);
    if (text === undefined) return undefined;
    if (!KEY_TEXT.test(text)) throw new AppError('secret_missing', 'the stored database key is not a key');
    return Buffer.from(text, 'hex');
  };
  const make = async (): Promise<Uint8Array> => {
    const key = Buffer.from(deps.random.bytes(KEY_BYTES));
    if (key.length !== KEY_BYTES) throw new AppError('internal', 'randomness gave a short key');
    // Marked only once proven: nothing is encrypted with the key before this returns, so a crash in between loses nothing.
    await guarded.writeUnmarked(item, key.toString('hex'));
    return key;
  };
  return {
    load,
    async create() {
      if (deps.expected.isExpected(item))
        throw new AppError('secret_missing', 'a database key was made before; a new one would orphan the data');
      await guarded.assertWritable();
      // Writing may have unlocked the keychain: what was hidden before must not be overwritten.
      return (await load()) ?? make();
    },
    async replaceLost() {
      await guarded.assertWritable();
      try {
        const hidden = await load();
        if (hidden) return hidden;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'secret_missing') throw error;
      }
      return make();
    },
    put: (key) => guarded.writeUnmarked(item, Buffer.from(key).toString('hex')),
  };
}
