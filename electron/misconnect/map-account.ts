/** @file Accounts and accesses from the provider's words to Mizan's. */
import type { AccountKind } from '../../shared/domain/account-kind.ts';
import { parseDecimal } from '../../shared/domain/money.ts';
import type { ProviderAccess, ProviderAccount, SyncState } from '../ports/bank-provider.ts';
import { cleanText, instantOrNull, isTrue, labelOrNull, labelText, splitBankName, textOrNull } from './text.ts';
import type { WireAccess, WireAccount } from './wire-account.ts';
import type { WireStatus } from './wire-fields.ts';

/** Reference section 20; keys have lost case, spaces, `-` and `_`. Only the first three strings of each market are certain. */
const KINDS: Readonly<Record<string, AccountKind>> = {
  giroaccount: 'current',
  currentaccount: 'current',
  current: 'current',
  checkingaccount: 'current',
  paymentaccount: 'current',
  savingsaccount: 'savings',
  dailysavingsaccount: 'savings',
  savings: 'savings',
  creditcard: 'credit_card',
  prepaidcard: 'prepaid_card',
  emoneyaccount: 'emoney',
  emoney: 'emoney',
  wallet: 'emoney',
  paypal: 'emoney',
  chargecard: 'charge_card',
  loanaccount: 'loan',
  loan: 'loan',
  mortgage: 'loan',
  depot: 'investment',
};

export function toAccountKind(providerType: string): AccountKind {
  const key = providerType
    .toLowerCase()
    .replace(/^ksaob\./, '')
    .replace(/[\s_-]/g, '');
  return Object.hasOwn(KINDS, key) ? (KINDS[key] ?? 'other') : 'other';
}

/** The platform serves the Saudi market; an account without a currency is a riyal account. */
const HOME_CURRENCY = 'SAR';
/** ISO 4217 for "no currency": an unreadable code must not turn into riyals. */
const NO_CURRENCY = 'XXX';

/** Upper-case ISO code; null when absent, undefined when it is there but no code. */
export function currencyOf(value: string | number | null | undefined): string | null | undefined {
  const text = cleanText(value).toUpperCase();
  if (text === '') return null;
  return /^[A-Z]{3}$/.test(text) ? text : undefined;
}

/** undefined without an account id: nothing could ever be read for it. */
export function toAccount(wire: WireAccount): ProviderAccount | undefined {
  const providerId = cleanText(wire.account_id);
  if (providerId === '') return undefined;
  const found = currencyOf(wire.currency);
  const currency = found === undefined ? NO_CURRENCY : (found ?? HOME_CURRENCY);
  const bank = splitBankName(wire.bank_name);
  const providerType = cleanText(wire.type);
  const bic = textOrNull(wire.bic);
  const bankName = bank.name || labelText(bic) || labelText(wire.bank_code);
  return {
    providerId,
    accessId: cleanText(wire.access_id),
    name: labelText(wire.name) || labelText(wire.owner) || bankName,
    owner: labelOrNull(wire.owner),
    kind: toAccountKind(providerType),
    providerType,
    accountNumber: textOrNull(wire.account_number),
    bankCode: textOrNull(wire.bank_code),
    bankName,
    bankNameAr: bank.nameAr,
    bic,
    iban: compactIban(wire.iban),
    currency,
    isAutosync: isTrue(wire.auto_sync),
    isJoint: isTrue(wire.is_jointly_managed),
    status: toSyncState(wire.status),
    balance: toBalance(wire.balance, currency),
    creditLimitMinor: amountOrNull(wire.balance?.credit_line, currency),
  };
}

function toBalance(wire: WireAccount['balance'], currency: string): ProviderAccount['balance'] {
  const minor = amountOrNull(wire?.balance, currency);
  if (minor === null) return null;
  return { minor, asOf: instantOrNull(wire?.balance_date) ?? toSyncState(wire?.status).succeededAt };
}

/** null while unknown: a missing balance is never 0. */
function amountOrNull(value: string | number | null | undefined, currency: string): number | null {
  return parseDecimal(cleanText(value), currency) ?? null;
}

/** Electronic form. Not checked: sandbox data holds IBANs that fail the check (reference 19). */
export function compactIban(value: string | number | null | undefined): string | null {
  return cleanText(value).replace(/\s/g, '').toUpperCase() || null;
}

export function toSyncState(wire: WireStatus): SyncState {
  return {
    syncedAt: instantOrNull(wire?.synced_at) ?? instantOrNull(wire?.sync_timestamp),
    succeededAt: instantOrNull(wire?.succeeded_at) ?? instantOrNull(wire?.success_timestamp),
    message: labelOrNull(wire?.message),
  };
}

export function toAccess(wire: WireAccess): ProviderAccess | undefined {
  const providerId = cleanText(wire.id) || cleanText(wire.access_id);
  if (providerId === '') return undefined;
  const bank = splitBankName(cleanText(wire.provider?.name) || wire.bank_name);
  return {
    providerId,
    bankName: bank.name || null,
    bankNameAr: bank.nameAr,
    providerBankId: textOrNull(wire.provider?.id) ?? textOrNull(wire.provider_id),
    createdAt: instantOrNull(wire.created_at),
    consentExpiresAt: instantOrNull(wire.consent?.expires_at),
    consentScopes: (wire.consent?.scopes ?? []).filter((scope) => typeof scope === 'string'),
    isAutosync: isTrue(wire.auto_sync),
    status: toSyncState(wire.status),
  };
}
