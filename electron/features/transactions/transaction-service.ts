import type { Parsed } from '../../../shared/contract/index.ts';
import type { TransactionDetail, TransactionPage } from '../../../shared/contract/transactions.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import { createLedgerHistory, type LedgerHistory } from '../ledger/ledger-history.ts';
import { clipOriginal, clipText } from './display-text.ts';
import { fieldSources } from './field-sources.ts';
import { prettyJson } from './pretty-json.ts';
import { parseSearch } from './search-terms.ts';
import { createTransactionDetailRepo, type StoredDetail, type TransactionDetailRepo } from './transaction-detail-repo.ts';
import { createTransactionRepo, type ListFilter, type Place, type Scope, type TransactionRepo } from './transaction-repo.ts';

export type TransactionServiceDeps = {
  readonly repo: TransactionRepo;
  readonly details: TransactionDetailRepo;
  readonly history: LedgerHistory;
};
type Filter = Parsed<'transactions.count'>;

export class TransactionService {
  readonly #deps: TransactionServiceDeps;

  constructor(deps: TransactionServiceDeps) {
    this.#deps = deps;
  }

  page(input: Parsed<'transactions.page'>): TransactionPage {
    const { repo } = this.#deps;
    const filter = this.#toListFilter(input);
    const after = input.cursor === null ? null : parseCursor(input.cursor);
    const read = repo.page(filter, after, input.limit + 1);
    const rows = read.slice(0, input.limit);
    const last = rows.at(-1);
    return {
      rows,
      daySums: repo.daySums(filter, [...new Set(rows.map((row) => row.day))]),
      nextCursor: read.length > input.limit && last ? formatCursor(last) : null,
    };
  }

  count(input: Filter): { matching: number; total: number } {
    const { repo } = this.#deps;
    const accounts = repo.listAccounts();
    const shown = accounts.filter((account) => !account.isHidden || input.accountIds.includes(account.id)).map((account) => account.id);
    return {
      matching: repo.count(this.#toListFilter(input)),
      total: repo.count({ scope: shown, search: parseSearch(''), span: { fromDay: null, toDay: null } }),
    };
  }

  /** @throws AppError `not_found` */
  get(id: number): TransactionDetail {
    const { repo, details, history } = this.#deps;
    const [row] = repo.rows([id]);
    const stored = details.find(id);
    if (!row || !stored) throw new AppError('not_found', 'no such transaction');
    const detail = { ...row, ...stored, ...shownTexts(stored), history: history.of(id) };
    return { ...detail, sources: fieldSources(detail) };
  }

  /** Hidden accounts are left out unless asked for by id. Without any of them the list needs no look at accounts at all. */
  #toListFilter({ search, accountIds, fromDay, toDay }: Filter): ListFilter {
    return { scope: this.#scopeOf(accountIds), search: parseSearch(search), span: { fromDay, toDay } };
  }

  #scopeOf(accountIds: readonly string[]): Scope {
    if (accountIds.length > 0) return [...new Set(accountIds)];
    const accounts = this.#deps.repo.listAccounts();
    const visible = accounts.filter((account) => !account.isHidden).map((account) => account.id);
    return visible.length === accounts.length ? null : visible;
  }
}

/** A bank may send megabytes; a page that has to lay them out hangs (S6). */
function shownTexts({ title, counterparty, purpose, bookingText, counterpartyIban, original }: StoredDetail) {
  return {
    title: clipText(title),
    counterparty: clipText(counterparty),
    purpose: clipText(purpose),
    bookingText: clipText(bookingText),
    counterpartyIban: counterpartyIban === null ? null : clipText(counterpartyIban),
    original: clipOriginal(prettyJson(clipOriginal(original))),
  };
}

/** @param parse the adapter's reading of stored pages; only `get` needs it */
export function createTransactionService(db: Db, parse: PageParser): TransactionService {
  return new TransactionService({
    repo: createTransactionRepo(db),
    details: createTransactionDetailRepo(db),
    history: createLedgerHistory(db, parse),
  });
}

function formatCursor(place: Place): string {
  return `${place.day}.${place.id}`;
}

function parseCursor(cursor: string): Place {
  const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(cursor);
  const [, day = '', id = ''] = match ?? [];
  if (!isDay(day)) throw new AppError('invalid_input', 'not a cursor of this list', { fields: { cursor: 'cursor' } });
  return { day, id: Number(id) };
}
