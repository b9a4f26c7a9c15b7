import type { z } from 'zod';
import type { FieldSource, FieldSourceName, SourcedField, TransactionDetail } from '../../../shared/contract/transactions.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';

type Source = z.infer<typeof FieldSource>;
type Detail = Omit<TransactionDetail, 'sources'>;

/** Where each visible field came from, in reading order; fields the bank left empty are not named. */
export function fieldSources(detail: Detail): Source[] {
  const amount = `${toDecimalText({ minor: detail.amountMinor, currency: detail.currency })} ${detail.currency}`;
  const original =
    detail.originalAmountMinor === null || detail.originalCurrency === null
      ? ''
      : `${toDecimalText({ minor: detail.originalAmountMinor, currency: detail.originalCurrency })} ${detail.originalCurrency}`;
  const all: readonly (readonly [SourcedField, string, FieldSourceName])[] = [
    ['title', detail.title, titleSource(detail)],
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
  return all.filter(([, value]) => value.trim() !== '').map(([field, value, source]) => ({ field, value, source }));
}

/** The title is one of the bank's own texts, perhaps shortened; when it is none of them it is the merchant name the provider worked out. */
function titleSource({ title, counterparty, purpose, bookingText }: Detail): FieldSourceName {
  const shown = foldText(title);
  const texts = [counterparty, purpose, bookingText].map(foldText);
  return texts.some((text) => text !== '' && text.startsWith(shown)) ? 'bank' : 'provider';
}

/** Without a date from the bank a row is listed under the day Mizan first saw it. */
function daySource({ day, bookedOn, valueOn }: Detail): FieldSourceName {
  return day === bookedOn || day === valueOn ? 'bank' : 'mizan';
}
