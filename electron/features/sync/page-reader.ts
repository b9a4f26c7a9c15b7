/** @file Reads an account page by page: where it ends, when a bank goes round in circles, and the next page while one is written. */
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider, ReadPlan, TransactionsPage } from '../../ports/bank-provider.ts';
import type { RowMaker } from '../ledger/ledger-row.ts';
import { type ReadPage, toReadPage } from '../ledger/read-page.ts';

/** What the provider is asked for at a time. */
const PAGE_SIZE = 1000;
/** A server may hand out less than asked; its limit would be a round number, where a real end hardly ever is. */
const ROUND = 50;
/** R11: more pages than any person's account has. */
export const MAX_PAGES = 2000;

export function isLastPage(receivedCount: number): boolean {
  return receivedCount === 0 || (receivedCount < PAGE_SIZE && receivedCount % ROUND !== 0);
}

export type PageSource = {
  readonly provider: BankProvider;
  readonly makeRow: RowMaker;
  /** Ours. */
  readonly accountId: string;
  readonly providerId: string;
  readonly signal: AbortSignal;
};

type PlanAt = (offset: number) => ReadPlan;

/** Remembers what a read has seen; a page that brings nothing new would be followed by the same one forever (R11). */
function createLoopGuard() {
  const seenIds = new Set<string>();
  let lastDigest = '';
  return (page: TransactionsPage, read: ReadPage): boolean => {
    const digest = Buffer.from(read.kept.digest).toString('hex');
    const isSameBody = digest === lastDigest;
    lastDigest = digest;
    const sizeBefore = seenIds.size;
    let hasBlank = false;
    for (const { providerId } of page.items) {
      if (providerId === null) hasBlank = true;
      else seenIds.add(providerId);
    }
    const isRepetition = page.items.length > 0 && !hasBlank && seenIds.size === sizeBefore;
    return page.receivedCount > 0 && (isSameBody || isRepetition);
  };
}

export type ReadStep = { readonly page: ReadPage; readonly offset: number };

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
    const answer: TransactionsPage = await next;
    signal.throwIfAborted();
    next = isLastPage(answer.receivedCount) ? undefined : fetchPage(offset + answer.receivedCount);
    const page = toReadPage(source.makeRow, source, answer, planAt(offset).kind);
    if (isRepeated(answer, page)) return;
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
