/**
 * @file Which built-in category a provider's category stands for, by its name: the provider's ids differ between installations, its
 * names come in German unless another language is asked for (API reference section 21). A guess the person can overrule. Pure.
 */
import { foldText } from '../../../shared/domain/fold.ts';

/** Key of the built-in category → names a provider uses for it, in German, English and Arabic. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  income: ['Einnahmen', 'Income', 'الدخل', 'Sonstige Einnahmen', 'Other income'],
  salary: ['Gehalt', 'Lohn', 'Lohn und Gehalt', 'Salary', 'Wages', 'الراتب', 'رواتب'],
  profit: ['Kapitalerträge', 'Zinsen', 'Dividenden', 'Profit', 'Interest', 'Dividends', 'الأرباح'],
  refunds: ['Erstattungen', 'Refunds', 'المبالغ المستردة'],
  home: ['Wohnen', 'Haushalt', 'Home', 'Housing', 'السكن'],
  rent: ['Miete', 'Rent', 'الإيجار'],
  electricity: ['Strom', 'Energie', 'Electricity', 'Energy', 'الكهرباء'],
  water: ['Wasser', 'Water', 'المياه'],
  internet_phone: ['Internet und Telefon', 'Telekommunikation', 'Internet and phone', 'Telecommunication', 'الإنترنت والهاتف'],
  furnishing: ['Möbel', 'Einrichtung', 'Furniture', 'الأثاث'],
  food: ['Essen und Trinken', 'Food', 'الطعام'],
  groceries: ['Lebensmittel', 'Supermarkt', 'Groceries', 'Supermarket', 'البقالة'],
  eating_out: ['Restaurants', 'Restaurant', 'Gastronomie', 'Eating out', 'المطاعم'],
  coffee: ['Cafés', 'Café', 'Coffee', 'المقاهي'],
  shopping: ['Einkäufe', 'Einkaufen', 'Shopping', 'التسوق'],
  clothing: ['Kleidung', 'Mode', 'Clothing', 'Clothes', 'الملابس'],
  online_shopping: ['Online-Käufe', 'Onlinehandel', 'Online shopping', 'التسوق الإلكتروني'],
  health: ['Gesundheit', 'Health', 'الصحة'],
  pharmacy: ['Apotheke', 'Pharmacy', 'الصيدلية'],
  doctor: ['Arzt', 'Doctor', 'الطبيب'],
  transport: ['Mobilität', 'Verkehr', 'Transport', 'المواصلات'],
  fuel: ['Tanken', 'Kraftstoff', 'Fuel', 'Petrol', 'الوقود'],
  public_transport: ['Nahverkehr', 'Öffentliche Verkehrsmittel', 'Taxi', 'Public transport', 'النقل العام'],
  car: ['Auto', 'Kfz', 'Car', 'السيارة'],
  leisure: ['Freizeit', 'Leisure', 'Entertainment', 'الترفيه'],
  subscriptions: ['Abonnements', 'Abos', 'Subscriptions', 'الاشتراكات'],
  travel: ['Reisen', 'Urlaub', 'Travel', 'السفر'],
  family: ['Familie', 'Family', 'العائلة'],
  education: ['Bildung', 'Education', 'التعليم'],
  household_help: ['Haushaltshilfe', 'Household help', 'العمالة المنزلية'],
  charity: ['Spenden', 'Charity', 'Donations', 'التبرعات'],
  gifts: ['Geschenke', 'Gifts', 'الهدايا'],
  finance: ['Finanzen', 'Finance', 'الشؤون المالية'],
  transfers: ['Umbuchungen', 'Umbuchung', 'Own transfers', 'التحويل بين حساباتي'],
  card_payment: ['Kartenzahlung', 'Kreditkartenabrechnung', 'Card payment', 'سداد البطاقة'],
  fees: ['Gebühren', 'Fees', 'الرسوم'],
  cash: ['Bargeld', 'Bargeldabhebung', 'Cash', 'النقد'],
  loans: ['Kredite', 'Darlehen', 'Loans', 'القروض'],
};

const keyByName = new Map(Object.entries(NAMES).flatMap(([key, names]) => names.map((name) => [foldText(name), key] as const)));

/** @param names the provider's, from the category itself up to its most general one */
export function builtInKeyOf(names: readonly string[]): string | undefined {
  for (const name of names) {
    const key = keyByName.get(foldText(name));
    if (key !== undefined) return key;
  }
  return undefined;
}
