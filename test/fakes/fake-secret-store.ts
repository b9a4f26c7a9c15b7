import { createMemorySecretStore } from '../../electron/features/secrets/memory-secret-store.ts';
import type { SecretRead, SecretStore } from '../../electron/ports/secret-store.ts';

/** `hidden` is how a locked keyring behaves on Linux: reads answer "absent", writes are refused, removals "succeed" and remove nothing. */
export type FakeStoreMode = 'open' | 'locked' | 'hidden' | 'unavailable';
type Failure = 'locked' | 'unavailable' | 'error';

/** The Windows credential store refuses longer values. */
export const WINDOWS_ITEM_BYTES = 2560;

export type FakeSecretStore = SecretStore & {
  mode: FakeStoreMode;
  /** Every call as `get:name`, in order. */
  readonly calls: string[];
  /** The n-th call from now (1 = the next) answers `failure`; later calls are as usual. */
  failCall(n: number, failure?: Failure): void;
  /** What the store holds, whatever the mode. */
  peek(account: string): Promise<string | undefined>;
  /** As if the item had been lost or the keyring reset. */
  drop(account: string): Promise<void>;
};

export function createFakeSecretStore(options: { maxItemBytes?: number; corruptWrites?: boolean } = {}): FakeSecretStore {
  const memory = createMemorySecretStore();
  const planned = new Map<number, Failure>();
  const calls: string[] = [];

  /** undefined = go on. */
  const intercept = (call: string, isRead: boolean): Failure | 'absent' | undefined => {
    calls.push(call);
    const failure = planned.get(calls.length);
    if (failure) return failure;
    if (fake.mode === 'hidden') return isRead ? 'absent' : 'locked';
    return fake.mode === 'open' ? undefined : fake.mode;
  };
  const write = async (call: string, run: () => Promise<unknown>): Promise<{ status: 'done' | Failure }> => {
    const stopped = intercept(call, false);
    if (stopped && stopped !== 'absent') return { status: stopped };
    await run();
    return { status: 'done' };
  };

  const fake: FakeSecretStore = {
    mode: 'open',
    calls,
    failCall: (n, failure = 'error') => {
      planned.set(calls.length + n, failure);
    },
    peek: async (account) => textOf(await memory.get(account)),
    drop: async (account) => {
      await memory.remove(account);
    },
    get: async (account) => {
      const stopped = intercept(`get:${account}`, true);
      return stopped ? { status: stopped } : memory.get(account);
    },
    set: async (account, value) => {
      if (Buffer.byteLength(value, 'utf8') > (options.maxItemBytes ?? Number.POSITIVE_INFINITY)) {
        calls.push(`set:${account}`);
        return { status: 'error' };
      }
      return write(`set:${account}`, () => memory.set(account, options.corruptWrites ? value.slice(1) : value));
    },
    remove: async (account) => {
      if (fake.mode !== 'hidden') return write(`remove:${account}`, () => memory.remove(account));
      calls.push(`remove:${account}`);
      return { status: 'done' };
    },
    list: async () => {
      const stopped = intercept('list', true);
      if (stopped === 'absent') return { status: 'found', accounts: [] };
      return stopped ? { status: stopped } : memory.list();
    },
  };
  return fake;
}

function textOf(read: SecretRead): string | undefined {
  return read.status === 'found' ? read.value : undefined;
}
