import type { RunChange, RunChangeKind } from '../../../shared/contract/activity.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ObservationKind } from '../ledger/ledger-batch.ts';
import type { LedgerHistory } from '../ledger/ledger-history.ts';
import type { RunRepo } from './run-repo.ts';

export const KINDS: Readonly<Record<RunChangeKind, readonly ObservationKind[]>> = {
  added: ['added', 'restored'],
  changed: ['changed', 'reissued'],
  removed: ['removed'],
};

type Place = { readonly id: number; readonly step: number };

/** Where the next page begins: an observation, and how far into the rows it stands for. */
function parsePlace(cursor: string | null): Place {
  if (cursor === null) return { id: 0, step: 0 };
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor);
  if (!match) throw new AppError('invalid_input', 'not a cursor of this list', { fields: { cursor: 'cursor' } });
  return { id: Number(match[1]), step: Number(match[2]) };
}

/** The places of a page of rows and of the one after it, without reading any item. */
function placesOf(repo: RunRepo, runId: number, kind: RunChangeKind, from: Place, limit: number) {
  const found: (Place & { readonly transactionId: number })[] = [];
  for (const { id, transactionId, count } of repo.observations(runId, KINDS[kind], from.id, limit + 1)) {
    const first = id === from.id ? from.step : 0;
    for (let step = first; step < count && found.length <= limit; step += 1) found.push({ id, step, transactionId: transactionId + step });
  }
  return { places: found.slice(0, limit), next: found[limit] };
}

/** What a run added, changed or removed, in its own order, each row as it was then. */
export function readRunDiff(
  deps: { readonly repo: RunRepo; readonly history: LedgerHistory },
  {
    runId,
    kind,
    cursor,
    limit,
  }: { readonly runId: number; readonly kind: RunChangeKind; readonly cursor: string | null; readonly limit: number },
): { changes: RunChange[]; nextCursor: string | null } {
  const { repo, history } = deps;
  const { places, next } = placesOf(repo, runId, kind, parsePlace(cursor), limit);
  const changes = places.flatMap(({ id, step, transactionId }) => {
    const found = history.stepsOf(transactionId).find((candidate) => candidate.step.observationId === id);
    if (!found) return [];
    const { accountId } = found.step;
    return [
      { ...found.event, key: `${id}.${step}`, transactionId, accountId, accountName: repo.accountName(accountId), title: found.row.title },
    ];
  });
  return { changes, nextCursor: next ? `${next.id}.${next.step}` : null };
}
