/** @file `Account`, `AccountBalance`, `Access` and `Status` as sent (reference, sections 8, 9, 11, 13.2). */
import { toDecimalText } from '../../shared/domain/money.ts';
import { isConsentAlive, syncTimes } from './accesses.ts';
import type { Engine } from './engine.ts';
import type { Language } from './household/categories.ts';
import { dayNumber } from './ledger.ts';
import type { Access, LinkedAccount } from './state.ts';
import { dayText, offsetTime, zuluTime } from './wire-time.ts';

/** Amounts are JSON numbers in major units; the digits are those of the integer, never of a division. */
export function major(minor: number, currency: string): number {
  return Number(toDecimalText({ minor, currency }));
}

type StatusParts = { readonly syncedAt: number; readonly succeededAt: number; readonly message: string | null };

function statusObject(parts: StatusParts, isAlias = false): object {
  const message = parts.message === null ? {} : { message: parts.message };
  const [synced, succeeded] = [offsetTime(parts.syncedAt), offsetTime(parts.succeededAt)];
  return isAlias
    ? { sync_timestamp: synced, success_timestamp: succeeded, ...message }
    : { synced_at: synced, succeeded_at: succeeded, ...message };
}

function accountStatus(engine: Engine, access: Access, account: LinkedAccount): StatusParts {
  const times = syncTimes(access, engine.clock.now());
  const failure = engine.account(account.key).oddity.failure;
  if (!failure) return times;
  return { syncedAt: times.syncedAt, succeededAt: Math.min(times.succeededAt, access.createdAt - failure.ageMs), message: failure.message };
}

export function statusOf(engine: Engine, access: Access): object {
  return statusObject(syncTimes(access, engine.clock.now()));
}

/** Status of a list over several accounts: the oldest success counts. */
export function listStatus(engine: Engine, pairs: readonly { readonly access: Access; readonly account: LinkedAccount }[]): object {
  const all = pairs.map(({ access, account }) => accountStatus(engine, access, account));
  const first = all[0];
  if (!first) return {};
  const worst = all.reduce((oldest, one) => (one.succeededAt < oldest.succeededAt ? one : oldest), first);
  return statusObject(worst);
}

export function balanceObject(engine: Engine, access: Access, account: LinkedAccount): object {
  const spec = engine.account(account.key);
  const status = accountStatus(engine, access, account);
  if (spec.oddity.hasNoBalance) return { status: statusObject(status) };
  return {
    balance: major(engine.balanceMinor(access, account), spec.currency),
    balance_date: `${dayText(dayNumber(status.succeededAt))}T00:00:00.000Z`,
    ...(spec.creditLimitMinor === null ? {} : { credit_line: major(spec.creditLimitMinor, spec.currency) }),
    status: statusObject(status, spec.oddity.aliasStatus),
  };
}

const ICON_SIZES = [48, 60, 72, 84, 96, 120, 144, 192, 256];

function icon(origin: string, bankKey: string): object {
  const url = `${origin}/icons/${bankKey}.svg`;
  return { url, resolutions: Object.fromEntries(ICON_SIZES.map((size) => [`${size}x${size}`, url])) };
}

export type ReadContext = { readonly engine: Engine; readonly origin: string; readonly language: Language };

export function accountObject({ engine, origin, language }: ReadContext, access: Access, account: LinkedAccount): object {
  const spec = engine.account(account.key);
  const bank = engine.bank(spec.bank);
  const isAlive = isConsentAlive(access, engine.clock.now());
  const mayReadBalance = engine.settings.scopes.includes('balance=ro');
  return {
    account_id: account.id,
    access_id: access.id,
    name: language === 'ar' ? spec.nameAr : spec.name,
    owner: spec.owner,
    auto_sync: access.isAutosync && isAlive,
    // Consent-token banks have no PIN to save, so this stays false while autosync runs.
    save_pin: access.hasSecrets,
    account_number: spec.number,
    bank_code: bank.bankCode,
    bank_name: `${bank.name} / ${bank.nameAr}`,
    bic: bank.bic,
    ...(spec.iban === null ? {} : { iban: spec.iban }),
    currency: spec.currency,
    type: spec.type,
    is_jointly_managed: spec.isJoint,
    icon: icon(origin, spec.bank),
    supported_payments: {},
    status: statusObject(accountStatus(engine, access, account)),
    ...(mayReadBalance ? { balance: balanceObject(engine, access, account) } : {}),
    ...(engine.profile === 'odd'
      ? { x_internal_rank: access.accounts.indexOf(account), ksaob: { accountSubType: 'CurrentAccount', scheme: 'KSAOB.IBAN' } }
      : {}),
  };
}

export function accessObject({ engine, origin, language }: ReadContext, access: Access, embed: readonly string[]): object {
  const bank = engine.bank(access.bank);
  const isAlive = isConsentAlive(access, engine.clock.now());
  const provider = {
    id: bank.providerId,
    name: `${bank.name} / ${bank.nameAr}`,
    bank_code: bank.bankCode,
    bic: bank.bic,
    icon: icon(origin, bank.key),
    language,
  };
  const method = { id: bank.accessMethodId, type: 'API', customer_authentication: 'REDIRECT' };
  return {
    id: access.id,
    access_method_id: bank.accessMethodId,
    ...(embed.includes('provider') ? { provider } : {}),
    ...(embed.includes('access_method') ? { access_method: method } : {}),
    ...(access.consentExpiresAt === null
      ? {}
      : {
          consent: {
            recurring: true,
            period: access.consentDays,
            scopes: ['ACCOUNTS', 'BALANCES', 'TRANSACTIONS'],
            accounts: access.accounts.map((account) => ({ id: account.id, currency: engine.account(account.key).currency })),
            expires_at: zuluTime(access.consentExpiresAt),
          },
        }),
    status: statusOf(engine, access),
    auto_sync: access.isAutosync && isAlive,
    save_pin: access.hasSecrets,
    auth_methods: [{ id: 'sms', type: 'EMBEDDED', medium_name: '05xxxxxx10', additional_info: {} }],
    created_at: offsetTime(access.createdAt),
  };
}
