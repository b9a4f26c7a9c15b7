import { describe, expect, it } from 'vitest';
import { EMPTY_FORM, formOf, readForm, typedMinor } from './rule-form.ts';

describe('rule form', () => {
  it.each([
    ['50', 'SAR', 50_00],
    ['1,250.5', 'SAR', 1_250_50],
    ['١٬٢٥٠٫٥', 'SAR', 1_250_50],
    ['1.234', 'KWD', 1_234],
    ['12', 'JPY', 12],
    ['', 'SAR', undefined],
    ['-5', 'SAR', undefined],
    ['five', 'SAR', undefined],
  ])('reads %s in %s', (text, currency, minor) => {
    expect(typedMinor(text, currency)).toBe(minor);
  });

  it('gives back the draft it was made of', () => {
    const draft = {
      text: 'x',
      direction: 'out',
      minMinor: 5_00,
      maxMinor: null,
      currency: 'SAR',
      accountId: 'a1',
      categoryId: 303,
    } as const;
    expect(readForm(formOf(draft))).toEqual({ draft });
  });

  it('forgets the currency of a rule without bounds', () => {
    expect(readForm({ ...EMPTY_FORM, text: 'x', currency: 'USD', categoryId: 1 }).draft).toMatchObject({ currency: null });
  });

  it.each([
    ['empty', {}],
    ['empty', { text: '   ' }],
    ['category', { text: 'x' }],
    ['amount', { text: 'x', min: 'x' }],
    ['range', { min: '5', max: '4' }],
    ['tooLong', { text: 'x'.repeat(201) }],
  ] as const)('says %s', (problem, change) => {
    expect(readForm({ ...EMPTY_FORM, ...change })).toEqual({ problem });
  });
});
