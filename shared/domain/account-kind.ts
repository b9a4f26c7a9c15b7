/** The six kinds MIS Connect names, and three for what else a bank may send. */
export const ACCOUNT_KINDS = [
  'current',
  'savings',
  'credit_card',
  'prepaid_card',
  'emoney',
  'charge_card',
  'loan',
  'investment',
  'other',
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** The order kinds are shown in: everyday money first, then what is put aside, then what is owed. */
export const KIND_ORDER: readonly AccountKind[] = [
  'current',
  'emoney',
  'prepaid_card',
  'savings',
  'credit_card',
  'charge_card',
  'loan',
  'investment',
  'other',
];

/** Credit and charge cards and loans are money owed: their limits are never counted as money owned. */
export function isLiability(kind: AccountKind): boolean {
  return kind === 'credit_card' || kind === 'charge_card' || kind === 'loan';
}
