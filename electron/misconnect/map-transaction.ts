/** @file Transactions from the provider's words to Mizan's; one that cannot be read is set aside with its reason (R13). */
import { parseDecimal } from '../../shared/domain/money.ts';
import type { CategoryRef, ProviderTransaction } from '../ports/bank-provider.ts';
import { compactIban, currencyOf } from './map-account.ts';
import { cleanText, dayOf, instantOrNull, isTrue, labelOrNull, labelText, textOrNull } from './text.ts';
import { WireTransaction } from './wire-transaction.ts';

type Kind = ProviderTransaction['kind'];

/** Keys have lost case, spaces, `-` and `_`. First the platform's own strings, then the Saudi banks' that may leak through. */
const KINDS: Readonly<Record<string, Kind>> = {
  transfer: 'transfer',
  standingorder: 'standing_order',
  directdebit: 'direct_debit',
  salaryorrent: 'salary_or_rent',
  chargesorinterest: 'charges_or_interest',
  atm: 'cash',
  geldkarte: 'card',
  electroniccash: 'card',
  internationaltransfer: 'transfer',
  moneytransfer: 'transfer',
  withdrawal: 'cash',
  deposit: 'cash',
  purchase: 'card',
};

export function toTransactionKind(providerType: string): Kind {
  const key = providerType
    .toLowerCase()
    .replace(/^ksaob\./, '')
    .replace(/[\s_-]/g, '');
  return Object.hasOwn(KINDS, key) ? (KINDS[key] ?? 'unknown') : 'unknown';
}

export type MapContext = {
  /** The account that was asked for, for items that do not name theirs. */
  readonly accountId: string;
  /** Currency of a known account, for items that do not name theirs. */
  readonly currencyOfAccount: (accountId: string) => string | undefined;
};

export type Mapped =
  | { readonly kind: 'item'; readonly item: ProviderTransaction }
  | { readonly kind: 'unreadable'; readonly accountId: string | null; readonly reason: string };

export function toTransaction(value: unknown, place: number, context: MapContext): Mapped {
  const parsed = WireTransaction.safeParse(value);
  if (!parsed.success) return { kind: 'unreadable', accountId: null, reason: 'not_an_object' };
  const wire = parsed.data;
  const accountId = accountOf(wire, context);
  const currency = currencyOf(wire.currency);
  const knownCurrency = currency === null ? context.currencyOfAccount(accountId) : currency;
  if (knownCurrency === undefined) return { kind: 'unreadable', accountId, reason: 'currency' };
  const amountMinor = parseDecimal(cleanText(wire.amount), knownCurrency);
  if (amountMinor === undefined) return { kind: 'unreadable', accountId, reason: 'amount' };
  const bookedOn = dayOf(wire.booked_at);
  if (bookedOn === undefined) return { kind: 'unreadable', accountId, reason: 'booked_at' };
  const valueOn = dayOf(wire.settled_at);
  if (valueOn === undefined) return { kind: 'unreadable', accountId, reason: 'settled_at' };
  const item: ProviderTransaction = {
    providerId: textOrNull(wire.transaction_id),
    accountId,
    amountMinor,
    currency: knownCurrency,
    // Absent means booked: pending items only come when they are asked for, and then carry the flag.
    isBooked: wire.booked === null || wire.booked === undefined || wire.booked === '' || isTrue(wire.booked),
    bookedOn,
    valueOn,
    counterparty: cleanText(wire.name),
    purpose: cleanText(wire.purpose),
    bookingText: cleanText(wire.booking_text),
    kind: toTransactionKind(cleanText(wire.type)),
    counterpartyIban: compactIban(wire.iban),
    merchantName: labelOrNull(wire.payment_partner?.name),
    categoryPath: toCategoryPath(wire.categories),
    original: toOriginal(wire.additional_info),
    createdAt: instantOrNull(wire.created_at),
    modifiedAt: instantOrNull(wire.modified_at),
    place,
  };
  return { kind: 'item', item };
}

function accountOf(wire: WireTransaction, { accountId, currencyOfAccount }: MapContext): string {
  const named = cleanText(wire.account_id);
  // An id nobody lists can only be another name of the account that was asked for; dropping its rows would lose them without a word.
  const isNobodys = currencyOfAccount(accountId) !== undefined && currencyOfAccount(named) === undefined;
  return named === '' || isNobodys ? accountId : named;
}

const NO_CATEGORIES: readonly CategoryRef[] = [];

function toCategoryPath(wire: WireTransaction['categories']): readonly CategoryRef[] {
  if (!wire || wire.length === 0) return NO_CATEGORIES;
  return wire.flatMap((category) => {
    const id = cleanText(category?.id);
    return id === '' ? [] : [{ id, parentId: textOrNull(category?.parent_id), name: labelText(category?.name) }];
  });
}

const AMOUNT_WITH_CURRENCY = /^(?:([A-Za-z]{3})\s*([+-]?[\d.]+)|([+-]?[\d.]+)\s*([A-Za-z]{3}))$/;

/** The amount before conversion, in whichever of its shapes; null unless both amount and currency can be read. */
function toOriginal(wire: WireTransaction['additional_info']): ProviderTransaction['original'] {
  const amount = wire?.original_amount;
  if (amount === null || amount === undefined) return null;
  if (typeof amount === 'object') return money(amount.amount ?? amount.value, amount.currency ?? wire?.original_currency);
  const joined = AMOUNT_WITH_CURRENCY.exec(cleanText(amount));
  return joined ? money(joined[2] ?? joined[3], joined[1] ?? joined[4]) : money(amount, wire?.original_currency);
}

function money(amount: string | number | null | undefined, code: string | number | null | undefined): ProviderTransaction['original'] {
  const currency = currencyOf(code);
  if (!currency) return null;
  const minor = parseDecimal(cleanText(amount), currency);
  return minor === undefined ? null : { minor, currency };
}
