/** @file Accounts, balances and accesses as the provider sends them (reference 8, 9, 11). */
import { z } from 'zod';
import { Flag, listOf, Text, WireStatus } from './wire-fields.ts';

const BalanceObject = z.object({ balance: Text, balance_date: Text, status: WireStatus, credit_line: Text });
/** An object, or the bare amount. */
const Balance = z
  .union([BalanceObject, z.union([z.string(), z.number()]).transform((balance) => BalanceObject.parse({ balance }))])
  .nullish()
  .catch(null);

export const WireAccount = z.object({
  account_id: Text,
  access_id: Text,
  name: Text,
  owner: Text,
  type: Text,
  account_number: Text,
  bank_code: Text,
  bank_name: Text,
  bic: Text,
  iban: Text,
  currency: Text,
  balance: Balance,
  status: WireStatus,
  auto_sync: Flag,
  is_jointly_managed: Flag,
});
export type WireAccount = z.output<typeof WireAccount>;

const Provider = z.object({ id: Text, name: Text }).nullish().catch(null);
const Consent = z
  .object({ expires_at: Text, scopes: z.array(z.unknown()).nullish().catch(null) })
  .nullish()
  .catch(null);

export const WireAccess = z.object({
  id: Text,
  access_id: Text,
  provider_id: Text,
  bank_name: Text,
  provider: Provider,
  consent: Consent,
  status: WireStatus,
  auto_sync: Flag,
  created_at: Text,
});
export type WireAccess = z.output<typeof WireAccess>;

export const WireAccountList = listOf('accounts');
export const WireAccessList = listOf('accesses');
