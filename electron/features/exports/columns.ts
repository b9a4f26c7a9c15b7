/** @file The columns of the table formats: names that stay as they are, so that what reads them goes on working. */
import { toDecimalText } from '../../../shared/domain/money.ts';
import type { ExportRow } from './export-row.ts';

/** Amounts are exact decimal text of their currency; text is whatever people and banks wrote. */
export type Cell = { readonly kind: 'text' | 'day' | 'amount' | 'id'; readonly value: string };
export type Column = {
  readonly en: string;
  readonly ar: string;
  /** Of a spreadsheet's column, in characters. */
  readonly width: number;
  readonly cell: (row: ExportRow, language: 'ar' | 'en') => Cell;
};

const text = (value: string | null): Cell => ({ kind: 'text', value: value ?? '' });
const day = (value: string | null): Cell => ({ kind: 'day', value: value ?? '' });
const amount = (minor: number | null, currency: string | null): Cell => ({
  kind: 'amount',
  value: minor === null || currency === null ? '' : toDecimalText({ minor, currency }),
});

export const COLUMNS: readonly Column[] = [
  { en: 'date', ar: 'التاريخ', width: 12, cell: (row) => day(row.day) },
  { en: 'booking_date', ar: 'تاريخ القيد', width: 12, cell: (row) => day(row.bookedOn) },
  { en: 'value_date', ar: 'تاريخ الاستحقاق', width: 12, cell: (row) => day(row.valueOn) },
  { en: 'status', ar: 'الحالة', width: 10, cell: (row) => text(row.status) },
  { en: 'bank', ar: 'البنك', width: 20, cell: (row) => text(row.bankName) },
  { en: 'account', ar: 'الحساب', width: 24, cell: (row) => text(row.accountName) },
  { en: 'account_iban', ar: 'آيبان الحساب', width: 28, cell: (row) => text(row.accountIban) },
  { en: 'amount', ar: 'المبلغ', width: 14, cell: (row) => amount(row.amountMinor, row.currency) },
  { en: 'currency', ar: 'العملة', width: 8, cell: (row) => text(row.currency) },
  { en: 'title', ar: 'العنوان', width: 32, cell: (row) => text(row.title) },
  {
    en: 'category',
    ar: 'الفئة',
    width: 22,
    cell: (row, language) => text(language === 'ar' ? row.categoryAr : row.categoryEn),
  },
  {
    en: 'main_category',
    ar: 'الفئة الرئيسية',
    width: 22,
    cell: (row, language) => text(language === 'ar' ? row.parentAr : row.parentEn),
  },
  { en: 'tags', ar: 'الوسوم', width: 20, cell: (row) => text(row.tags.join(', ')) },
  { en: 'note', ar: 'ملاحظة', width: 32, cell: (row) => text(row.note) },
  { en: 'counterparty', ar: 'الطرف الآخر', width: 32, cell: (row) => text(row.counterparty) },
  { en: 'counterparty_iban', ar: 'آيبان الطرف الآخر', width: 28, cell: (row) => text(row.counterpartyIban) },
  { en: 'purpose', ar: 'الغرض', width: 60, cell: (row) => text(row.purpose) },
  { en: 'operation', ar: 'نوع العملية لدى البنك', width: 20, cell: (row) => text(row.bookingText) },
  { en: 'original_amount', ar: 'المبلغ الأصلي', width: 14, cell: (row) => amount(row.originalMinor, row.originalCurrency) },
  { en: 'original_currency', ar: 'العملة الأصلية', width: 8, cell: (row) => text(row.originalCurrency) },
  { en: 'bank_id', ar: 'معرّف البنك', width: 24, cell: (row) => ({ kind: 'id', value: row.providerId ?? '' }) },
  { en: 'mizan_id', ar: 'معرّف ميزان', width: 10, cell: (row) => ({ kind: 'id', value: String(row.id) }) },
];
