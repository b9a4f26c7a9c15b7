/** @file Answers transaction lists. The matching rows of a query are kept, so that paging through them never starts over. */
import { toDecimalText } from '../../shared/domain/money.ts';
import type { Engine } from './engine.ts';
import type { Language } from './household/categories.ts';
import type { Row } from './household/row.ts';
import type { Access, LinkedAccount, User } from './state.ts';
import { hasFilters, isInPeriod, passesFilters, type TransactionQuery } from './transaction-query.ts';
import { listStatus, major } from './wire-accounts.ts';
import { dayText } from './wire-time.ts';
import { contractId, createTransactionWriter, partnerId, referenceOf, stateOf } from './wire-transactions.ts';

export type Holding = { readonly access: Access; readonly account: LinkedAccount };
type Match = {
  readonly rows: readonly Row[];
  readonly owners: Uint8Array;
  readonly pendingFrom: number;
  readonly deleted: readonly string[];
};

export type SyncWindow = { readonly accessId: string; readonly from: number; readonly to: number };
export type FoundTransaction = { readonly holding: Holding; readonly row: Row; readonly isBooked: boolean };
export type TransactionLists = {
  /** The whole answer as JSON text. */
  answer(holdings: readonly Holding[], query: TransactionQuery, language: Language): string;
};

const MAX_MATCHES = 12;

export function holdingsOf(user: User): readonly Holding[] {
  return user.accesses.flatMap((access) => access.accounts.map((account) => ({ access, account })));
}

export function findTransaction(engine: Engine, holdings: readonly Holding[], id: string): FoundTransaction | undefined {
  for (const holding of holdings) {
    const view = engine.view(holding.access, holding.account);
    const isIt = (isBooked: boolean) => (row: Row) => engine.idOf(holding.account, row, isBooked) === id;
    const booked = view.booked.find(isIt(true));
    const row = booked ?? view.pending.find(isIt(false));
    if (row) return { holding, row, isBooked: booked !== undefined };
  }
  return undefined;
}

export function createTransactionLists(engine: Engine, syncWindow: (id: string) => SyncWindow | undefined): TransactionLists {
  const matches = new Map<string, Match>();

  const match = (holdings: readonly Holding[], query: TransactionQuery): Match => {
    const horizons = holdings.map(({ access, account }) => `${account.id}@${account.generation}:${engine.horizon(access)}`).join(',');
    const { count: _count, offset: _offset, ...rest } = query;
    const key = `${engine.revision()}|${horizons}|${JSON.stringify(rest)}`;
    const known = matches.get(key);
    if (known) return known;
    const made = collect(engine, holdings, query, query.syncId === null ? undefined : syncWindow(query.syncId));
    const oldest = matches.keys().next().value;
    if (matches.size >= MAX_MATCHES && oldest !== undefined) matches.delete(oldest);
    matches.set(key, made);
    return made;
  };

  return {
    answer(holdings, query, language) {
      const { rows, owners, pendingFrom, deleted } = match(holdings, query);
      const write = createTransactionWriter(engine, language, query.isCents);
      const parts: string[] = [];
      const end = Math.min(query.offset + query.count, rows.length);
      for (let place = query.offset; place < end; place++) {
        const index = query.sort === 'asc' ? place : rows.length - 1 - place;
        const row = rows[index];
        const holding = holdings[owners[index] ?? 0];
        if (row && holding) parts.push(write(holding.account, row, index < pendingFrom));
      }
      const statistics = query.includesStatistics ? `,"statistics":${JSON.stringify(statisticsOf(rows, pendingFrom))}` : '';
      const gone = JSON.stringify(
        engine.profile === 'odd' ? deleted.map((id, index) => (index % 2 === 1 ? { transaction_id: id } : id)) : deleted,
      );
      return `{"transactions":[${parts.join(',')}],"deleted":${gone},"status":${JSON.stringify(listStatus(engine, holdings))}${statistics}}`;
    },
  };
}

function factsOf(engine: Engine, row: Row, account: LinkedAccount, isBooked: boolean) {
  const state = stateOf(row, account, isBooked);
  const { words } = row;
  return {
    row,
    state,
    purpose: words.purpose.replace('{ref}', referenceOf(row)),
    amountText: toDecimalText({ minor: state.minor, currency: row.currency }),
    dateText: dayText(state.day),
    partnerId: words.partner === null ? null : partnerId(words.partner),
    contractId: words.contract === null ? null : contractId(engine.seed, words.contract),
  };
}

/** Booked rows that match, oldest first, then the complete pending set, which no period narrows. */
function collect(engine: Engine, holdings: readonly Holding[], query: TransactionQuery, window: SyncWindow | undefined): Match {
  const mustFilter = hasFilters(query);
  const after = query.since && 'id' in query.since ? findTransaction(engine, holdings, query.since.id) : undefined;
  const booked: { row: Row; owner: number; day: number }[] = [];
  const pending: { row: Row; owner: number; day: number }[] = [];
  const deleted: string[] = [];
  for (const [owner, { access, account }] of holdings.entries()) {
    const view = engine.view(access, account);
    for (const row of view.booked) {
      const state = stateOf(row, account, true);
      if (!isInPeriod(state, query)) continue;
      if (query.syncId !== null && !(window && window.accessId === access.id && row.at > window.from && row.at <= window.to)) continue;
      if (mustFilter && !passesFilters(factsOf(engine, row, account, true), query)) continue;
      booked.push({ row, owner, day: state.day });
    }
    if (query.includesPending) for (const row of view.pending) pending.push({ row, owner, day: 0 });
    if (query.sinceType !== 'modified') continue;
    for (const { row, at } of view.deleted) {
      if (query.since && 'epochMs' in query.since && at >= query.since.epochMs)
        deleted.push(engine.idOf(account, row, row.bookedFrom <= at));
    }
  }
  if (holdings.length > 1) booked.sort((a, b) => a.day - b.day || a.row.at - b.row.at || a.owner - b.owner || a.row.seq - b.row.seq);
  pending.sort((a, b) => a.row.at - b.row.at || a.owner - b.owner);
  // Unknown ids leave nothing out: the platform cannot know what came before them.
  const start = after ? booked.findIndex((one) => one.row === after.row) + 1 : 0;
  const all = [...(start > 0 ? booked.slice(start) : booked), ...pending];
  return {
    rows: all.map((one) => one.row),
    owners: Uint8Array.from(all, (one) => one.owner),
    pendingFrom: all.length - pending.length,
    deleted,
  };
}

function statisticsOf(rows: readonly Row[], pendingFrom: number): object {
  let [depositSum, depositMax, expenseSum, expenseMax] = [0, 0, 0, 0];
  for (const [index, row] of rows.entries()) {
    const minor = index < pendingFrom ? row.minor : (row.heldMinor ?? row.minor);
    if (minor > 0) {
      depositSum += minor;
      depositMax = Math.max(depositMax, minor);
    } else {
      expenseSum += minor;
      expenseMax = Math.min(expenseMax, minor);
    }
  }
  const sar = (minor: number) => major(minor, 'SAR');
  return { deposit_sum: sar(depositSum), deposit_max: sar(depositMax), expense_sum: sar(expenseSum), expense_max: sar(expenseMax) };
}
