/**
 * @file The operating system's keychain over keytar. Main thread. Never throws: what went wrong is a status (S23).
 * On Linux the Secret Service's own words are the only hint, so they are read here and nowhere else.
 */
import type { SecretRead, SecretStore, SecretWrite } from '../ports/secret-store.ts';

/** The part of keytar this file uses. */
export type Keytar = {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<readonly { account: string; password: string }[]>;
};
type Trouble = 'locked' | 'unavailable' | 'error';

const LOCKED = /locked|dismissed|prompt|user interaction is not allowed|errSecInteractionNotAllowed|-25308|-128/i;
const UNAVAILABLE =
  /autolaunch|cannot spawn|could not connect|connection refused|no such file|not provided by any|serviceunknown|no such secret collection|object does not exist|noreply|not available|logon session|dbus/i;

/** What a keychain error means. Unknown words are an error, never "there is none". */
export function classifyKeychainError(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error);
  if (LOCKED.test(message)) return 'locked';
  return UNAVAILABLE.test(message) ? 'unavailable' : 'error';
}

/** One after the other, whether or not the one before went well. */
function createQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

/**
 * `load` brings the native addon; without the system's own library it fails, and Mizan starts all the same.
 * `listNames` replaces the addon's own listing where that may end the process (`keychain-names.ts`).
 */
export function createKeychain(
  load: () => Promise<Keytar>,
  service: string,
  listNames?: (service: string) => Promise<readonly string[]>,
): SecretStore {
  let loading: Promise<Keytar> | undefined;
  const open = async () => {
    try {
      loading ??= load();
      return await loading;
    } catch (cause) {
      throw new Error('not available', { cause });
    }
  };
  // keytar works on several threads at once, and an item that goes while findCredentials loads its secret ends the process (see `list`).
  const inTurn = createQueue();
  const asking = async <T>(ask: (keytar: Keytar) => Promise<T>): Promise<T | { readonly status: Trouble }> => {
    try {
      return await inTurn(async () => ask(await open()));
    } catch (error) {
      return { status: classifyKeychainError(error) };
    }
  };
  const naming = async (names: (service: string) => Promise<readonly string[]>) => {
    try {
      return { status: 'found' as const, accounts: await inTurn(() => names(service)) };
    } catch (error) {
      return { status: classifyKeychainError(error) };
    }
  };
  const writing = (action: (keytar: Keytar) => Promise<unknown>): Promise<SecretWrite> =>
    asking(async (keytar) => {
      await action(keytar);
      return { status: 'done' as const };
    });
  return {
    get: (account): Promise<SecretRead> =>
      asking(async (keytar) => {
        const value = await keytar.getPassword(service, account);
        return value === null ? { status: 'absent' as const } : { status: 'found' as const, value };
      }),
    set: (account, value) => writing((keytar) => keytar.setPassword(service, account, value)),
    remove: (account) => writing((keytar) => keytar.deletePassword(service, account)),
    list: () =>
      listNames
        ? naming(listNames)
        : asking(async (keytar) => {
            const items = await keytar.findCredentials(service);
            return { status: 'found' as const, accounts: items.map((item) => item.account) };
          }),
  };
}
