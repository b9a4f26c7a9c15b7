/** @file Who is paid and how banks word it: Arabic, English and mixed, as Saudi statements do. All names are made up. */
import type { Words } from './row.ts';

export type Party = {
  readonly en: string;
  readonly ar: string;
  readonly categoryId: number;
  readonly city: 'riyadh' | 'jeddah' | 'dammam' | 'online';
};
/** In which language a bank words a row. */
export type Tongue = 'ar' | 'en' | 'mixed';

const CITIES = {
  riyadh: { en: 'RIYADH', ar: 'الرياض' },
  jeddah: { en: 'JEDDAH', ar: 'جدة' },
  dammam: { en: 'DAMMAM', ar: 'الدمام' },
  online: { en: 'ONLINE', ar: 'عبر الإنترنت' },
} as const;

const party = (en: string, ar: string, categoryId: number, city: Party['city'] = 'riyadh'): Party => ({ en, ar, categoryId, city });

export const PARTIES = {
  employer: party('Practice Engineering Co.', 'شركة التدريب الهندسية', 11),
  landlord: party('Palm Court Residences', 'مجمع ساحة النخيل السكني', 21),
  electricity: party('City Electricity', 'كهرباء المدينة', 22),
  water: party('City Water', 'مياه المدينة', 23),
  internet: party('Home Internet', 'إنترنت المنزل', 24),
  mobile: party('Mobile Line', 'خط الجوال', 24),
  school: party('Garden School', 'مدرسة الحديقة', 61),
  course: party('Evening Course Centre', 'مركز الدورات المسائية', 61),
  helper: party('Household Help', 'العمالة المنزلية', 62),
  charity: party('Good Deeds Society', 'جمعية الأعمال الطيبة', 63),
  gym: party('Neighbourhood Gym', 'نادي الحي الرياضي', 43),
  streaming: party('Film Stream', 'بث الأفلام', 43, 'online'),
  cloud: party('Cloud Drawer', 'درج السحابة', 43, 'online'),
} as const satisfies Readonly<Record<string, Party>>;

export const GROCERS = [
  party('Corner Grocery', 'بقالة الزاوية', 31),
  party('Weekly Market', 'سوق الأسبوع', 31),
  party('Palm Bakery', 'مخبز النخلة', 31),
] as const;
export const CAFES = [
  party('Coffee Counter', 'ركن القهوة', 42),
  party('Dates and Coffee', 'تمر وقهوة', 42),
  party('Tea House', 'بيت الشاي', 42, 'jeddah'),
] as const;
export const RESTAURANTS = [
  party('Family Restaurant', 'مطعم العائلة', 41),
  party('Grill Corner', 'ركن المشويات', 41),
  party('Seaside Kitchen', 'مطبخ الشاطئ', 41, 'jeddah'),
] as const;
export const CARD_SHOPS = [
  party('Fuel Station 12', 'محطة الوقود 12', 51),
  party('Fuel Station 12', 'محطة الوقود 12', 51),
  party('City Pharmacy', 'صيدلية المدينة', 32),
  party('Online Store 24', 'متجر 24 الإلكتروني', 34, 'online'),
  party('Clothes Avenue', 'شارع الملابس', 33),
  party('Book Corner', 'ركن الكتاب', 61),
  party('Dental Clinic', 'عيادة الأسنان', 32),
] as const;
export const TRAVEL = [
  party('Desert Air', 'طيران الصحراء', 44, 'online'),
  party('Harbour Hotel', 'فندق المرفأ', 44, 'dammam'),
  party('Rail Tickets', 'تذاكر القطار', 44, 'online'),
] as const;
export const WALLET_SHOPS = [
  party('Metro Riders', 'ركاب المترو', 52),
  party('Coffee Counter', 'ركن القهوة', 42),
  party('Parking Meter', 'عداد المواقف', 52),
  party('Juice Stand', 'كشك العصير', 42),
] as const;
export const APP_SHOPS = [party('Game Store', 'متجر الألعاب', 34, 'online'), party('Cloud Drawer', 'درج السحابة', 43, 'online')] as const;
/** Shops abroad: the card is charged in riyals, the original amount goes along. */
export type ForeignShop = { readonly party: Party; readonly currency: string; readonly perUnit: number };
export const FOREIGN_SHOPS: readonly [ForeignShop, ...ForeignShop[]] = [
  { party: party('Postcard Books', 'كتب البطاقة', 34, 'online'), currency: 'USD', perUnit: 3.75 },
  { party: party('Old Town Cafe', 'مقهى البلدة القديمة', 42, 'online'), currency: 'EUR', perUnit: 4.09 },
  { party: party('Creek Hotel', 'فندق الخور', 44, 'online'), currency: 'AED', perUnit: 1.02 },
];

const BASE: Words = {
  name: '',
  purpose: '',
  bookingText: '',
  type: 'Unknown',
  categoryId: null,
  partner: null,
  contract: null,
  counterIban: null,
};

/** A purchase with a card. Some banks leave the name empty and put the shop only into the text. */
export function purchase(shop: Party, last4: string, tongue: Tongue, isNamed = true): Words {
  const city = CITIES[shop.city];
  const isOnline = shop.city === 'online';
  const purpose = {
    ar: `${isOnline ? 'شراء عبر الإنترنت' : 'شراء نقاط بيع'} - ${shop.ar}${isOnline ? '' : `، ${city.ar}`} - بطاقة تنتهي بـ ${last4} - مرجع {ref}`,
    en: `${isOnline ? 'E-COMMERCE' : 'POS'} PURCHASE ${shop.en.toUpperCase()} ${city.en} CARD ENDING ${last4} REF {ref}`,
    mixed: `شراء ${isOnline ? 'ECOM' : 'POS'} ${shop.en.toUpperCase()} - ${city.ar} **${last4} - {ref}`,
  }[tongue];
  return {
    ...BASE,
    name: isNamed ? (tongue === 'ar' ? shop.ar : shop.en) : '',
    purpose,
    bookingText: tongue === 'en' ? 'Card purchase' : 'شراء بالبطاقة',
    type: 'Electronic cash',
    categoryId: shop.categoryId,
    partner: shop.en,
  };
}

/** Money back from a shop. */
export function refund(shop: Party, last4: string, tongue: Tongue): Words {
  const purpose =
    tongue === 'en'
      ? `REFUND ${shop.en.toUpperCase()} CARD ENDING ${last4} REF {ref}`
      : `استرداد مبلغ - ${shop.ar} - بطاقة تنتهي بـ ${last4} - مرجع {ref}`;
  return { ...purchase(shop, last4, tongue), purpose, bookingText: tongue === 'en' ? 'Refund' : 'استرداد', categoryId: 12 };
}

export function cashWithdrawal(last4: string, tongue: Tongue): Words {
  return {
    ...BASE,
    purpose:
      tongue === 'en'
        ? `ATM WITHDRAWAL 1207 RIYADH CARD ENDING ${last4} REF {ref}`
        : `سحب نقدي - صراف آلي 1207، الرياض - بطاقة تنتهي بـ ${last4} - مرجع {ref}`,
    bookingText: tongue === 'en' ? 'Cash withdrawal' : 'سحب نقدي',
    type: 'ATM',
    categoryId: 74,
  };
}

export function salary(from: Party): Words {
  return {
    ...BASE,
    name: from.en,
    purpose: `راتب شهري - SALARY ${from.en.toUpperCase()} - {ref}`,
    bookingText: 'إيداع راتب',
    type: 'Salary or rent',
    categoryId: 11,
    partner: from.en,
    contract: 'salary',
  };
}

/** A regular payment: bill, rent, school fee, subscription. */
export function bill(to: Party, contract: string, tongue: Tongue, type = 'Direct debit'): Words {
  return {
    ...BASE,
    name: tongue === 'ar' ? to.ar : to.en,
    purpose: tongue === 'en' ? `BILL PAYMENT ${to.en.toUpperCase()} INV {ref}` : `سداد فاتورة - ${to.ar} - رقم الفاتورة {ref}`,
    bookingText: tongue === 'en' ? 'Bill payment' : 'سداد فاتورة',
    type,
    categoryId: to.categoryId,
    partner: to.en,
    contract,
  };
}

/** One leg of a transfer between the household's own accounts. */
export function ownTransfer(
  name: string,
  direction: 'to' | 'from',
  other: { readonly name: string; readonly nameAr: string; readonly iban: string | null },
  last4: string,
): Words {
  const purpose =
    direction === 'to'
      ? `حوالة صادرة إلى ${other.nameAr} ${last4} - TRANSFER {ref}`
      : `حوالة واردة من ${other.nameAr} ${last4} - TRANSFER {ref}`;
  return {
    ...BASE,
    name,
    purpose,
    bookingText: direction === 'to' ? 'حوالة صادرة' : 'حوالة واردة',
    type: 'Transfer',
    categoryId: 71,
    counterIban: other.iban,
  };
}

export function cardPayment(purpose: string, name: string): Words {
  return { ...BASE, name, purpose: `${purpose} {ref}`, bookingText: 'سداد بطاقة', type: 'Transfer', categoryId: 72 };
}

export function fee(purpose: string): Words {
  return { ...BASE, purpose: `${purpose} {ref}`, bookingText: 'رسوم', type: 'Charges or interest', categoryId: 73 };
}

export function profit(purpose: string): Words {
  return { ...BASE, purpose: `${purpose} {ref}`, bookingText: 'أرباح', type: 'Charges or interest', categoryId: 13 };
}

export function personTransfer(name: string, purpose: string): Words {
  return { ...BASE, name, purpose: `${purpose} {ref}`, bookingText: 'حوالة', type: 'Transfer', categoryId: null };
}
