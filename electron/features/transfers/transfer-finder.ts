/**
 * @file Recognises own transfers among the rows written since the last look. Each chunk is one transaction with the place it reached,
 * so that a crash repeats nothing and skips nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { createTransferRepo } from './transfer-repo.ts';
import { chooseMatches, type Leg, type Match, matchOf } from './transfer-rule.ts';

export type TransferFinder = {
  /** @returns how many pairs were found or let go */
  run(signal?: AbortSignal): Promise<number>;
};

export function createTransferFinder(deps: { readonly db: Db; readonly clock: Clock }): TransferFinder {
  const { db, clock } = deps;
  const repo = createTransferRepo(db);
  const recategorise = createRecategoriser(db).rows;

  /** Pairs whose rows changed so that they no longer fit, or are gone. What the person confirmed stays while both rows are there. */
  function dropUnfit(ids: readonly number[]): number[] {
    const accounts = repo.accounts();
    return repo.linksOf(ids).flatMap(({ id, outId, inId, state }) => {
      if (state === 'rejected') return [];
      const out = repo.findLeg(outId);
      const into = repo.findLeg(inId);
      if (out && into && (state === 'confirmed' || matchOf(out, into, accounts))) return [];
      repo.remove(id);
      return [outId, inId];
    });
  }

  function matchesOf(candidates: readonly Leg[]): readonly Match[] {
    const accounts = repo.accounts();
    const pairs = candidates.flatMap((one) =>
      repo.peersOf(one).flatMap((other) => (one.amountMinor < 0 ? matchOf(one, other, accounts) : matchOf(other, one, accounts)) ?? []),
    );
    return chooseMatches(pairs);
  }

  function look(): number | undefined {
    const touched = repo.touched();
    if (!touched) return undefined;
    const freed = dropUnfit(touched.ids);
    const matches = matchesOf(repo.candidates([...touched.ids, ...freed]));
    const at = toInstant(clock.now());
    for (const { out, into, feeMinor } of matches) {
      repo.add({ outId: out.id, inId: into.id, outAccountId: out.accountId, inAccountId: into.accountId, feeMinor, state: 'found', at });
    }
    const moved = [...freed, ...matches.flatMap(({ out, into }) => [out.id, into.id])];
    if (moved.length > 0) recategorise(moved);
    repo.sawUpTo(touched.lastObservationId);
    return matches.length + freed.length / 2;
  }

  return {
    async run(signal) {
      let changed = 0;
      for (;;) {
        signal?.throwIfAborted();
        const count = db.transaction(look).immediate();
        if (count === undefined) return changed;
        changed += count;
        await nextTurn();
      }
    },
  };
}
