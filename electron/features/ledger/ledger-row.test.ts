import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ProviderTransaction } from '../../ports/bank-provider.ts';
import { createRowMaker, hasSameFacts, type KeptPage } from './ledger-row.ts';

const page: KeptPage = {
  plan: 'all',
  receivedAt: '2026-11-07T11:07:00.000Z',
  itemCount: 1,
  digest: Buffer.alloc(32),
  packed: Buffer.alloc(0),
};
const anItem = (change: Partial<ProviderTransaction> = {}): ProviderTransaction => ({
  providerId: 'T1',
  accountId: 'A1',
  amountMinor: -1250_00,
  currency: 'SAR',
  isBooked: true,
  bookedOn: '2026-11-01',
  valueOn: '2026-11-02',
  counterparty: 'Corner Cafe LLC',
  purpose: 'POS Corner Cafe LLC',
  bookingText: 'Purchase',
  kind: 'card',
  counterpartyIban: null,
  merchantName: 'Corner Cafe',
  categoryPath: [],
  original: null,
  createdAt: null,
  modifiedAt: null,
  place: 0,
  ...change,
});
const row = (change: Partial<ProviderTransaction> = {}) => createRowMaker()('account', anItem(change), page);
const blank = { merchantName: null, counterparty: '', purpose: '', bookingText: '' };

describe('row maker', () => {
  it('names a row by merchant, else counterparty, else purpose, else booking text, else nothing', () => {
    const titles = [
      row(),
      row({ merchantName: null }),
      row({ merchantName: ' ', counterparty: '' }),
      row({ ...blank, bookingText: 'Fee' }),
      row(blank),
    ].map(({ title }) => title);
    expect(titles).toEqual(['Corner Cafe', 'Corner Cafe LLC', 'POS Corner Cafe LLC', 'Fee', '']);
  });

  it('shows a title on one line of bounded length and never cuts a character in two', () => {
    const { title } = row({ ...blank, purpose: `a\n\tb\u0000c  ${'😀'.repeat(200)}` });
    expect({
      start: title.slice(0, 6),
      isBounded: title.length <= 120,
      isWhole: title.isWellFormed() && !title.includes('\ufffd'),
    }).toEqual({
      start: 'a b c ',
      isBounded: true,
      isWhole: true,
    });
  });

  it('folds every text once into the search text, with the amount as digits', () => {
    expect(row().searchText).toBe('corner cafe corner cafe llc pos corner cafe llc purchase 1250.00');
    expect(row({ ...blank, counterparty: 'أحمد', purpose: 'تحويل إلى أحمد' }).searchText).toBe('احمد تحويل الي احمد 1250.00');
    expect(row({ ...blank, counterparty: 'Rent', purpose: 'RENT', bookingText: 'rent' }).searchText).toBe('rent 1250.00');
  });

  it('keeps a megabyte of purpose but indexes a bounded part of it', () => {
    const { purpose, searchText } = row({ purpose: 'x1 '.repeat(400_000) });
    expect({ kept: purpose.length, isBounded: searchText.length < 5000 }).toEqual({ kept: 1_200_000, isBounded: true });
  });

  it('stores lone surrogates as what they read back as, so that they do not look changed', () => {
    expect(row({ purpose: 'a\ud800b' }).purpose).toBe('a\ufffdb');
  });

  it('R17 gives one fingerprint to the same booking whatever its id, category, times or letter case', () => {
    const same = [
      row(),
      row({ providerId: null, createdAt: '2026-01-01T00:00:00.000Z', categoryPath: [{ id: '1', parentId: null, name: 'x' }], place: 7 }),
      row({ purpose: 'pos corner cafe llc', merchantName: null, valueOn: null }),
    ];
    expect(new Set(same.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  });

  it('R17 gives another fingerprint to another day, amount, direction, currency, text, counterparty or account', () => {
    const makeRow = createRowMaker();
    const others = [
      row(),
      row({ bookedOn: '2026-11-02' }),
      row({ amountMinor: -1250_01 }),
      row({ amountMinor: 1250_00 }),
      row({ currency: 'USD' }),
      row({ purpose: 'other' }),
      row({ counterparty: 'Other' }),
      row({ bookingText: 'Refund' }),
      makeRow('another account', anItem(), page),
    ];
    expect(new Set(others.map(({ fingerprint }) => fingerprint)).size).toBe(others.length);
  });

  it('dates a row by booking day, else value day, else leaves it open', () => {
    expect([row().day, row({ bookedOn: null }).day, row({ bookedOn: null, valueOn: null }).day]).toEqual([
      '2026-11-01',
      '2026-11-02',
      null,
    ]);
  });

  it('compares what a row shows and nothing else', () => {
    expect({
      sameUnderNewId: hasSameFacts(row(), row({ providerId: 'T2', place: 9, modifiedAt: '2026-11-05T00:00:00.000Z' })),
      otherPurpose: hasSameFacts(row(), row({ purpose: 'changed' })),
      otherState: hasSameFacts(row(), row({ isBooked: false })),
    }).toEqual({ sameUnderNewId: true, otherPurpose: false, otherState: false });
  });

  it('cleans a title of what one line cannot show, at its ends too, and leaves the rest', () => {
    const titles = [' lead', 'trail ', 'two  spaces', 'no\u00a0break', 'tab\tbed', 'a b c', 'déjà'].map(
      (purpose) => row({ ...blank, purpose }).title,
    );
    expect(titles).toEqual(['lead', 'trail', 'two spaces', 'no break', 'tab bed', 'a b c', 'déjà']);
  });

  it('clips at 120 characters, and keeps a replacement character that the bank wrote', () => {
    expect(row({ ...blank, purpose: 'x'.repeat(120) }).title).toBe('x'.repeat(120));
    expect(row({ ...blank, purpose: 'x'.repeat(121) }).title).toBe('x'.repeat(120));
    expect(row({ ...blank, purpose: `a\ufffd${'x'.repeat(200)}` }).title).toBe(`a\ufffd${'x'.repeat(118)}`);
    expect(row({ ...blank, purpose: `x${'😀'.repeat(100)}` }).title).toBe(`x${'😀'.repeat(59)}`);
  });

  it('R17 makes the fingerprint of account, day, amount, currency and the three texts, each in its place', () => {
    const expected = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
    expect(row().fingerprint).toBe(expected('account\n2026-11-01\n-125000\nSAR\ncorner cafe llc\npos corner cafe llc\npurchase'));
    expect(row({ ...blank, bookedOn: null, valueOn: null }).fingerprint).toBe(expected('account\n\n-125000\nSAR\n\n\n'));
    expect(row({ ...blank, bookedOn: null, counterparty: 'A' }).fingerprint).toBe(expected('account\n2026-11-02\n-125000\nSAR\na\n\n'));
  });

  it('takes over what the bank says of the original amount and of its innermost category', () => {
    const path = ['1', '3', '2'].map((id) => ({ id, parentId: null, name: id }));
    const told = row({ original: { minor: -33_00, currency: 'USD' }, categoryPath: path });
    expect([told.originalMinor, told.originalCurrency, told.categoryId]).toEqual([-33_00, 'USD', '2']);
    expect([row().originalMinor, row().originalCurrency, row().categoryId]).toEqual([null, null, null]);
  });

  it('folds the same text to the same after many others', () => {
    const makeRow = createRowMaker();
    const first = makeRow('account', anItem(), page);
    for (let n = 0; n < 20_010; n += 1) makeRow('account', anItem({ ...blank, counterparty: `Merchant ${n}` }), page);
    expect(makeRow('account', anItem(), page)).toEqual(first);
  });
});
