/** @file Frozen once merged: `migrate.test.ts` pins its digest. How the other half of an own transfer is found. */
export const transferIndexes = `
-- The same amount with the other sign, days around; also amount filters and "largest first".
CREATE INDEX transactions_by_amount ON transactions (amount_minor, day_on);
-- A fee makes the halves differ: then only rows that say they are transfers are looked at.
CREATE INDEX transactions_transfers ON transactions (currency, amount_minor, day_on) WHERE kind = 'transfer';
`;
