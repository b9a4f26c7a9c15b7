/** @file Reads an account page by page: where it ends, when a bank goes round in circles, and the next page while one is written. */
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider, ReadPlan, TransactionsPage } from '../../ports/bank-provider.ts';
import type { RowMaker } from '../ledger/ledger-row.ts';
import { type ReadPage, toReadPage } from '../ledger/read-page.ts';

/**
 * A page shorter than asked for is the end by the book, but a server may hand out less at a time than it was asked for, and what
 * it held back would be lost without a word. No server's limit is below this; one more, empty answer settles the rest.
 */
const SMALLEST_LIMIT = 10;
/** R11: more pages than any person's account has. */
export const MAX_PAGES = 2000;

export function isLastPage(receivedCount: number): boolean {
  return receivedCount < SMALLEST_LIMIT;
}

export type PageSource = {
  readonly provider: Pick<BankProvider, 'readTransactions'>;
  readonly makeRow: RowMaker;
  /** Ours. */
  readonly accountId: string;
  readonly providerId: string;
  readonly signal: AbortSignal;
};

type PlanAt = (offset: number) => ReadPlan;

/** Remembers what a read has seen; a page that brings nothing new would be followed by the same one forever (R11). */
function createLoopGuard() {
  const seen = new Set<string>();
  return ({ keys }: TransactionsPage): boolean => {
    const sizeBefore = seen.size;
    for (const key of keys) seen.add(key);
    return keys.length > 0 && seen.size === sizeBefore;
  };
}

export type ReadStep = { readonly page: ReadPage; readonly offset: number };

/** Some servers refuse an offset beyond the end instead of answering with an empty page. */
function endIfRefused(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'provider_rejected') throw error;
}

/**
 * Yields the pages of a plan in order. While the caller works on one, the next is already on its way.
 * @throws AppError `response_malformed` when the end does not come within the page limit.
 */
export async function* readPages(source: PageSource, planAt: PlanAt, startOffset = 0): AsyncGenerator<ReadStep, void, undefined> {
  const { provider, providerId, signal } = source;
  const fetchPage = (offset: number): Promise<TransactionsPage> => {
    const answer = provider.readTransactions(providerId, planAt(offset), signal);
    // A page asked for ahead may fail while the one before is written, or never be wanted: its failure counts when it is awaited.
    answer.catch(() => {});
    return answer;
  };
  const isRepeated = createLoopGuard();
  let offset = startOffset;
  let next: Promise<TransactionsPage> | undefined = fetchPage(offset);
  for (let count = 0; next !== undefined; count += 1) {
    if (count >= MAX_PAGES) throw new AppError('response_malformed', 'the bank sends pages without end');
    const answer: TransactionsPage | undefined = await (offset > startOffset ? next.catch(endIfRefused) : next);
    signal.throwIfAborted();
    if (answer === undefined || isRepeated(answer)) return;
    next = isLastPage(answer.receivedCount) ? undefined : fetchPage(offset + answer.receivedCount);
    const page = toReadPage(source.makeRow, source, answer, planAt(offset).kind);
    yield { page, offset };
    offset += answer.receivedCount;
  }
}

/** All pages of a plan. */
export async function readAll(source: PageSource, planAt: PlanAt): Promise<readonly ReadPage[]> {
  const pages: ReadPage[] = [];
  for await (const { page } of readPages(source, planAt)) pages.push(page);
  return pages;
}
