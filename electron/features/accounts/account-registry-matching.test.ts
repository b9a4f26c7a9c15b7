import { describe, expect, it } from 'vitest';
import { aProviderAccount } from '../../../test/fakes/fake-provider.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';
import { identityOf, isSameAccount, matchAccounts, type StoredAccount, withoutOldIds } from './account-registry-matching.ts';

const IBAN = 'SA0380000000608010167519';
const OTHER_IBAN = 'SA4420000001234567891234';
const listed = (providerId: string, change: Partial<ProviderAccount> = {}) => aProviderAccount({ providerId, ...change });
/** What is stored of an account as the bank lists it. */
function stored(id: string, account: ProviderAccount, change: Partial<StoredAccount> = {}): StoredAccount {
  const { kind, currency, iban, bankName, bankCode, accountNumber, name, providerId } = account;
  const facts = { kind, currency, iban, bankName, bankCode, accountNumber, bankLabel: name };
  return { id, connectionId: 'c', ...facts, isArchived: false, aliases: [providerId], ...change };
}
const matched = (known: readonly StoredAccount[], answer: readonly ProviderAccount[]) =>
  Object.fromEntries([...matchAccounts(known, answer)].map(([providerId, account]) => [providerId, account.id]));
const ids = (accounts: readonly ProviderAccount[]) => accounts.map(({ providerId }) => providerId);

describe('R17 whether a listed account is the stored one', () => {
  const card = listed('A', { iban: null, accountNumber: '0011', bankCode: '80', bankName: 'Practice Bank', name: 'Card' });
  const same = (change: Partial<ProviderAccount>, base = card) => isSameAccount(stored('s', base), { ...base, ...change });

  it('takes no notice of spaces and letter case', () => {
    const withIban = { ...card, iban: IBAN };
    expect(same({ iban: 'sa03 8000 0000 6080 1016 7519' }, withIban)).toBe(true);
    expect(same({ accountNumber: '00 11', bankName: 'PRACTICE  BANK' })).toBe(true);
    expect(same({ bankCode: ' 80 ' })).toBe(true);
  });

  it.each([
    ['bank', { bankName: 'Other Bank' }],
    ['code', { bankCode: '81' }],
    ['missing code', { bankCode: null }],
    ['number', { accountNumber: '0012' }],
    ['currency', { currency: 'USD' }],
    ['kind', { kind: 'savings' as const }],
  ])('tells another %s apart', (_what, change) => {
    expect(same(change)).toBe(false);
  });

  it('lets IBANs decide when both have one, else the number', () => {
    const withIban = { ...card, iban: IBAN };
    expect(same({ iban: OTHER_IBAN }, withIban)).toBe(false);
    expect(same({ accountNumber: '7' }, withIban)).toBe(true);
    expect(same({ currency: 'USD' }, withIban)).toBe(false);
    expect(same({ iban: null }, withIban)).toBe(true);
    expect(same({ iban: null, accountNumber: '7' }, withIban)).toBe(false);
    expect(same({ iban: IBAN })).toBe(true);
    expect(same({ iban: IBAN, accountNumber: '7' })).toBe(false);
    expect(same({ iban: ' ' }, withIban)).toBe(true);
  });

  it('tells accounts without a number apart by their name, which is no number', () => {
    const nameless = { ...card, accountNumber: null };
    expect(same({ name: 'CARD' }, nameless)).toBe(true);
    expect(same({ name: 'Savings' }, nameless)).toBe(false);
    expect(isSameAccount(stored('s', nameless), { ...card, accountNumber: 'card' })).toBe(false);
  });

  it('keeps as identity what decides', () => {
    expect(identityOf({ ...card, iban: IBAN })).toBe(`["${IBAN}","SAR","${card.kind}"]`);
    expect(identityOf(card)).toBe(`["practice bank","80","0011","SAR","${card.kind}"]`);
    expect(identityOf({ ...card, bankCode: null, accountNumber: null })).toBe(`["practice bank","","~card","SAR","${card.kind}"]`);
  });
});

describe('R17 an account listed under an old id beside its newest', () => {
  const account = listed('new', { iban: IBAN });
  const known = stored('s', account, { aliases: ['new', 'old', 'older'] });
  const again = (providerId: string, change: Partial<ProviderAccount> = {}) => ({ ...account, providerId, ...change });

  it('is left out', () => {
    expect(ids(withoutOldIds([known], [again('older'), again('new'), again('old'), listed('else')]))).toEqual(['new', 'else']);
    expect(ids(withoutOldIds([known], [again('older'), again('old')]))).toEqual(['old']);
  });

  it('stays when the id names something else by now', () => {
    expect(ids(withoutOldIds([known], [account, again('old', { iban: OTHER_IBAN })]))).toEqual(['new', 'old']);
    expect(ids(withoutOldIds([known], [account, again('old', { currency: 'USD' })]))).toEqual(['new', 'old']);
    expect(ids(withoutOldIds([], [account, again('old')]))).toEqual(['new', 'old']);
  });
});

describe('R17 matching an answer', () => {
  const twin = { iban: null, accountNumber: '0011' };

  it('finds by alias first, newest first, whatever else changed', () => {
    const account = listed('new', twin);
    const known = stored('s', account, { aliases: ['new', 'old'] });
    expect(matched([known], [listed('old', { iban: OTHER_IBAN }), listed('new', { iban: OTHER_IBAN })])).toEqual({ new: 's' });
    expect(matched([known], [listed('old', { iban: OTHER_IBAN })])).toEqual({ old: 's' });
  });

  it('takes an alias in another currency for another account', () => {
    const known = stored('s', listed('A', twin));
    expect(matched([known], [listed('A', { ...twin, currency: 'USD' })])).toEqual({});
    expect(matched([known], [listed('A', { ...twin, currency: 'USD' }), listed('B', twin)])).toEqual({ B: 's' });
  });

  it('gives one stored account to one listed one, in their order', () => {
    const known = ['1', '2'].map((id) => stored(id, listed(`old-${id}`, twin)));
    expect(matched(known, [listed('X', twin), listed('Y', twin), listed('Z', twin)])).toEqual({ X: '1', Y: '2' });
  });

  it('does not give an account away that its alias has found', () => {
    const known = stored('s', listed('A', twin));
    expect(matched([known], [listed('B', twin), listed('A', twin)])).toEqual({ A: 's' });
    expect(matched([known, stored('t', listed('gone', twin))], [listed('A', twin), listed('B', twin)])).toEqual({ A: 's', B: 't' });
  });

  it('prefers an account in use to an archived one', () => {
    const known = [stored('old', listed('1', twin), { isArchived: true }), stored('used', listed('2', twin))];
    expect(matched(known, [listed('X', twin)])).toEqual({ X: 'used' });
    expect(matched(known, [listed('X', twin), listed('Y', twin)])).toEqual({ X: 'used', Y: 'old' });
    expect(matched([...known].reverse(), [listed('X', twin)])).toEqual({ X: 'used' });
  });

  it('knows nothing of a new account', () => {
    expect(matched([], [listed('X', twin)])).toEqual({});
    expect(matched([stored('s', listed('1', twin))], [listed('X', { iban: null, accountNumber: '9' })])).toEqual({});
  });
});
