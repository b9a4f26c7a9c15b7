import { expect, it } from 'vitest';
import { monogramOf } from './bank-monogram.tsx';

it.each([
  ['Practice Bank', 'PB'],
  ['Sample Bank', 'SB'],
  ['Wallet', 'WA'],
  ['مصرف التدريب', 'تد'],
  ['مصرف المثال', 'مث'],
  ['محفظة التدريب', 'مح'],
  ['', ''],
])('makes letters of %j: %j', (name, letters) => {
  expect(monogramOf(name)).toBe(letters);
});
