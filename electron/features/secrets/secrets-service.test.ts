import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../shared/errors.ts';
import { createFakeSecretStore, type FakeSecretStore, WINDOWS_ITEM_BYTES } from '../../../test/fakes/fake-secret-store.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { systemRandom } from '../../core/system.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import type { LogFields } from '../../ports/log.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import type { StoredTokens } from '../../ports/token-store.ts';
import type { EnvelopeStore } from './envelope.ts';
import { createEnvelopeRepo } from './envelope-repo.ts';
import type { ExpectedItems } from './expected-items.ts';
import { createSecrets, type SecretsDeps, secretItems } from './secrets-service.ts';

const ITEM = { tokens: 'env:tokens', secret: 'env:client-secret', key: 'env:database-key' };

function createMarkers(): ExpectedItems & { readonly items: Set<string> } {
  const items = new Set<string>();
  return {
    items,
    isExpected: (item) => items.has(item),
    expect: async (item) => {
      items.add(item);
    },
    forget: async (item) => {
      items.delete(item);
    },
  };
}

function aTokenSet(refreshToken: string, generation = 1): StoredTokens {
  return { refreshToken, generation, obtainedAt: '2026-11-07T11:07:00.000Z' };
}

let store: FakeSecretStore;
let expected: ReturnType<typeof createMarkers>;
let clock: ReturnType<typeof createManualClock>;
let logged: string[];

/** A new process over the same keychain and markers. */
function open(change: Partial<SecretsDeps> = {}) {
  const note = (event: string, fields?: LogFields) => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const log = { info: note, warn: note, error: note };
  return createSecrets({ store, expected, environmentId: 'env', log, clock, random: systemRandom, ...change });
}
const fails = (work: Promise<unknown>, code: ErrorCode) => expect(work).rejects.toMatchObject({ name: 'AppError', code });

beforeEach(() => {
  store = createFakeSecretStore({ maxItemBytes: WINDOWS_ITEM_BYTES });
  expected = createMarkers();
  clock = createManualClock();
  logged = [];
});

describe('S23 marker', () => {
  it('S23 takes a missing item for absent only when none was ever stored', async () => {
    const secrets = open();
    expect(await secrets.tokens.load()).toBeUndefined();
    expect(await secrets.clientSecret.read()).toBeUndefined();
    expect(await secrets.databaseKey.load()).toBeUndefined();
    expect(store.calls.filter((call) => !call.startsWith('get:'))).toEqual([]);
  });

  it('S23 tells a locked Linux keyring, which answers "absent", from a lost item', async () => {
    await open().clientSecret.set('top');
    await open().databaseKey.create();
    await open().tokens.save(aTokenSet('r1'));
    store.mode = 'hidden';
    await fails(open().clientSecret.read(), 'secret_store_locked');
    await fails(open().databaseKey.load(), 'secret_store_locked');
    await fails(open().tokens.load(), 'secret_store_locked');
    store.mode = 'open';
    expect(await open().clientSecret.read()).toBe('top');
    await store.drop(ITEM.secret);
    await store.drop(ITEM.key);
    await fails(open().clientSecret.read(), 'secret_missing');
    await fails(open().databaseKey.load(), 'secret_missing');
  });

  it('S23 takes a token set that a working keychain has lost for none, so that the bank can be connected again', async () => {
    await open().tokens.save(aTokenSet('r1', 7));
    await store.drop(ITEM.tokens);
    expect(await open().tokens.load()).toBeUndefined();
    await open().tokens.save(aTokenSet('r2', 8));
    expect(await open().tokens.load()).toEqual(aTokenSet('r2', 8));
  });

  it.each([
    ['locked', 'secret_store_locked'],
    ['unavailable', 'secret_store_unavailable'],
    ['hidden', 'secret_store_locked'],
  ] as const)('S23 a %s store creates nothing, deletes nothing, signs nobody out', async (mode, code) => {
    const key = await open().databaseKey.create();
    await open().tokens.save(aTokenSet('r1'));
    await open().clientSecret.set('top');
    const marked = [...expected.items];
    store.mode = mode;
    const secrets = open();
    for (const work of [() => secrets.databaseKey.load(), () => secrets.tokens.load(), () => secrets.clientSecret.read()])
      await fails(work(), code);
    await expect(secrets.databaseKey.create()).rejects.toThrow();
    await expect(secrets.tokens.assertWritable()).rejects.toThrow();
    await expect(secrets.tokens.save(aTokenSet('r2', 2))).rejects.toThrow();
    await expect(secrets.tokens.clear()).rejects.toThrow();
    await expect(secrets.clientSecret.clear()).rejects.toThrow();
    expect([...expected.items]).toEqual(marked);
    store.mode = 'open';
    expect(await open().databaseKey.load()).toEqual(key);
    expect(await open().tokens.load()).toEqual(aTokenSet('r1'));
    expect(await open().clientSecret.read()).toBe('top');
  });

  it('S23 calls an item lost only when the store proved that it works', async () => {
    await open().clientSecret.set('top');
    await store.drop(ITEM.secret);
    store.failCall(2, 'error');
    await fails(open().clientSecret.read(), 'secret_store_locked');
    store.failCall(2, 'unavailable');
    await fails(open().clientSecret.read(), 'secret_store_unavailable');
    await fails(open().clientSecret.read(), 'secret_missing');
  });

  it('S23 restores a marker that was lost', async () => {
    await open().clientSecret.set('top');
    expected.items.clear();
    expect(await open().clientSecret.read()).toBe('top');
    expect(expected.items).toContain(ITEM.secret);
  });

  it('S23 finds an item that the question itself unlocked', async () => {
    await open().clientSecret.set('top');
    store.mode = 'hidden';
    // Writing makes the system ask for the password, and the person types it.
    const unlocking: SecretStore = {
      ...store,
      set: async (account, value) => {
        store.mode = 'open';
        return store.set(account, value);
      },
    };
    expect(await open({ store: unlocking }).clientSecret.read()).toBe('top');
  });

  it('S23 a failed first write leaves no marker behind', async () => {
    store.failCall(1, 'locked');
    await fails(open().clientSecret.set('top'), 'secret_store_locked');
    expect(await open().clientSecret.isSet()).toBe(false);
    expect(await open().clientSecret.read()).toBeUndefined();
  });

  it('S23 knows from the marker alone whether a secret is set', async () => {
    await open().clientSecret.set('top');
    store.mode = 'locked';
    const before = store.calls.length;
    expect(await open().clientSecret.isSet()).toBe(true);
    expect(store.calls).toHaveLength(before);
  });
});

it('S30 every item an environment can write is one that erasing removes by its name', async () => {
  const secrets = open();
  // Whoever adds a kind of item adds it here, and `secretItems` must know it.
  await secrets.tokens.save(aTokenSet('r1'));
  await secrets.clientSecret.set('top');
  await secrets.databaseKey.create();
  expect(Object.keys(secrets).sort()).toEqual(['clientSecret', 'databaseKey', 'tokens']);
  const listed = await store.list();
  expect(listed.status === 'found' && listed.accounts.toSorted()).toEqual(secretItems('env').toSorted());
});

describe('database key', () => {
  it('S23 makes 32 random bytes once and never again', async () => {
    const key = await open().databaseKey.create();
    expect(key).toHaveLength(32);
    expect(Buffer.from(key).toString('hex')).toBe(await store.peek(ITEM.key));
    expect(Buffer.from((await open().databaseKey.load()) ?? []).equals(key)).toBe(true);
    await fails(open().databaseKey.create(), 'secret_missing');
    await store.drop(ITEM.key);
    await fails(open().databaseKey.create(), 'secret_missing');
    expect(await store.peek(ITEM.key)).toBeUndefined();
  });

  it('S23 does not overwrite a key that unlocking brought to light', async () => {
    const key = await open().databaseKey.create();
    expected.items.clear();
    expect(Buffer.from(await open().databaseKey.create()).equals(key)).toBe(true);
  });

  it('S23 can be made again when the process died before the key was proven', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) {
      store.failCall(n, 'error');
      await expect(open().databaseKey.create()).rejects.toThrow();
      store = createFakeSecretStore();
    }
    expect(expected.items.size).toBe(0);
    expect(await open().databaseKey.create()).toHaveLength(32);
  });

  it('refuses a stored value that is no key', async () => {
    await store.set(ITEM.key, 'short');
    await fails(open().databaseKey.load(), 'secret_missing');
  });
});

describe('S25 token set', () => {
  const withEnvelope = () => {
    const db = openMemoryDatabase();
    const repo = createEnvelopeRepo(db);
    return { repo, deps: { envelope: () => repo } };
  };

  it('S25 is one item, written as a whole, without any access token', async () => {
    await open().tokens.save(aTokenSet('r1'));
    expect(JSON.parse((await store.peek(ITEM.tokens)) ?? '')).toEqual({ tokens: aTokenSet('r1') });
    expect(await open().tokens.load()).toEqual(aTokenSet('r1'));
  });

  const overhead = Buffer.byteLength(JSON.stringify({ tokens: aTokenSet('') }), 'utf8');
  it.each([
    ['100 bytes', 'x'.repeat(100), 'direct'],
    ['2400 bytes with the item around it', 'x'.repeat(2400 - overhead), 'direct'],
    ['2401 bytes with the item around it', 'x'.repeat(2401 - overhead), 'sealed'],
    ['2400 bytes', 'x'.repeat(2400), 'sealed'],
    ['8000 bytes', 'x'.repeat(8000), 'sealed'],
    ['2000 characters of Arabic', 'ر'.repeat(2000), 'sealed'],
    ['a quote-heavy token that only grows when written as JSON', '"'.repeat(1300), 'sealed'],
  ])('S25 keeps a token of %s within the Windows limit', async (_what, token, way) => {
    const { repo, deps } = withEnvelope();
    await open(deps).tokens.save(aTokenSet(token));
    expect(await open(deps).tokens.load()).toEqual(aTokenSet(token));
    expect(Buffer.byteLength((await store.peek(ITEM.tokens)) ?? '', 'utf8')).toBeLessThanOrEqual(2400);
    expect(repo.read() === undefined ? 'direct' : 'sealed').toBe(way);
    // Neither place alone tells the token.
    if (way === 'sealed')
      expect(`${await store.peek(ITEM.tokens)} ${Buffer.from(repo.read() ?? '', 'base64').toString('latin1')}`).not.toContain(
        token.slice(0, 50),
      );
  });

  it('S25 refuses a token set that is too long where nothing can seal it', async () => {
    await fails(open().tokens.save(aTokenSet('x'.repeat(3000))), 'secret_too_large');
    expect(await store.peek(ITEM.tokens)).toBeUndefined();
  });

  it('S25 seals each set afresh under the same key, and opens it nowhere else', async () => {
    const { repo, deps } = withEnvelope();
    const long = 'x'.repeat(3000);
    await open(deps).tokens.save(aTokenSet(long));
    const [item, blob] = [await store.peek(ITEM.tokens), repo.read() ?? ''];
    await open(deps).tokens.save(aTokenSet(long, 2));
    expect(await store.peek(ITEM.tokens)).toBe(item);
    expect(repo.read()).not.toBe(blob);
    await store.set('other:tokens', item ?? '');
    await expected.expect('other:tokens');
    expect(await open({ ...deps, environmentId: 'other' }).tokens.load()).toBeUndefined();
    // One changed bit is noticed.
    const bytes = Buffer.from(repo.read() ?? '', 'base64');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    repo.write(bytes.toString('base64'));
    expect(await open(deps).tokens.load()).toBeUndefined();
  });

  // On a full disk no token could be renewed, so that not even a consent could be withdrawn.
  it('S25 R5 writes nothing to the database where nothing is sealed', async () => {
    const untouched: EnvelopeStore = {
      read: () => undefined,
      write: () => {
        throw new Error('disk full');
      },
      clear: () => {
        throw new Error('disk full');
      },
    };
    const { tokens } = open({ envelope: () => untouched });
    await tokens.save(aTokenSet('r1'));
    expect(await tokens.load()).toEqual(aTokenSet('r1'));
    await tokens.clear();
    expect(await tokens.load()).toBeUndefined();
  });

  it('S25 never mistakes a closed database for a lost token set', async () => {
    const { deps } = withEnvelope();
    await open(deps).tokens.save(aTokenSet('x'.repeat(3000)));
    await fails(open().tokens.load(), 'database_locked');
  });

  it('S25 moves between direct and sealed without losing the newest set', async () => {
    const { repo, deps } = withEnvelope();
    const sizes = [100, 3000, 4000, 50, 3000];
    for (const [generation, size] of sizes.entries()) {
      await open(deps).tokens.save(aTokenSet('y'.repeat(size), generation));
      expect((await open(deps).tokens.load())?.generation).toBe(generation);
    }
    await open(deps).tokens.clear();
    expect([repo.read(), await store.peek(ITEM.tokens), await open(deps).tokens.load()]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['direct to direct', 100, 200],
    ['direct to sealed', 100, 3000],
    ['sealed to sealed', 3000, 4000],
    ['sealed to direct', 3000, 100],
  ])('S26 a crash at any step of %s leaves the old or the new set whole', async (_what, before, after) => {
    for (let step = 1; step <= 8; step++) {
      const { repo, deps } = withEnvelope();
      store = createFakeSecretStore();
      expected = createMarkers();
      await open(deps).tokens.save(aTokenSet('a'.repeat(before), 1));
      // The process dies at its n-th touch of the keychain or the database.
      let left = step;
      const touch = () => {
        left -= 1;
        if (left <= 0) throw new Error('power cut');
      };
      const dying = new Proxy(store, {
        get: (target, name: keyof FakeSecretStore) =>
          ['get', 'set', 'remove'].includes(name)
            ? async (...args: [string, string]) => {
                touch();
                return (target[name] as (...rest: [string, string]) => Promise<unknown>)(...args);
              }
            : target[name],
      });
      const dyingRepo = {
        read: repo.read,
        write: (blob: string) => {
          touch();
          repo.write(blob);
        },
        clear: () => {
          touch();
          repo.clear();
        },
      };
      await open({ store: dying, envelope: () => dyingRepo })
        .tokens.save(aTokenSet('b'.repeat(after), 2))
        .catch(() => undefined);
      const found = await open(deps).tokens.load();
      expect([aTokenSet('a'.repeat(before), 1), aTokenSet('b'.repeat(after), 2)]).toContainEqual(found);
    }
  });
});

describe('S26 writing', () => {
  it('S26 reads back what it wrote and notices a difference', async () => {
    store = createFakeSecretStore({ corruptWrites: true });
    await fails(open().tokens.save(aTokenSet('r1')), 'secret_store_failed');
  });

  it.each([1, 2])('S26 a save whose keychain call %i fails is an error', async (n) => {
    store.failCall(n, 'error');
    await fails(open().tokens.save(aTokenSet('r1')), 'secret_store_failed');
  });

  it('S26 proves that a write would work by writing, and cleans up', async () => {
    await open().tokens.assertWritable();
    expect(store.calls.map((call) => call.split(':')[0])).toEqual(['set', 'get', 'remove']);
    const listed = await store.list();
    expect(listed).toEqual({ status: 'found', accounts: [] });
    store.mode = 'locked';
    await fails(open().tokens.assertWritable(), 'secret_store_locked');
  });

  it('S26 trusts a proof for a few seconds only', async () => {
    const { tokens } = open();
    await tokens.assertWritable();
    await tokens.assertWritable();
    expect(store.calls).toHaveLength(3);
    await clock.advance(6_000);
    store.mode = 'unavailable';
    await fails(tokens.assertWritable(), 'secret_store_unavailable');
  });

  it('S26 a failed save of a new generation leaves the old one in place', async () => {
    await open().tokens.save(aTokenSet('r1', 1));
    store.failCall(1, 'locked');
    await fails(open().tokens.save(aTokenSet('r2', 2)), 'secret_store_locked');
    expect(await open().tokens.load()).toEqual(aTokenSet('r1', 1));
  });
});

it('S27 no secret reaches a log or a message, whatever fails', async () => {
  const canary = 'canary-7f3a';
  const messages: string[] = [];
  const note = (error: unknown) => {
    for (let at: unknown = error; at instanceof Error; at = at.cause) messages.push(`${at.message} ${at.stack}`);
  };
  for (const n of [1, 2, 3, 4]) {
    for (const failure of ['locked', 'unavailable', 'error'] as const) {
      store = createFakeSecretStore();
      store.failCall(n, failure);
      await open().clientSecret.set(canary).catch(note);
      await open().tokens.save(aTokenSet(canary)).catch(note);
      await open().tokens.clear().catch(note);
    }
  }
  await store.set(ITEM.tokens, `{"tokens":"${canary}`);
  await expected.expect(ITEM.tokens);
  await open().tokens.load().catch(note);
  await store.set(ITEM.key, canary);
  await open().databaseKey.load().catch(note);
  expect(messages.length).toBeGreaterThan(5);
  expect([...messages, ...logged].filter((text) => text.includes(canary))).toEqual([]);
});
