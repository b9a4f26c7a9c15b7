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
  /**
   * Names of the items of the service that can be seen. Asked only while erasing, for items nobody noted, and only of a store that has just
   * taken a write: a locked one answers `error`, or that there is nothing.
   */
  list(): Promise<
    { readonly status: 'found'; readonly accounts: readonly string[] } | { readonly status: 'locked' | 'unavailable' | 'error' }
  >;
}
