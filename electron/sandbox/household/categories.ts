/** @file The platform's category tree: integer ids, names German unless another language is asked for (reference, section 21). */

export type Language = 'ar' | 'en' | 'de';
type Category = { readonly id: number; readonly parentId: number | null; readonly names: Readonly<Record<Language, string>> };

function category(id: number, de: string, en: string, ar: string): Category {
  return { id, parentId: id < 10 ? null : Math.floor(id / 10), names: { de, en, ar } };
}

export const CATEGORIES: readonly Category[] = [
  category(1, 'Einnahmen', 'Income', 'الدخل'),
  category(11, 'Gehalt', 'Salary', 'الراتب'),
  category(12, 'Erstattungen', 'Refunds', 'المبالغ المستردة'),
  category(13, 'Kapitalerträge', 'Profit', 'الأرباح'),
  category(2, 'Wohnen', 'Home', 'السكن'),
  category(21, 'Miete', 'Rent', 'الإيجار'),
  category(22, 'Strom', 'Electricity', 'الكهرباء'),
  category(23, 'Wasser', 'Water', 'المياه'),
  category(24, 'Internet und Telefon', 'Internet and phone', 'الإنترنت والهاتف'),
  category(3, 'Einkäufe', 'Shopping', 'التسوق'),
  category(31, 'Lebensmittel', 'Groceries', 'البقالة'),
  category(32, 'Gesundheit', 'Health', 'الصحة'),
  category(33, 'Kleidung', 'Clothing', 'الملابس'),
  category(34, 'Online-Käufe', 'Online shopping', 'التسوق الإلكتروني'),
  category(4, 'Freizeit', 'Leisure', 'الترفيه'),
  category(41, 'Restaurants', 'Eating out', 'المطاعم'),
  category(42, 'Cafés', 'Coffee', 'المقاهي'),
  category(43, 'Abonnements', 'Subscriptions', 'الاشتراكات'),
  category(44, 'Reisen', 'Travel', 'السفر'),
  category(5, 'Mobilität', 'Transport', 'المواصلات'),
  category(51, 'Tanken', 'Fuel', 'الوقود'),
  category(52, 'Nahverkehr', 'Public transport', 'النقل العام'),
  category(6, 'Familie', 'Family', 'العائلة'),
  category(61, 'Bildung', 'Education', 'التعليم'),
  category(62, 'Haushaltshilfe', 'Household help', 'العمالة المنزلية'),
  category(63, 'Spenden', 'Charity', 'التبرعات'),
  category(7, 'Finanzen', 'Finance', 'الشؤون المالية'),
  category(71, 'Umbuchungen', 'Own transfers', 'التحويل بين حساباتي'),
  category(72, 'Kartenzahlung', 'Card payment', 'سداد البطاقة'),
  category(73, 'Gebühren', 'Fees', 'الرسوم'),
  category(74, 'Bargeld', 'Cash', 'النقد'),
];

const byId = new Map(CATEGORIES.map((one) => [one.id, one]));

/** From general to specific; empty when unknown. */
export function categoryPath(id: number | null): readonly Category[] {
  const own = id === null ? undefined : byId.get(id);
  if (!own) return [];
  return [...categoryPath(own.parentId), own];
}
