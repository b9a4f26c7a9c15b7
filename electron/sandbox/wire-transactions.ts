/** @file `Transaction` as sent (reference, section 10.2), written straight into JSON text: a page is a join of strings. */
import { toDecimalText } from '../../shared/domain/money.ts';
import type { Engine } from './engine.ts';
import { categoryPath, type Language } from './household/categories.ts';
import type { Row, Words } from './household/row.ts';
import { dayNumber } from './ledger.ts';
import { hashDigits, hashText, hashUuid } from './seeded.ts';
import type { LinkedAccount } from './state.ts';
import { dayText, offsetTime, zuluTime } from './wire-time.ts';

export function partnerId(name: string): string {
  return hashUuid(`partner/${name}`);
}

export function contractId(seed: number, contract: string): string {
  return `C${hashDigits(`contract/${seed}/${contract}`, 15)}`;
}

/** Reference number the bank prints into its texts; the same for every reader. */
export function referenceOf(row: Row): string {
  const digits = String((row.seq * 48_271 + Math.floor(row.at / 60_000)) % 100_000_000).padStart(8, '0');
  return `${digits.slice(0, 2)}-${digits.slice(2)}`;
}

/** The part of a row that comes from its words alone, serialised once per language. */
type Pieces = { readonly beforeRef: string; readonly afterRef: string };
const pieces: Record<Language, WeakMap<Words, Pieces>> = { ar: new WeakMap(), en: new WeakMap(), de: new WeakMap() };

function piecesOf(words: Words, language: Language, seed: number): Pieces {
  const known = pieces[language].get(words);
  if (known) return known;
  const [head = '', tail] = words.purpose.split('{ref}', 2);
  const inner = (text: string) => JSON.stringify(text).slice(1, -1);
  const path = categoryPath(words.categoryId).map((one) => ({ id: one.id, parent_id: one.parentId, name: one.names[language] }));
  const rest = [
    `"booking_text":${JSON.stringify(words.bookingText)}`,
    `"type":${JSON.stringify(words.type)}`,
    `"categories":${JSON.stringify(path)}`,
    ...(words.partner === null ? [] : [`"payment_partner":${JSON.stringify({ id: partnerId(words.partner), name: words.partner })}`]),
    ...(words.contract === null ? [] : [`"contract_id":"${contractId(seed, words.contract)}"`]),
    ...(words.counterIban === null ? [] : [`"iban":"${words.counterIban}"`]),
  ].join(',');
  const name = words.name === '' ? '' : `"name":${JSON.stringify(words.name)},`;
  const made = { beforeRef: `${name}"purpose":"${inner(head)}`, afterRef: `${tail === undefined ? '' : inner(tail)}",${rest}` };
  pieces[language].set(words, made);
  return made;
}

export type RowState = {
  readonly isBooked: boolean;
  readonly minor: number;
  /** First seen and last changed on the platform, epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Number of the Riyadh day it is listed under. */
  readonly day: number;
};

export function stateOf(row: Row, account: LinkedAccount, isBooked: boolean): RowState {
  const since = account.reissuedAt ?? 0;
  return {
    isBooked,
    minor: isBooked ? row.minor : (row.heldMinor ?? row.minor),
    createdAt: Math.max(row.at, since),
    modifiedAt: Math.max(row.at, isBooked ? row.bookedFrom : 0, since, row.editedAt ?? 0),
    day: dayNumber(isBooked ? row.bookedFrom : row.at),
  };
}

export type TransactionWriter = (account: LinkedAccount, row: Row, isBooked: boolean) => string;

export function createTransactionWriter(engine: Engine, language: Language, isCents: boolean): TransactionWriter {
  const { seed, idOf } = engine;
  const isOdd = engine.profile === 'odd';
  return (account, row, isBooked) => {
    const state = stateOf(row, account, isBooked);
    const amount = isCents ? String(state.minor) : toDecimalText({ minor: state.minor, currency: row.currency });
    const { beforeRef, afterRef } = piecesOf(row.words, language, seed);
    const reference = row.words.purpose.includes('{ref}') ? referenceOf(row) : '';
    const head = `{"transaction_id":"${idOf(account, row, isBooked)}","account_id":"${account.id}","amount":${isOdd ? oddAmount(amount, row.seq) : amount},"currency":"${row.currency}","booked":${isBooked}`;
    const times = `,"created_at":"${offsetTime(state.createdAt)}","modified_at":"${offsetTime(state.modifiedAt)}"`;
    const text = beforeRef + reference + afterRef;
    if (isOdd)
      return `${head},${oddDates(row, state)},${oddText(text, row.seq)}${additionalInfo(row, reference)}${times}${oddExtras(row.seq)}}`;
    return `${head},"booked_at":"${dayText(state.day)}T00:00:00.000Z","settled_at":"${dayText(Math.min(state.day, dayNumber(row.at)))}T00:00:00.000Z",${text}${additionalInfo(row, reference)}${times}}`;
  };
}

function additionalInfo(row: Row, reference: string): string {
  const parts = reference === '' ? [] : [`"bank_reference":"${reference}"`];
  if (row.original) {
    const { minor, currency, feeMinor } = row.original;
    parts.push(`"original_amount":{"amount":${toDecimalText({ minor, currency })},"currency":"${currency}"}`);
    if (feeMinor !== 0) parts.push(`"fee":${toDecimalText({ minor: -feeMinor, currency: row.currency })}`);
  }
  return parts.length === 0 ? '' : `,"additional_info":{${parts.join(',')}}`;
}

/** Some odd rows print numbers the short way: `-64.5`, `100.0`, `7`. */
function oddAmount(amount: string, seq: number): string {
  if (!amount.includes('.') || seq % 3 === 0) return amount;
  const short = amount.replace(/0+$/, '').replace(/\.$/, seq % 3 === 1 ? '.0' : '');
  return short === '-0' || short === '-0.0' ? '0' : short;
}

/** Both spellings of time, and booking times after 21:00 UTC that still mean that date. */
function oddDates(row: Row, state: RowState): string {
  const day = dayText(state.day);
  const time = row.seq % 11 === 0 ? 'T22:30:00+00:00' : row.seq % 3 === 0 ? 'T00:00:00.000000+00:00' : 'T00:00:00.000Z';
  const booked = `"booked_at":"${day}${time}"`;
  return row.seq % 5 === 0
    ? `${booked},"settled_at":null`
    : `${booked},"settled_at":"${zuluTime(Math.floor(row.at / 86_400_000) * 86_400_000)}"`;
}

function oddText(text: string, seq: number): string {
  const named = text.startsWith('"name"') || seq % 2 === 0 ? text : `"name":${seq % 4 === 1 ? 'null' : '""'},${text}`;
  if (seq % 13 === 0) return named.replace(/"type":"[^"]*"/, '"type":""');
  if (seq % 17 === 0) return named.replace(/"type":"[^"]*"/, '"type":"KSAOB.InternationalTransfer"');
  return named;
}

function oddExtras(seq: number): string {
  if (seq % 4 !== 0) return '';
  return `,"x_merchant_category_code":"${1000 + (hashText(String(seq)) % 8999)}","ksaob":{"state":"KSAOB.Booked","subType":"Purchase"},"running_balance":null`;
}
