import type { SecretStore } from '../../ports/secret-store.ts';

/** Secrets that live and die with this process: for the demo, which leaves nothing behind, and as the base of test fakes. */
export function createMemorySecretStore(): SecretStore {
  const items = new Map<string, string>();
  return {
    get: async (account) => {
      const value = items.get(account);
      return value === undefined ? { status: 'absent' } : { status: 'found', value };
    },
    set: async (account, value) => {
      items.set(account, value);
      return { status: 'done' };
    },
    remove: async (account) => {
      items.delete(account);
      return { status: 'done' };
    },
    list: async () => ({ status: 'found', accounts: [...items.keys()] }),
  };
}
