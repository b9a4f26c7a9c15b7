/** @file What somebody else's server holds of its user, and how deletes are answered and carried out there (API reference 14). */
import type { World } from './other-server.ts';

/** Which way in is passed: a new access, or a sync of accounts that are connected already. */
export type PassedLink = { readonly kind: 'access' | 'sync'; readonly userId: string; readonly accountIds: readonly string[] };

export type DeleteHabit = {
  readonly status: number;
  /** Answered now, carried out by `settleDeletes`. */
  readonly isLate?: boolean;
};

const idOf = (access: unknown): string => String((access as { id?: unknown }).id); // accesses are objects with an id in every world

function listOf({ accesses }: World): readonly unknown[] {
  if (Array.isArray(accesses)) return accesses;
  if (typeof accesses !== 'object') return [];
  return (accesses as { accesses?: readonly unknown[] | null }).accesses ?? []; // wrapped, as the reference has it
}

/** Ids of what is held now. */
export function heldBy(world: World): { accounts: string[]; accesses: string[] } {
  const accounts = world.accounts.map(({ id }) => id);
  const accesses = world.accounts.map(({ listed }) => String(listed.access_id));
  return { accounts, accesses: [...new Set([...accesses, ...listOf(world).map(idOf)])] };
}

function dropAccess(world: World, id: string): void {
  world.accounts = world.accounts.filter(({ listed }) => listed.access_id !== id);
  world.accesses = { accesses: listOf(world).filter((access) => idOf(access) !== id) };
}

/** @returns what carries the delete out; undefined when there is nothing of that name */
export function deletion(world: World, path: string): (() => void) | undefined {
  const [, kind = '', encoded = ''] = /^\/rest\/(user|accounts|accesses)(?:\/([^/]+))?$/.exec(path) ?? [];
  const id = decodeURIComponent(encoded);
  const held = heldBy(world);
  if (kind === 'user' && id === '') {
    return () => {
      world.accounts = [];
      world.accesses = { accesses: [] };
    };
  }
  if (kind === 'accesses' && held.accesses.includes(id)) return () => dropAccess(world, id);
  if (kind !== 'accounts' || !held.accounts.includes(id)) return undefined;
  return () => {
    const access = world.accounts.find((account) => account.id === id)?.listed.access_id;
    world.accounts = world.accounts.filter((account) => account.id !== id);
    // An access without accounts is none.
    if (!world.accounts.some(({ listed }) => listed.access_id === access)) dropAccess(world, String(access));
  };
}
