/**
 * The operating system's keychain, raw. One service name per installation; `account` names the item.
 * `absent` here is what the OS says: on Linux a locked keyring answers exactly like a missing item, so only
 * `features/secrets` (item-expected marker, S23) may draw conclusions from it.
 */
export type SecretRead =
  | { readonly status: 'found'; readonly value: string }
  | { readonly status: 'absent' | 'locked' | 'unavailable' | 'error' };
export type SecretWrite = { readonly status: 'done' | 'locked' | 'unavailable' | 'error' };

export interface SecretStore {
  get(account: string): Promise<SecretRead>;
  set(account: string, value: string): Promise<SecretWrite>;
  remove(account: string): Promise<SecretWrite>;
  /** Names of all items of the service. */
  list(): Promise<
    { readonly status: 'found'; readonly accounts: readonly string[] } | { readonly status: 'locked' | 'unavailable' | 'error' }
  >;
}
