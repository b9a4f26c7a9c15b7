/** @file S30, the keychain's part: what erasing removes, and that it never takes a locked keychain for an empty one. */
import { describe, expect, it } from 'vitest';
import { createFakeSecretStore, type FakeSecretStore } from '../../../test/fakes/fake-secret-store.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { secretItems } from '../secrets/secrets-service.ts';
import { findKeys, keysFailure, removeKeys } from './key-removal.ts';

const OURS = { known: secretItems('env-aaaaaaaa'), isErased: (item: string) => item.startsWith('env-aaaaaaaa:') };
const ITEMS = ['env-aaaaaaaa:tokens', 'env-aaaaaaaa:database-key', 'env-aaaaaaaa:stray', 'practice:tokens'];

async function aStore(): Promise<FakeSecretStore> {
  const store = createFakeSecretStore();
  for (const item of ITEMS) await store.set(item, 'secret');
  return store;
}
const left = async (store: FakeSecretStore) => {
  const found: string[] = [];
  for (const item of [...ITEMS, 'erasure-probe']) if ((await store.peek(item)) !== undefined) found.push(item);
  return found;
};
const withoutListing = (store: SecretStore): SecretStore => ({ ...store, list: async () => ({ status: 'error' }) });

describe('removing keys', () => {
  it('S30 takes the known ones by name and the unknown ones from the listing, and nothing of another environment', async () => {
    const store = await aStore();
    const removed = await removeKeys(store, OURS);
    expect([removed, keysFailure(removed)]).toEqual([{ removed: 3, left: 0, isListed: true }, undefined]);
    expect(await left(store)).toEqual(['practice:tokens']);
  });

  it('S30 removes the known ones where the keychain cannot be listed, and says that others may be left', async () => {
    const store = await aStore();
    const removed = await removeKeys(withoutListing(store), OURS);
    expect([removed, keysFailure(removed)]).toEqual([{ removed: 2, left: 0, isListed: false }, 'secret_store_failed']);
    expect(await left(store)).toEqual(['env-aaaaaaaa:stray', 'practice:tokens']);
  });

  it('S30 removes an item that can no longer be read', async () => {
    const store = await aStore();
    const broken: SecretStore = {
      ...store,
      get: async (item) => ((await store.peek(item)) === 'secret' ? { status: 'error' } : store.get(item)),
    };
    expect(await removeKeys(broken, OURS)).toEqual({ removed: 3, left: 0, isListed: true });
  });

  it('S30 says how many stay when removing does not help', async () => {
    const store = await aStore();
    const stubborn: SecretStore = {
      ...store,
      remove: async (item) => (item === 'env-aaaaaaaa:tokens' ? { status: 'error' } : store.remove(item)),
    };
    const removed = await removeKeys(stubborn, OURS);
    expect([removed, keysFailure(removed)]).toEqual([{ removed: 2, left: 1, isListed: true }, 'secret_store_failed']);
  });

  it.each(['hidden', 'locked', 'unavailable'] as const)('S23 a keychain that is %s is not taken for an empty one', async (mode) => {
    const store = await aStore();
    store.mode = mode;
    const code = mode === 'unavailable' ? 'secret_store_unavailable' : 'secret_store_locked';
    await expect(removeKeys(store, OURS)).rejects.toMatchObject({ code });
    await expect(findKeys(store, OURS)).rejects.toMatchObject({ code });
    expect(await left(store)).toEqual(ITEMS);
  });

  it.each(['hidden', 'locked', 'unavailable'] as const)('S23 one that turns %s at any call is never said to be empty', async (mode) => {
    for (let n = 1; ; n += 1) {
      const store = await aStore();
      const before = store.calls.length;
      const turning = new Proxy(store, {
        get(target, name, receiver) {
          if (target.calls.length - before >= n - 1) target.mode = mode;
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
      const said = await removeKeys(turning, OURS).catch((error: { code?: string }) => error.code ?? 'bug');
      const isSaidGone = typeof said !== 'string' && said.left === 0;
      expect({ n, said: isSaidGone, gone: (await left(store)).filter((item) => OURS.isErased(item)).length === 0 || !isSaidGone }).toEqual({
        n,
        said: isSaidGone,
        gone: true,
      });
      if (isSaidGone) {
        expect(n).toBeGreaterThan(15);
        return;
      }
    }
  });
});
