/** @file A stored answer read again, as it was read when it came: the ledger can be rebuilt from it without the provider. */
import { AppError } from '../../shared/errors.ts';
import type { PageParser, ProviderTransaction } from '../ports/bank-provider.ts';
import { decodeText, parseJson } from './json.ts';
import { toTransaction } from './map-transaction.ts';

import { WireTransactionPage } from './wire-transaction.ts';

/** @throws AppError `response_malformed` when it is no page: it was one when it was stored, so the store is damaged. */
export const rereadPage: PageParser = ({ raw, currency }) => {
  const parsed = WireTransactionPage.safeParse(parseJson(decodeText(raw, undefined)));
  if (!parsed.success) throw new AppError('response_malformed', 'a stored page is no page');
  const items: ProviderTransaction[] = [];
  for (const [place, value] of (parsed.data.transactions ?? []).entries()) {
    const mapped = toTransaction(value, place, { accountId: '', currencyOfAccount: () => currency });
    if (mapped.kind === 'item') items.push(mapped.item);
  }
  return items;
};
