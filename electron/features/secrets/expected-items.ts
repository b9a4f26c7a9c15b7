/**
 * The non-secret marker "this item was stored once" (S23). It lives outside the keychain, because on Linux a locked
 * keyring answers exactly like a missing item: only what was never expected may be taken for absent.
 */
export interface ExpectedItems {
  isExpected(item: string): boolean;
  /** Durable when it resolves. */
  expect(item: string): Promise<void>;
  forget(item: string): Promise<void>;
}

/** For a session that keeps nothing. */
export function createMemoryItems(): ExpectedItems {
  const items = new Set<string>();
  return {
    isExpected: (item) => items.has(item),
    expect: async (item) => void items.add(item),
    forget: async (item) => void items.delete(item),
  };
}
