import { describe, expect, it } from 'vitest';
import type { AccountDetail } from '../../shared/contract/accounts.ts';
import type { Connection } from '../../shared/contract/connections.ts';
import { lastFour } from '../../shared/domain/iban.ts';
import { findAccount, findBank, StepRefused } from './names.ts';
import type { Ask } from './report.ts';

type Bank = Partial<Connection> & Pick<Connection, 'id'>;
type Held = Partial<AccountDetail> & Pick<AccountDetail, 'id'>;

const aBank = (bank: Bank) => ({ bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب', state: 'active', ...bank });
const anAccount = (account: Held) => {
  const { iban = null, accountNumber = null } = account;
  const ends = { ibanLast4: lastFour(iban), numberLast4: lastFour(accountNumber) };
  return {
    connectionId: 'b1',
    bankName: 'Practice Bank',
    bankNameAr: null,
    kind: 'current',
    currency: 'SAR',
    isArchived: false,
    iban,
    accountNumber,
    ...ends,
    ...account,
  };
};

/** A core that holds these, as far as steps ask it. */
function holding(banks: readonly Bank[], accounts: readonly Held[] = []): Ask {
  return async <T>(name: string, input?: unknown) => {
    const all = accounts.map(anAccount);
    if (name === 'connections.list') return banks.map(aBank) as T; // what the step asked for
    if (name === 'accounts.list') return all as T; // as above
    return all.find(({ id }) => id === (input as { id: string }).id) as T; // accounts.get
  };
}

const foundBank = async (ask: Ask, wanted: string) => (await findBank(ask, wanted)).id;
const refusal = async (work: Promise<unknown>) => {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof StepRefused ? `${error.code}: ${error.words}` : error;
};

describe('BANK', () => {
  const banks = [
    { id: 'b1' },
    { id: 'b2', bankName: 'Sample Bank', bankNameAr: 'مصرف النموذج' },
    { id: 'b3', bankName: 'بنك الأهلي', bankNameAr: 'بنك الأهلي' },
    { id: 'b4', bankName: "O'Bank – Riyadh", bankNameAr: null },
    { id: 'b5', bankName: '***', bankNameAr: null },
  ];

  it.each([
    ['Practice Bank', 'b1'],
    ['practice bank', 'b1'],
    ['PRACTICE-BANK', 'b1'],
    [' practicebank ', 'b1'],
    ['مصرف التدريب', 'b1'],
    ['مصرف  التَدريب', 'b1'],
    ['مصرف التدريـــب', 'b1'],
    ['\u202bمصرف التدريب\u202c', 'b1'],
    // The person typed what the list showed and read "not_found".
    ['Practice Bank / مصرف التدريب', 'b1'],
    ['مصرف التدريب / Practice Bank', 'b1'],
    ["'Sample Bank / مصرف النموذج'", 'b2'],
    ['"sample bank"', 'b2'],
    ['بنك الاهلى', 'b3'],
    ['obank riyadh', 'b4'],
    ['b4', 'b4'],
  ])('finds %s', async (wanted, id) => {
    expect(await foundBank(holding(banks), wanted)).toBe(id);
  });

  it('says what there is when it knows no such bank, or no bank at all', async () => {
    expect(await refusal(findBank(holding(banks.slice(0, 2)), 'Practise Bank'))).toBe(
      'not_found: no bank is called "Practise Bank"; there are "Practice Bank / مصرف التدريب", "Sample Bank / مصرف النموذج"',
    );
    expect(await refusal(findBank(holding([]), 'Practice Bank'))).toBe('not_found: no bank is called "Practice Bank"; none is connected');
    expect(await refusal(findBank(holding(banks), '!!'))).toContain('not_found');
  });

  it('takes neither of two connections to one bank, and tells them apart by an account', async () => {
    const ask = holding(
      [{ id: 'b1' }, { id: 'b2' }],
      [
        { id: 'a1', connectionId: 'b1', accountNumber: '3200004821' },
        { id: 'a2', connectionId: 'b2', accountNumber: '3200007730' },
      ],
    );
    expect(await refusal(findBank(ask, 'practice bank'))).toBe(
      'invalid_input: 2 connections are called "practice bank"; add the last four of an account: "Practice Bank 4821" or "Practice Bank 7730"',
    );
    expect([await foundBank(ask, 'Practice Bank 7730'), await foundBank(ask, 'مصرف التدريب ٤٨٢١')]).toEqual(['b2', 'b1']);
    expect(await refusal(findBank(ask, 'Practice Bank 9999'))).toContain('not_found');
  });

  it('means the connection in use where an earlier one to the same bank is kept', async () => {
    expect(await foundBank(holding([{ id: 'b1', state: 'disconnected' }, { id: 'b2' }]), 'Practice Bank')).toBe('b2');
    expect(await foundBank(holding([{ id: 'b1', state: 'disconnected' }]), 'Practice Bank')).toBe('b1');
  });
});

describe('LAST4', () => {
  const found = async (accounts: readonly Held[], last4: string, trait = '') => (await findAccount(holding([], accounts), last4, trait)).id;
  const refused = (accounts: readonly Held[], last4: string, trait = '') => refusal(findAccount(holding([], accounts), last4, trait));
  const iban = 'SA0380000000608010167519';

  it('is the end of the IBAN, of the number where there is none, and of the number last of all', async () => {
    const accounts = [
      { id: 'a1', iban, accountNumber: '3200004821' },
      { id: 'a2', accountNumber: '3200007730' },
      { id: 'a3', accountNumber: '00A3' },
    ];
    expect(await Promise.all(['7519', '7730', '4821', '٧٧٣٠', '00a3'].map((end) => found(accounts, end)))).toEqual([
      'a1',
      'a2',
      'a1',
      'a2',
      'a3',
    ]);
    // What stands beside the account is meant before what does not.
    expect(await found([...accounts, { id: 'a4', accountNumber: '9994821' }], '4821')).toBe('a4');
  });

  it('names the ends there are when none fits', async () => {
    expect(
      await refused(
        [
          { id: 'a1', iban },
          { id: 'a2', accountNumber: '7730' },
        ],
        '0000',
      ),
    ).toBe('not_found: no account ends in 0000; there are Practice Bank 7519, Practice Bank 7730');
    expect(await refused([], '0000')).toBe('not_found: no account ends in 0000; there is none');
  });

  it('deletes neither of two accounts that end alike, and says what to type', async () => {
    // The person meant the dollar account, and the first one was deleted.
    const currencies = [
      { id: 'a1', iban },
      { id: 'a2', iban, currency: 'USD' },
    ];
    expect(await refused(currencies, '7519')).toBe(
      'invalid_input: 2 accounts end in 7519; type "remove-account 7519 SAR" or "remove-account 7519 USD"',
    );
    expect([await found(currencies, '7519', 'usd'), await found(currencies, '7519', 'SAR')]).toEqual(['a2', 'a1']);

    const banks = [
      { id: 'a1', iban },
      { id: 'a2', accountNumber: '1117519', bankName: 'Sample Bank', bankNameAr: 'مصرف النموذج' },
    ];
    expect(await refused(banks, '7519')).toContain('"remove-account 7519 Practice Bank" or "remove-account 7519 Sample Bank"');
    expect([await found(banks, '7519', 'sample bank'), await found(banks, '7519', 'مصرف النموذج')]).toEqual(['a2', 'a2']);

    const kinds = [
      { id: 'a1', accountNumber: '4821' },
      { id: 'a2', accountNumber: '4821', kind: 'credit_card' as const },
    ];
    expect(await refused(kinds, '4821')).toContain('"remove-account 4821 credit card" or "remove-account 4821 current"');
    expect(await found(kinds, '4821', 'credit card')).toBe('a2');

    const numbers = [
      { id: 'a1', accountNumber: '3200014821' },
      { id: 'a2', accountNumber: '3200024821' },
    ];
    expect(await refused(numbers, '4821')).toContain('"remove-account 14821" or "remove-account 24821"');
    expect(await found(numbers, '24821')).toBe('a2');

    const twins = [
      { id: 'a1', accountNumber: '4821' },
      { id: 'a2', accountNumber: '4821' },
    ];
    expect(await refused(twins, '4821')).toBe(
      'invalid_input: 2 accounts end in 4821; nothing tells them apart; disconnect their bank instead',
    );
  });

  it('means the account in use where an earlier one is kept, and the earlier one where it is the only one', async () => {
    const old = { id: 'a1', accountNumber: '4821', isArchived: true };
    expect([await found([old, { id: 'a2', accountNumber: '4821' }], '4821'), await found([old], '4821')]).toEqual(['a2', 'a1']);
  });
});
