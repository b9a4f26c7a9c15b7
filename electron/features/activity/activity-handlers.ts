import type { Handlers } from '../../../shared/contract/index.ts';
import { riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostData } from '../../ports/host-data.ts';
import type { FetchLedger } from '../fetch-ledger/fetch-ledger.ts';
import { toCsv, toJson } from '../fetch-ledger/fetch-ledger-export.ts';
import { createFetchLedgerReader } from '../fetch-ledger/fetch-ledger-reader.ts';
import { createLedgerHistory } from '../ledger/ledger-history.ts';
import { compareWithReceived } from '../ledger/rebuild.ts';
import { KINDS, readRunDiff } from './run-diff.ts';
import { createRunRepo } from './run-repo.ts';

export type ActivityDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ledger: Pick<FetchLedger, 'flush' | 'verify'>;
  readonly parse: PageParser;
  /** undefined where nobody can be asked where to save. */
  readonly saveText: HostData['saveText'] | undefined;
};

export type ActivityHandlers = Pick<Handlers, Extract<keyof Handlers, `activity.${string}`>>;

export function activityHandlers(deps: ActivityDeps): ActivityHandlers {
  const repo = createRunRepo(deps.db);
  const history = createLedgerHistory(deps.db, deps.parse);
  return {
    'activity.runs': ({ cursor, limit }) => {
      const read = repo.page(cursor, limit + 1);
      const runs = read.slice(0, limit);
      return { runs, nextCursor: read.length > limit ? (runs.at(-1)?.id ?? null) : null };
    },
    'activity.run': ({ runId }) => {
      const run = repo.find(runId);
      if (!run) throw new AppError('not_found', 'no such run');
      const counts = repo.counts(runId);
      const sum = (kind: keyof typeof KINDS) => KINDS[kind].reduce((total, name) => total + (counts.get(name) ?? 0), 0);
      return { run, accounts: repo.accounts(runId), counts: { added: sum('added'), changed: sum('changed'), removed: sum('removed') } };
    },
    'activity.runDiff': (input) => readRunDiff({ repo, history }, input),
    'activity.compareLedger': () => compareWithReceived(deps.db, deps.parse),
    ...fetchLedgerHandlers(deps),
  };
}

type FetchLedgerHandlers = Pick<Handlers, 'activity.fetchLedger' | 'activity.verifyLedger' | 'activity.exportLedger'>;

function fetchLedgerHandlers({ db, clock, ledger, saveText }: ActivityDeps): FetchLedgerHandlers {
  const reader = createFetchLedgerReader(db);
  return {
    'activity.fetchLedger': ({ cursor, limit, ...filter }) => {
      const read = reader.page(filter, cursor, limit + 1);
      const lines = read.slice(0, limit);
      return { lines, total: reader.count(filter), nextCursor: read.length > limit ? (lines.at(-1)?.id ?? null) : null };
    },
    'activity.verifyLedger': () => {
      ledger.flush();
      const result = ledger.verify();
      const lines = reader.count({ connectionId: null, consentId: null });
      return { lines, firstBadId: result.ok ? null : result.firstBadId };
    },
    'activity.exportLedger': async ({ format, ...filter }) => {
      ledger.flush();
      const now = clock.now();
      const lines = reader.all(filter);
      const text = format === 'csv' ? toCsv(lines) : toJson(lines, toInstant(now));
      const saved = await saveText?.({ fileName: `mizan-fetch-ledger-${riyadhDay(now)}.${format}`, text });
      return { saved: saved ?? false };
    },
  };
}
