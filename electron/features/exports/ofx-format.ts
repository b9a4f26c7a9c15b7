/**
 * @file OFX 2.2 (XML): one statement per account, booked rows only. No kept library writes it, and it is a page of elements.
 * Lengths follow the specification: NAME 32 characters, MEMO 255.
 */
import type { Day } from '../../../shared/domain/dates.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ExportAccount } from './export-repo.ts';
import type { ExportRow } from './export-row.ts';

const NAME_LENGTH = 32;
const MEMO_LENGTH = 255;
const CARDS: ReadonlySet<string> = new Set(['credit_card', 'charge_card']);
const TYPES: Readonly<Record<string, string>> = {
  transfer: 'XFER',
  standing_order: 'REPEATPMT',
  direct_debit: 'DIRECTDEBIT',
  charges_or_interest: 'SRVCHG',
  cash: 'ATM',
  card: 'POS',
};

/** XML 1.0 allows no other control characters; a file with one is no file. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is its purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text.toWellFormed().replace(CONTROL, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
/** Cuts before escaping, so that an entity is never cut in two. */
const clip = (text: string, length: number): string => escapeXml([...text.replace(/\s+/g, ' ').trim()].slice(0, length).join(''));
const day = (value: Day): string => value.replaceAll('-', '');
/** `20261107110700.000` */
const instant = (iso: string): string => iso.replace(/[-:TZ]/g, '').slice(0, 18);
const tag = (name: string, value: string): string => `<${name}>${value}</${name}>`;

const typeOf = (row: ExportRow): string => {
  if (row.kind === 'salary_or_rent' && row.amountMinor > 0) return 'DIRECTDEP';
  return TYPES[row.kind] ?? (row.amountMinor < 0 ? 'DEBIT' : 'CREDIT');
};

function transaction(row: ExportRow): string {
  const memo = [row.purpose, row.note].filter((text) => text !== '').join(' · ');
  return tag(
    'STMTTRN',
    [
      tag('TRNTYPE', typeOf(row)),
      tag('DTPOSTED', day(row.bookedOn ?? row.day)),
      row.valueOn === null ? '' : tag('DTAVAIL', day(row.valueOn)),
      tag('TRNAMT', toDecimalText({ minor: row.amountMinor, currency: row.currency })),
      // Ours: the bank's own may change with a reconnect, and a reader knows rows again by it.
      tag('FITID', `MIZAN-${row.id}`),
      tag('NAME', clip(row.title, NAME_LENGTH) || '-'),
      memo === '' ? '' : tag('MEMO', clip(memo, MEMO_LENGTH)),
    ].join(''),
  );
}

export function ofxHead(at: string): string {
  const status = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>';
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    `<OFX><SIGNONMSGSRSV1><SONRS>${status}${tag('DTSERVER', instant(at))}<LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>`,
    '',
  ].join('\n');
}
export const OFX_TAIL = '</OFX>\n';

export const isCard = ({ kind }: Pick<ExportAccount, 'kind'>): boolean => CARDS.has(kind);

function accountOf(account: ExportAccount): string {
  const id = escapeXml(account.iban ?? account.accountNumber ?? account.id);
  if (isCard(account)) return tag('CCACCTFROM', tag('ACCTID', id));
  const bank = escapeXml(account.bic ?? account.bankCode ?? 'UNKNOWN');
  return tag(
    'BANKACCTFROM',
    tag('BANKID', bank) + tag('ACCTID', id) + tag('ACCTTYPE', account.kind === 'savings' ? 'SAVINGS' : 'CHECKING'),
  );
}

/** @param rows booked, of this account and its currency; oldest first. @param number unique in the file */
export function ofxStatement(account: ExportAccount, rows: readonly ExportRow[], number: number, today: Day): string {
  const [set, response, statement] = isCard(account)
    ? ['CREDITCARDMSGSRSV1', 'CCSTMTTRNRS', 'CCSTMTRS']
    : ['BANKMSGSRSV1', 'STMTTRNRS', 'STMTRS'];
  const first = rows[0];
  const last = rows.at(-1);
  // Left out while unknown: a zero would be a lie.
  const balance =
    account.balanceMinor === null || account.balanceOn === null
      ? ''
      : tag(
          'LEDGERBAL',
          tag('BALAMT', toDecimalText({ minor: account.balanceMinor, currency: account.currency })) + tag('DTASOF', day(account.balanceOn)),
        );
  const list = [
    tag('DTSTART', day(first ? (first.bookedOn ?? first.day) : today)),
    tag('DTEND', day(last ? (last.bookedOn ?? last.day) : today)),
    ...rows.map(transaction),
  ];
  const body = tag('CURDEF', account.currency) + accountOf(account) + tag('BANKTRANLIST', list.join('\n')) + balance;
  const status = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>';
  return `${tag(set, tag(response, tag('TRNUID', String(number)) + status + tag(statement, body)))}\n`;
}
