import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '../../shared/domain/money.ts';
import { hideAmounts } from './hide-amounts.ts';

describe('hiding amounts in the words of others', () => {
  it.each([
    ['POS PURCHASE 117.50 SAR RIYADH', 'POS PURCHASE ••••• SAR RIYADH'],
    ['Amount:SAR 250', 'Amount:SAR •••••'],
    ['شراء بمبلغ 1,234.50 ر.س من متجر', 'شراء بمبلغ ••••• ر.س من متجر'],
    ['حوالة ٢٥٠ ريال', 'حوالة ••••• ريال'],
    ['رصيد ١٬٢٣٤٫٥٠', 'رصيد •••••'],
    ['Refund -75,000', 'Refund •••••'],
  ])('S36 %j', (text, hidden) => {
    expect(hideAmounts(text)).toBe(hidden);
  });

  it.each([
    'Fuel Station 12',
    'Card ending 9034',
    'Ref 88-004417',
    '05.11.2026 14:05',
    '2026-11-05',
    'بطاقة تنتهي بـ 9034',
    'SA03 8000 0000 6080 1016 7519',
  ])('leaves what is no amount: %s', (text) => {
    expect(hideAmounts(text)).toBe(text);
  });

  it('S36 leaves no figure as Mizan or a bank would print it', () => {
    const words = fc.stringMatching(/^[a-z\u0621-\u064a ]{0,12}$/u);
    const amount = fc.record({ minor: fc.integer({ min: -1e12, max: 1e12 }), currency: fc.constantFrom('SAR', 'USD', 'KWD') });
    fc.assert(
      fc.property(words, words, amount, fc.constantFrom('latn' as const, 'arab' as const), (before, after, money, numerals) => {
        expect(hideAmounts(`${before} ${formatAmount(money, { numerals })} ${after}`)).not.toMatch(/[0-9\u0660-\u0669]/);
      }),
    );
  });
});
