/** @file Where an account goes when it is put at a place among those it is listed with. */
import type { Account } from '../../../shared/contract/accounts.ts';

/** What `accounts.move` is asked for. */
export type AccountMove = { readonly ids: string[]; readonly beforeId: string | null };

/** Before which account of the whole list a row must stand to be at this place (from 1) of its group. */
export function moveWithin(all: readonly Account[], group: readonly Account[], id: string, place: number): AccountMove {
  const others = group.filter((account) => account.id !== id);
  const next = others[place - 1];
  if (next) return { ids: [id], beforeId: next.id };
  return { ids: [id], beforeId: after(all, others.at(-1)?.id, [id]) };
}

/** The same for a whole group among the groups: they stand where their first accounts do. */
export function moveGroup(groups: readonly (readonly Account[])[], index: number, by: -1 | 1): AccountMove | undefined {
  const [group, other] = [groups[index], groups[index + by]];
  if (!group || !other) return undefined;
  const [first, second] = by < 0 ? [group, other] : [other, group];
  return { ids: first.map((account) => account.id), beforeId: second[0]?.id ?? null };
}

function after(all: readonly Account[], id: string | undefined, without: readonly string[]): string | null {
  const others = all.filter((account) => !without.includes(account.id));
  return others[others.findIndex((account) => account.id === id) + 1]?.id ?? null;
}
