/**
 * @file The keychain's part of erasing (S30): the items there can be, by name, and whatever else the store lists, until nothing is left.
 * A locked keyring says "no such item" and "removed" alike, so every look is taken between two writes that succeeded.
 */
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { keychainCode, proveWritable } from '../secrets/guarded-store.ts';

export type ErasedKeys = {
  /** Items that may be there, whether or not somebody noted them. */
  readonly known: readonly string[];
  /** Whether a listed item belongs to what is erased. */
  readonly isErased: (item: string) => boolean;
};
export type FoundKeys = {
  readonly items: readonly string[];
  /** False where the store could not say what else it holds. */
  readonly isListed: boolean;
};
export type RemovedKeys = { readonly removed: number; readonly left: number; readonly isListed: boolean };

/** A crash leaves it behind; the next proof takes it away. */
const PROBE = 'erasure-probe';
const ROUNDS = 3;

async function assertOpen(secrets: SecretStore): Promise<void> {
  const failed = await proveWritable(secrets, PROBE);
  if (failed) throw new AppError(keychainCode(failed), 'erasing');
}

/** @throws AppError `secret_store_*` while the keychain is locked or missing */
export async function findKeys(secrets: SecretStore, { known, isErased }: ErasedKeys): Promise<FoundKeys> {
  await assertOpen(secrets);
  const items = new Set<string>();
  for (const item of known) {
    const { status } = await secrets.get(item);
    if (status === 'locked' || status === 'unavailable') throw new AppError(keychainCode(status), 'erasing');
    // An item that cannot be read is there all the same.
    if (status !== 'absent') items.add(item);
  }
  const listed = await secrets.list();
  if (listed.status === 'found') for (const item of listed.accounts.filter(isErased)) items.add(item);
  await assertOpen(secrets);
  return { items: [...items], isListed: listed.status === 'found' };
}

/** @throws AppError `secret_store_*` while the keychain is locked or missing */
export async function removeKeys(secrets: SecretStore, keys: ErasedKeys): Promise<RemovedKeys> {
  const seen = new Set<string>();
  let found = await findKeys(secrets, keys);
  for (let round = 0; found.items.length > 0 && round < ROUNDS; round += 1) {
    for (const item of found.items) {
      seen.add(item);
      await secrets.remove(item);
    }
    found = await findKeys(secrets, keys);
  }
  return { removed: seen.size - found.items.length, left: found.items.length, isListed: found.isListed };
}

/** Why the keys are not known to be gone; undefined when they are. */
export function keysFailure({ left, isListed }: RemovedKeys): ErrorCode | undefined {
  return left > 0 || !isListed ? 'secret_store_failed' : undefined;
}
