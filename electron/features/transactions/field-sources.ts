import type { z } from 'zod';
import type { FieldSource, FieldSourceName, SourcedField, TransactionDetail } from '../../../shared/contract/transactions.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { Said } from './transaction-detail-repo.ts';

type Source = z.infer<typeof FieldSource>;
type Detail = Omit<TransactionDetail, 'sources'>;
type Told = readonly [SourcedField, value: string, FieldSourceName];

/** Where each visible field came from, in reading order; fields that hold nothing are not named. */
export function fieldSources(detail: Detail, said: Said): Source[] {
  const amount = `${toDecimalText({ minor: detail.amountMinor, currency: detail.currency })} ${detail.currency}`;
  const original =
    detail.originalAmountMinor === null || detail.originalCurrency === null
      ? ''
      : `${toDecimalText({ minor: detail.originalAmountMinor, currency: detail.originalCurrency })} ${detail.originalCurrency}`;
  const all: readonly Told[] = [
    ['title', detail.title, detail.hasOwnTitle ? 'you' : titleSource(detail)],
    ['ownCategory', detail.categoryId === 0 && !detail.hasOwnCategory ? '' : String(detail.categoryId), categorySource(detail, said)],
    ['tags', detail.tags.join(', '), 'you'],
    ['note', detail.note ?? '', 'you'],
    ['amount', amount, 'bank'],
    ['day', detail.day, daySource(detail)],
    ['bookedOn', detail.bookedOn ?? '', 'bank'],
    ['valueOn', detail.valueOn ?? '', 'bank'],
    ['counterparty', detail.counterparty, 'bank'],
    ['counterpartyIban', detail.counterpartyIban ?? '', 'bank'],
    ['purpose', detail.purpose, 'bank'],
    ['bookingText', detail.bookingText, 'bank'],
    ['originalAmount', original, 'bank'],
    ['kind', detail.kind === 'unknown' ? '' : detail.kind, 'provider'],
    ['category', detail.categoryPath.join(' › '), 'provider'],
  ];
  return all
    .filter(([, value]) => value.trim() !== '')
    .map(([field, value, source]) => ({
      field,
      value,
      source,
      at: source === 'you' && field !== 'tags' ? said.at : null,
      rule: source === 'rule' ? said.rule : null,
    }));
}

/** The bank's title is one of its own texts, perhaps shortened; when it is none of them it is the merchant name the provider worked out. */
function titleSource({ bankTitle, counterparty, purpose, bookingText }: Detail): FieldSourceName {
  const shown = foldText(bankTitle);
  const texts = [counterparty, purpose, bookingText].map(foldText);
  return texts.some((text) => text !== '' && text.startsWith(shown)) ? 'bank' : 'provider';
}

/** In the order in which they decide: what was said, a recognised transfer, a rule, the provider. */
function categorySource({ hasOwnCategory }: Detail, { isTransfer, rule }: Said): FieldSourceName {
  if (hasOwnCategory) return 'you';
  if (isTransfer) return 'transfer';
  return rule === null ? 'provider' : 'rule';
}

/** Without a date from the bank a row is listed under the day Mizan first saw it. */
function daySource({ day, bookedOn, valueOn }: Detail): FieldSourceName {
  return day === bookedOn || day === valueOn ? 'bank' : 'mizan';
}
