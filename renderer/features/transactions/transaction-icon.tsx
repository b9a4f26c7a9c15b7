import { ArrowLeftRight, Banknote, CircleDashed, CreditCard, HandCoins, type LucideIcon, Percent, ReceiptText, Repeat } from 'lucide-react';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { Icon } from '../../ui/icon.tsx';

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

/** The kind the bank names; the drawer says it in words. */
export function TransactionIcon({ kind }: { readonly kind: TransactionRow['kind'] }) {
  return <Icon of={ICONS[kind]} />;
}
