import { ArrowLeftRight, Banknote, CircleDashed, CreditCard, HandCoins, type LucideIcon, Percent, ReceiptText, Repeat } from 'lucide-react';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { Icon } from '../../ui/icon.tsx';
import { type Categories, CategoryIcon } from '../categories/public.ts';

const ICONS: Readonly<Record<TransactionRow['kind'], LucideIcon>> = {
  transfer: ArrowLeftRight,
  standing_order: Repeat,
  direct_debit: ReceiptText,
  salary_or_rent: HandCoins,
  charges_or_interest: Percent,
  cash: Banknote,
  card: CreditCard,
  unknown: CircleDashed,
};

type Told = Pick<TransactionRow, 'categoryId' | 'kind'>;

/** The category's symbol; of an uncategorised row the kind the bank names. */
export function TransactionIcon({ row, categories }: { readonly row: Told; readonly categories: Categories }) {
  const category = row.categoryId === 0 ? undefined : categories.find(row.categoryId);
  return category ? <CategoryIcon category={category} /> : <Icon of={ICONS[row.kind]} />;
}
