import type { Transfer, TransferLeg } from '../../../shared/contract/transfers.ts';
import type { Db } from '../../db/open.ts';

type LegRow = Record<keyof TransferLeg, string | number>;
type LinkRow = { readonly id: number; readonly state: Transfer['state']; readonly feeMinor: number; readonly madeAt: string } & {
  readonly out: string;
  readonly into: string;
};

/** One half as JSON, so that both come with one statement. */
const leg = (row: string) => `(
  SELECT json_object('id', t.id, 'accountId', t.account_id,
    'accountName', coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name), 'bankName', c.bank_name, 'day', t.day_on,
    'amountMinor', t.amount_minor, 'currency', t.currency, 'title', substr(coalesce(e.title, t.title), 1, 300))
  FROM transactions t JOIN accounts a ON a.id = t.account_id JOIN connections c ON c.id = a.connection_id
  LEFT JOIN transaction_edits e ON e.transaction_id = t.id WHERE t.id = ${row})`;
const LINK = `
  SELECT l.id, l.state, l.fee_minor AS feeMinor, l.made_at AS madeAt, ${leg('l.out_id')} AS out, ${leg('l.in_id')} AS "into"
  FROM transaction_links l`;
/** A rejected pair may have lost a row since. */
const WHOLE = 'EXISTS (SELECT 1 FROM transactions WHERE id = l.out_id) AND EXISTS (SELECT 1 FROM transactions WHERE id = l.in_id)';

const toLeg = (json: string): TransferLeg => JSON.parse(json) as LegRow as TransferLeg; // built by json_object above
const toTransfer = ({ out, into, ...link }: LinkRow): Transfer => ({ ...link, out: toLeg(out), into: toLeg(into) });

export function createTransferReader(db: Db) {
  const page = db.prepare<{ state: string | null; before: number | null; limit: number }, LinkRow>(
    `${LINK} WHERE (:state IS NULL OR l.state = :state) AND (:before IS NULL OR l.id < :before) AND ${WHOLE} ORDER BY l.id DESC LIMIT :limit`,
  );
  const byId = db.prepare<{ id: number }, LinkRow>(`${LINK} WHERE l.id = :id AND ${WHOLE}`);
  // What is in force comes before what was rejected.
  const ofRow = db.prepare<{ id: number }, LinkRow>(
    `${LINK} WHERE (l.out_id = :id OR l.in_id = :id) AND ${WHOLE} ORDER BY l.state = 'rejected', l.id DESC LIMIT 1`,
  );
  const counts = db.prepare<[], { state: Transfer['state']; count: number }>(
    `SELECT l.state, count(*) AS count FROM transaction_links l WHERE ${WHOLE} GROUP BY l.state`,
  );
  const legs = db.prepare<{ id: number }, { leg: string | null }>(`SELECT ${leg(':id')} AS leg`);
  return {
    page: (state: Transfer['state'] | null, before: number | null, limit: number) => page.all({ state, before, limit }).map(toTransfer),
    find(id: number): Transfer | undefined {
      const row = byId.get({ id });
      return row && toTransfer(row);
    },
    findOfRow(transactionId: number): Transfer | undefined {
      const row = ofRow.get({ id: transactionId });
      return row && toTransfer(row);
    },
    counts: (): Record<Transfer['state'], number> => ({
      found: 0,
      confirmed: 0,
      rejected: 0,
      ...Object.fromEntries(counts.all().map(({ state, count }) => [state, count])),
    }),
    legs: (ids: readonly number[]): TransferLeg[] =>
      ids.flatMap((id) => {
        const json = legs.get({ id })?.leg;
        return json ? [toLeg(json)] : [];
      }),
  };
}
