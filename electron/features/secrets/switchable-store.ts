import type { SecretStore } from '../../ports/secret-store.ts';

/** Where secrets are kept: the system's keychain, or, only when the person says so, one of the other two (S24). */
export type SecretsMode = 'keychain' | 'vault' | 'session';

export type SwitchableStore = SecretStore & {
  readonly mode: () => SecretsMode;
  switchTo(mode: SecretsMode, store: SecretStore): void;
  toKeychain(): void;
};

export function createSwitchableStore(keychain: SecretStore): SwitchableStore {
  let mode: SecretsMode = 'keychain';
  let store = keychain;
  return {
    mode: () => mode,
    switchTo(nextMode, next) {
      mode = nextMode;
      store = next;
    },
    toKeychain() {
      mode = 'keychain';
      store = keychain;
    },
    get: (account) => store.get(account),
    set: (account, value) => store.set(account, value),
    remove: (account) => store.remove(account),
    list: () => store.list(),
  };
}
