import type { TransactionDetail } from '../../../shared/contract/transactions.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import { createLedgerHistory, type LedgerHistory } from '../ledger/ledger-history.ts';
import { clipOriginal, clipText } from './display-text.ts';
import { fieldSources } from './field-sources.ts';
import { prettyJson } from './pretty-json.ts';
import { createTransactionDetailRepo, type StoredDetail, type TransactionDetailRepo } from './transaction-detail-repo.ts';
import { createTransactionRepo, type TransactionRepo } from './transaction-repo.ts';

type Deps = { readonly repo: TransactionRepo; readonly details: TransactionDetailRepo; readonly history: LedgerHistory };

/** One transaction with everything known about it. */
export class TransactionService {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws AppError `not_found` */
  get(id: number): TransactionDetail {
    const { repo, details, history } = this.#deps;
    const [row] = repo.rows([id]);
    const stored = details.find(id);
    if (!row || !stored) throw new AppError('not_found', 'no such transaction');
    const { said, ...shown } = stored;
    const detail = { ...row, ...shown, ...shownTexts(stored), history: history.of(id) };
    return { ...detail, sources: fieldSources(detail, said) };
  }
}

/** A bank may send megabytes; a page that has to lay them out hangs (S6). */
function shownTexts(stored: StoredDetail) {
  const { title, bankTitle, counterparty, purpose, bookingText, counterpartyIban, original } = stored;
  return {
    title: clipText(title),
    bankTitle: clipText(bankTitle),
    counterparty: clipText(counterparty),
    purpose: clipText(purpose),
    bookingText: clipText(bookingText),
    counterpartyIban: counterpartyIban === null ? null : clipText(counterpartyIban),
    original: clipOriginal(prettyJson(clipOriginal(original))),
  };
}

/** @param parse the adapter's reading of stored pages */
export function createTransactionService(db: Db, parse: PageParser): TransactionService {
  return new TransactionService({
    repo: createTransactionRepo(db),
    details: createTransactionDetailRepo(db),
    history: createLedgerHistory(db, parse),
  });
}
