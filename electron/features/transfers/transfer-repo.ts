import { addDays, type Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import { EARLIEST_DAYS, LATEST_DAYS, type Leg, largestFee, type OwnAccount } from './transfer-rule.ts';

export type LinkState = 'found' | 'confirmed' | 'rejected';
export type StoredLink = {
  readonly id: number;
  readonly outId: number;
  readonly inId: number;
  readonly state: LinkState;
  readonly feeMinor: number;
  readonly madeAt: Instant;
};
export type NewLink = {
  readonly outId: number;
  readonly inId: number;
  readonly outAccountId: string;
  readonly inAccountId: string;
  readonly feeMinor: number;
  readonly state: LinkState;
  readonly at: Instant;
};

type LegRow = Omit<Leg, 'isCalledOwn'> & { readonly isCalledOwn: 0 | 1 };
type Touched = { readonly lastObservationId: number; readonly ids: readonly number[] };

const LINK = 'id, out_id AS outId, in_id AS inId, state, fee_minor AS feeMinor, made_at AS madeAt';
const WATERMARK = 'transfers.seen_observation';
const LEG = `t.id, t.account_id AS accountId, t.day_on AS day, t.amount_minor AS amountMinor, t.currency, t.kind,
  t.counterparty_iban AS counterpartyIban, t.search_text AS searchText, coalesce(o.flow = 'transfer', 0) AS isCalledOwn`;
const MAPPED = `LEFT JOIN category_mappings m ON m.provider_id = t.category_id LEFT JOIN own_categories o ON o.id = m.category_id`;
const UNLINKED = `t.is_pending = 0 AND NOT EXISTS (
  SELECT 1 FROM transaction_links l WHERE l.state <> 'rejected' AND (l.out_id = t.id OR l.in_id = t.id))`;
const NOT_REJECTED = `NOT EXISTS (
  SELECT 1 FROM transaction_links l WHERE l.state = 'rejected'
    AND ((l.out_id = t.id AND l.in_id = :id) OR (l.in_id = t.id AND l.out_id = :id)))`;
const NEAR = `t.currency = :currency AND t.account_id <> :accountId AND ${UNLINKED} AND ${NOT_REJECTED}`;

/** Observations looked at in one go; a first import is a few hundred of them. */
const CHUNK_ROWS = 4000;

const toLeg = (row: LegRow): Leg => ({ ...row, isCalledOwn: row.isCalledOwn === 1 });

function prepare(db: Db) {
  return {
    watermark: db.prepare(`SELECT value FROM settings WHERE name = '${WATERMARK}'`).pluck(),
    setWatermark: db.prepare(
      `INSERT INTO settings (name, value) VALUES ('${WATERMARK}', :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    ),
    observed: db.prepare('SELECT id, transaction_id AS transactionId, count FROM observations WHERE id > :after ORDER BY id LIMIT 500'),
    // Rows that say of themselves that they may be half of a transfer, or name an account of ours.
    candidates: db.prepare(
      `SELECT ${LEG} FROM json_each(:ids) w CROSS JOIN transactions t ON t.id = w.value ${MAPPED}
       WHERE ${UNLINKED} AND (t.kind = 'transfer' OR o.flow = 'transfer'
         OR t.counterparty_iban IN (SELECT iban FROM accounts WHERE iban IS NOT NULL))`,
    ),
    leg: db.prepare(`SELECT ${LEG} FROM transactions t ${MAPPED} WHERE t.id = :id AND t.is_pending = 0`),
    sameAmount: db.prepare(
      `SELECT ${LEG} FROM transactions t INDEXED BY transactions_by_day_amount ${MAPPED}
       WHERE t.day_on IN (SELECT value FROM json_each(:days)) AND t.amount_minor = :wantedMinor AND ${NEAR} LIMIT 50`,
    ),
    withFee: db.prepare(
      `SELECT ${LEG} FROM transactions t INDEXED BY transactions_transfers ${MAPPED}
       WHERE t.kind = 'transfer' AND t.amount_minor BETWEEN :lowMinor AND :highMinor AND t.day_on BETWEEN :fromDay AND :toDay AND ${NEAR} LIMIT 50`,
    ),
    accounts: db.prepare(
      `SELECT id, iban, substr(replace(coalesce(iban, account_number, ''), ' ', ''), -4) AS last4,
         kind IN ('credit_card', 'charge_card') AS isCard FROM accounts`,
    ),
    linksOf: db.prepare(
      `SELECT ${LINK} FROM transaction_links
       WHERE out_id IN (SELECT value FROM json_each(:ids)) OR in_id IN (SELECT value FROM json_each(:ids))`,
    ),
    add: db.prepare(
      `INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
       VALUES ('transfer', :outId, :inId, :outAccountId, :inAccountId, :feeMinor, :state, :at)
       ON CONFLICT (out_id, in_id) DO UPDATE SET state = excluded.state, fee_minor = excluded.fee_minor, made_at = excluded.made_at`,
    ),
    setState: db.prepare('UPDATE transaction_links SET state = :state, made_at = :at WHERE id = :id'),
    restore: db.prepare('UPDATE transaction_links SET state = :state, fee_minor = :feeMinor, made_at = :madeAt WHERE id = :id'),
    find: db.prepare(`SELECT ${LINK} FROM transaction_links WHERE id = :id`),
    findPair: db.prepare(`SELECT ${LINK} FROM transaction_links WHERE out_id = :outId AND in_id = :inId`),
    remove: db.prepare('DELETE FROM transaction_links WHERE id = :id'),
  };
}

export function createTransferRepo(db: Db) {
  const statements = prepare(db);
  return {
    /** The rows that were written since the last look; undefined when there is nothing new. */
    touched(): Touched | undefined {
      const after = Number(statements.watermark.get() ?? 0);
      const observed = statements.observed.all({ after }) as { id: number; transactionId: number; count: number }[]; // columns as selected
      const ids = new Set<number>();
      let lastObservationId: number | undefined;
      for (const { id, transactionId, count } of observed) {
        if (lastObservationId !== undefined && ids.size + count > CHUNK_ROWS) break;
        for (let step = 0; step < count; step += 1) ids.add(transactionId + step);
        lastObservationId = id;
      }
      return lastObservationId === undefined ? undefined : { lastObservationId, ids: [...ids] };
    },
    sawUpTo: (observationId: number) => void statements.setWatermark.run({ value: String(observationId) }),
    candidates: (ids: readonly number[]): Leg[] => (statements.candidates.all({ ids: JSON.stringify(ids) }) as LegRow[]).map(toLeg), // columns as selected
    findLeg(id: number): Leg | undefined {
      const row = statements.leg.get({ id }) as LegRow | undefined; // columns as selected
      return row && toLeg(row);
    },
    /** Rows that may be the other half, by amount and day alone. */
    peersOf({ id, day, amountMinor, currency, accountId }: Leg): Leg[] {
      const isOut = amountMinor < 0;
      const [fromDays, toDays] = isOut ? [EARLIEST_DAYS, LATEST_DAYS] : [-LATEST_DAYS, -EARLIEST_DAYS];
      const days = Array.from({ length: toDays - fromDays + 1 }, (_, i) => addDays(day, fromDays + i));
      const near = { id, currency, accountId };
      const fee = largestFee(Math.abs(amountMinor), currency);
      // What arrived may be less than what was sent; what was sent may be more than what arrived.
      const [lowMinor, highMinor] = isOut ? [-amountMinor - fee, -amountMinor - 1] : [-amountMinor - 2 * fee, -amountMinor - 1];
      const same = statements.sameAmount.all({ ...near, wantedMinor: -amountMinor, days: JSON.stringify(days) }) as LegRow[]; // columns as selected
      const less = statements.withFee.all({ ...near, lowMinor, highMinor, fromDay: days[0], toDay: days.at(-1) }) as LegRow[]; // as above
      return [...same, ...less].map(toLeg);
    },
    accounts(): ReadonlyMap<string, OwnAccount> {
      const rows = statements.accounts.all() as { id: string; iban: string | null; last4: string; isCard: 0 | 1 }[]; // columns as selected
      return new Map(rows.map((row) => [row.id, { ...row, last4: row.last4 === '' ? null : row.last4, isCard: row.isCard === 1 }]));
    },
    linksOf: (ids: readonly number[]): StoredLink[] => statements.linksOf.all({ ids: JSON.stringify(ids) }) as StoredLink[], // columns as selected
    find: (id: number): StoredLink | undefined => statements.find.get({ id }) as StoredLink | undefined, // columns as selected
    findPair: (outId: number, inId: number) => statements.findPair.get({ outId, inId }) as StoredLink | undefined, // columns as selected
    /** @returns whether it was still there */
    restore: ({ id, state, feeMinor, madeAt }: StoredLink) => statements.restore.run({ id, state, feeMinor, madeAt }).changes > 0,
    add: (link: NewLink) => void statements.add.run(link),
    setState: (id: number, state: LinkState, at: Instant) => void statements.setState.run({ id, state, at }),
    remove: (id: number) => void statements.remove.run({ id }),
  };
}
