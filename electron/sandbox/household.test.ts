import { describe, expect, test } from 'vitest';
import { isSaudiIban } from '../../shared/domain/iban.ts';
import { HOUSEHOLD_BANKS } from './household/banks.ts';
import type { Dataset, Row } from './household/row.ts';
import { createHousehold, monthsBefore } from './household.ts';
import { dayNumber } from './ledger.ts';
import { dayText } from './wire-time.ts';

const NOW = Date.parse('2026-11-07T11:07:00Z');
/** Account, balance in minor units, booked rows. Changing the household's habits changes these on purpose or not at all. */
const CLOSING = [
  ['current', 2572176, 612],
  ['savings', 6419467, 32],
  ['credit', -443113, 1070],
  ['family', 979035, 236],
  ['dollar', 126824, 80],
  ['charge', -113545, 136],
  ['wallet', 17550, 416],
  ['prepaid', 12360, 124],
];
const make = (seed = 7, anchorMs = NOW) => createHousehold({ seed, anchorMs });
const everything = (dataset: Dataset) => dataset.accounts.map((account) => ({ account, rows: dataset.rowsOf(account.key) }));
const rows = (dataset: Dataset): readonly Row[] => dataset.accounts.flatMap((account) => dataset.rowsOf(account.key));

describe('practice household', () => {
  test('is the same for the same seed and clock, and another for another seed', () => {
    expect(everything(make())).toEqual(everything(make()));
    expect(everything(make(8))).not.toEqual(everything(make()));
  });

  test('goes on with the clock without rewriting what was there', () => {
    const later = make();
    later.extendTo(NOW + 90 * 86_400_000);
    const before = make();
    for (const account of before.accounts) {
      const known = before.rowsOf(account.key);
      expect(later.rowsOf(account.key).slice(0, known.length)).toEqual(known);
    }
    expect(rows(later).length).toBeGreaterThan(rows(before).length + 200);
  });

  test('has all six kinds of account and one in dollars at three fictional banks, with valid IBANs', () => {
    const { accounts } = make();
    expect(new Set(accounts.map((account) => account.type))).toEqual(
      new Set(['Giro account', 'Savings account', 'Credit card', 'Prepaid card', 'E-money account', 'Charge card']),
    );
    expect(HOUSEHOLD_BANKS.map((bank) => `${bank.name} / ${bank.nameAr}`)).toEqual([
      'Practice Bank / مصرف التدريب',
      'Sample Bank / مصرف النموذج',
      'Practice Wallet / محفظة التدريب',
    ]);
    expect(accounts.filter((account) => account.currency === 'USD')).toHaveLength(1);
    for (const { iban } of accounts) if (iban !== null) expect(isSaudiIban(iban)).toBe(true);
  });

  test('pays a salary on the 27th of each of its 24 months', () => {
    const salaries = make()
      .rowsOf('current')
      .filter((row) => row.words.type === 'Salary or rent');
    expect(salaries).toHaveLength(24);
    expect(salaries.map((row) => dayText(dayNumber(row.at)).slice(8))).toEqual(Array.from({ length: 24 }, () => '27'));
    expect(salaries.at(-1)?.minor).toBe(16_500_00);
  });

  test('books both legs of every own transfer on one day', () => {
    const legs = rows(make()).filter((row) => row.words.categoryId === 71 && row.currency === 'SAR');
    const dollars = make()
      .rowsOf('dollar')
      .filter((row) => row.words.categoryId === 71);
    const outgoing = legs.filter((row) => row.minor < 0);
    expect(outgoing.length).toBeGreaterThan(100);
    expect(legs.length - outgoing.length + dollars.length).toBe(outgoing.length);
    expect(legs.reduce((sum, row) => sum + row.minor, 0)).toBe(-dollars.length * 226_20);
  });

  test.each([1, 7, 42, 99])(
    'keeps every account plausible for seed %i: money owned above zero, cards owing, always something pending',
    (seed) => {
      const dataset = make(seed);
      for (const account of dataset.accounts) {
        const booked = dataset.rowsOf(account.key).filter((row) => row.bookedFrom <= NOW);
        let minor = account.openingMinor;
        const curve = booked.toSorted((a, b) => a.bookedFrom - b.bookedFrom).map((row) => (minor += row.minor));
        if (account.creditLimitMinor === null) expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
        else {
          expect(Math.max(...curve)).toBeLessThanOrEqual(0);
          expect(Math.min(...curve)).toBeGreaterThan(-account.creditLimitMinor);
        }
      }
      expect(dataset.rowsOf('credit').some((row) => row.at <= NOW && row.bookedFrom > NOW)).toBe(true);
    },
  );

  test('words its rows in Arabic, English and both, with refunds, foreign amounts and holds that fall through', () => {
    const all = rows(make());
    const purposes = all.map((row) => row.words.purpose);
    const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text);
    const isLatin = (text: string) => /[A-Z]{3}/.test(text);
    expect(purposes.some((text) => isArabic(text) && !isLatin(text))).toBe(true);
    expect(purposes.some((text) => !isArabic(text) && isLatin(text))).toBe(true);
    expect(purposes.some((text) => isArabic(text) && isLatin(text))).toBe(true);
    expect(all.some((row) => row.words.categoryId === 12 && row.minor > 0)).toBe(true);
    expect(new Set(all.map((row) => row.original?.currency))).toEqual(new Set([undefined, 'USD', 'EUR', 'AED']));
    expect(all.some((row) => row.droppedFrom !== undefined)).toBe(true);
    expect(all.some((row) => row.heldMinor !== undefined && row.heldMinor !== row.minor)).toBe(true);
  });

  test('begins 24 calendar months before its last day', () => {
    expect(make().firstDay).toBe('2024-11-07');
    expect(monthsBefore('2028-03-31', 1)).toBe('2028-02-29');
    const days = rows(make())
      .map((row) => dayText(dayNumber(row.at)))
      .toSorted();
    expect([days[0], days.at(-1)]).toEqual(['2024-11-08', '2026-11-07']);
  });

  test('ends where the demo says it does for seed 7', () => {
    const dataset = make();
    const closing = dataset.accounts.map((account) => {
      const booked = dataset.rowsOf(account.key).filter((row) => row.bookedFrom <= NOW);
      return [account.key, account.openingMinor + booked.reduce((sum, row) => sum + row.minor, 0), booked.length];
    });
    expect(closing).toEqual(CLOSING);
  });
});
