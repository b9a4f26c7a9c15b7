/** @file Items of the stored pages, as the rows they became: read again with the adapter's own eyes. */

import type { Db } from '../../db/open.ts';
import { unpackBody } from '../../db/raw-body.ts';
import type { PageParser, ProviderTransaction, ReadPlan } from '../../ports/bank-provider.ts';
import { createRowMaker, type KeptPage, type LedgerRow } from './ledger-row.ts';

type PageRow = {
  readonly plan: ReadPlan['kind'];
  readonly receivedAt: string;
  readonly itemCount: number;
  readonly digest: Uint8Array;
  readonly packed: Uint8Array;
  readonly currency: string;
};

const PAGE = `
  SELECT p.plan, p.received_at AS receivedAt, p.item_count AS itemCount, p.digest, p.body AS packed, a.currency
  FROM raw_pages p JOIN accounts a ON a.id = p.account_id WHERE p.id = ?`;

export type StoredItems = ReturnType<typeof createStoredItems>;

/** Keeps the page last asked for: observations come page by page. */
export function createStoredItems(db: Db, parse: PageParser) {
  const find = db.prepare(PAGE);
  const makeRow = createRowMaker();
  let last: { id: number; page: KeptPage; items: ReadonlyMap<number, ProviderTransaction> } | undefined;
  const read = (pageId: number) => {
    if (last?.id === pageId) return last;
    const row = find.get(pageId) as PageRow | undefined; // columns as selected
    if (!row) throw new Error('an observation names a page that is not stored');
    const { plan, receivedAt, itemCount, digest, packed, currency } = row;
    const items = parse({ raw: unpackBody(packed), plan, receivedAt, currency });
    last = { id: pageId, page: { plan, receivedAt, itemCount, digest, packed }, items: new Map(items.map((item) => [item.place, item])) };
    return last;
  };
  return {
    page: (pageId: number): KeptPage => read(pageId).page,
    row(accountId: string, pageId: number, place: number): LedgerRow {
      const { page, items } = read(pageId);
      const item = items.get(place);
      if (!item) throw new Error('an observation names an item that its page does not hold');
      return makeRow(accountId, item, page);
    },
  };
}
