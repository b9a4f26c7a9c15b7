/** @file From a provider's transaction to the row that is stored: display title, folded search text, fingerprint (R17). Pure. */
import { hash } from 'node:crypto';
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ProviderTransaction, ReadPlan } from '../../ports/bank-provider.ts';

/** A page as kept until a row points to it; `packed` is what will be stored. */
export type KeptPage = {
  readonly plan: ReadPlan['kind'];
  readonly receivedAt: Instant;
  readonly itemCount: number;
  readonly digest: Uint8Array;
  readonly packed: Uint8Array;
};

/** What a row shows; equal facts mean nothing changed. */
export type LedgerFacts = {
  readonly isPending: 0 | 1;
  readonly bookedOn: Day | null;
  readonly valueOn: Day | null;
  readonly amountMinor: number;
  readonly currency: string;
  readonly originalMinor: number | null;
  readonly originalCurrency: string | null;
  readonly title: string;
  readonly counterparty: string;
  readonly purpose: string;
  readonly bookingText: string;
  readonly counterpartyIban: string | null;
  readonly kind: string;
  readonly categoryId: string | null;
};

export type LedgerRow = LedgerFacts & {
  readonly providerId: string | null;
  /** 16 bytes in lower-case hex. */
  readonly fingerprint: string;
  /** null when the bank gave no day: a stored row keeps the one it was first listed under. */
  readonly day: Day | null;
  readonly searchText: string;
  readonly createdAt: Instant | null;
  readonly modifiedAt: Instant | null;
  readonly page: KeptPage;
  readonly place: number;
};

const MAX_TITLE = 120;
/** Enough for any real statement line; a megabyte of text must not become a million trigrams. */
const MAX_SEARCH = 4000;
const MAX_REMEMBERED = 20_000;

/** Control characters and runs of white space, which a one-line title cannot show. */
const UNPRINTABLE = /[\p{Cc}\s]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose
const NEEDS_CLEANING = /[\u0000-\u001f\u007f-\u00a0]| {2}|^ | $/;

const oneLine = (text: string): string => (NEEDS_CLEANING.test(text) ? text.replace(UNPRINTABLE, ' ').trim() : text);

/** Cuts between characters, never inside a surrogate pair. */
function clip(text: string, length: number): string {
  return text.length <= length
    ? text
    : text
        .slice(0, length)
        .toWellFormed()
        .replace(/\ufffd$/, '');
}

/** Lone surrogates cannot be stored: they would read back as something else and look changed at every sync. */
const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.toWellFormed());

function titleOf(item: ProviderTransaction): string {
  for (const text of [item.merchantName, item.counterparty, item.purpose, item.bookingText]) {
    const title = text ? oneLine(text) : '';
    if (title !== '') return clip(title, MAX_TITLE);
  }
  return '';
}

export type RowMaker = (accountId: string, item: ProviderTransaction, page: KeptPage) => LedgerRow;

/** Merchants and operation labels repeat thousands of times; folding them once each halves the work of a first import. */
function createFolder(): (text: string) => string {
  const remembered = new Map<string, string>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const folded = foldText(text);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(text, folded);
    return folded;
  };
}

function searchTextOf(pieces: readonly string[], amountMinor: number, currency: string): string {
  let text = '';
  for (const piece of pieces) {
    if (piece !== '' && !text.includes(piece)) text = text === '' ? piece : `${text} ${piece}`;
  }
  const amount = toDecimalText({ minor: Math.abs(amountMinor), currency });
  return text === '' ? amount : `${clip(text, MAX_SEARCH)} ${amount}`;
}

/** Account, day, amount (its sign is the direction), currency and what the bank wrote; never ids, categories or times. */
function fingerprintOf(accountId: string, item: ProviderTransaction, folded: readonly string[]): string {
  const day = item.bookedOn ?? item.valueOn ?? '';
  const text = `${accountId}\n${day}\n${item.amountMinor}\n${item.currency}\n${folded.join('\n')}`;
  return hash('sha256', text, 'hex').slice(0, 32);
}

export function createRowMaker(): RowMaker {
  const fold = createFolder();
  return (accountId, item, page) => {
    const counterparty = wellFormed(item.counterparty);
    const purpose = wellFormed(item.purpose);
    const bookingText = wellFormed(item.bookingText);
    const merchant = fold(item.merchantName ?? '');
    const folded = [fold(counterparty), foldText(purpose), fold(bookingText)];
    return {
      providerId: item.providerId,
      fingerprint: fingerprintOf(accountId, item, folded),
      isPending: item.isBooked ? 0 : 1,
      day: item.bookedOn ?? item.valueOn,
      bookedOn: item.bookedOn,
      valueOn: item.valueOn,
      amountMinor: item.amountMinor,
      currency: item.currency,
      originalMinor: item.original?.minor ?? null,
      originalCurrency: item.original?.currency ?? null,
      title: wellFormed(titleOf(item)),
      counterparty,
      purpose,
      bookingText,
      counterpartyIban: item.counterpartyIban,
      kind: item.kind,
      categoryId: item.categoryPath.at(-1)?.id ?? null,
      searchText: searchTextOf([merchant, ...folded], item.amountMinor, item.currency),
      createdAt: item.createdAt,
      modifiedAt: item.modifiedAt,
      page,
      place: item.place,
    };
  };
}

const FACTS = [
  'isPending',
  'bookedOn',
  'valueOn',
  'amountMinor',
  'currency',
  'originalMinor',
  'originalCurrency',
  'title',
  'counterparty',
  'purpose',
  'bookingText',
  'counterpartyIban',
  'kind',
  'categoryId',
] as const satisfies readonly (keyof LedgerFacts)[];

export function hasSameFacts(one: LedgerFacts, other: LedgerFacts): boolean {
  return FACTS.every((name) => one[name] === other[name]);
}
