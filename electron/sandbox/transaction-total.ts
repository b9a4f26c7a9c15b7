/**
 * @file `--transactions N`: the same household with exactly N transactions, booked and pending, at the start. Fewer: the
 * oldest are left out. More: plain card purchases go further back in time, at most ten years, as dense as they must be.
 * Opening balances make up for it, so that today's balances stay the same.
 */
import { addDays } from '../../shared/domain/dates.ts';
import type { AccountKey, Dataset, Row, Words } from './household/row.ts';
import { CAFES, CARD_SHOPS, cardPayment, GROCERS, purchase, RESTAURANTS, type Tongue } from './household/words.ts';
import { hashText } from './seeded.ts';

const DAY_MS = 86_400_000;
const MAX_YEARS_BACK = 10;
const USUAL_PER_DAY = 8;
/** Above every number the natural household reaches, below those of test controls. */
const BULK_SEQ = 2_000_000;
const SHARES: readonly (readonly [AccountKey, number])[] = [
  ['credit', 0.36],
  ['family', 0.14],
  ['charge', 0.06],
  ['wallet', 0.05],
  ['prepaid', 0.03],
];

type Wish = { readonly total: number; readonly seed: number; readonly anchorMs: number };

export function withTransactionTotal(natural: Dataset, wish: Wish): Dataset {
  const { total, anchorMs } = wish;
  natural.extendTo(anchorMs);
  const listed = natural.accounts.flatMap((account) =>
    natural
      .rowsOf(account.key)
      .filter((row) => isListed(row, anchorMs))
      .map((row) => ({ key: account.key, row })),
  );
  return listed.length >= total ? shortened(natural, listed, wish) : lengthened(natural, total - listed.length, wish);
}

function isListed(row: Row, nowMs: number): boolean {
  return row.at <= nowMs && (row.bookedFrom <= nowMs || (row.droppedFrom ?? Number.POSITIVE_INFINITY) > nowMs);
}

function shortened(natural: Dataset, listed: readonly { key: AccountKey; row: Row }[], { total, anchorMs }: Wish): Dataset {
  const newestFirst = [...listed].sort((a, b) => b.row.at - a.row.at || (a.key < b.key ? -1 : 1) || b.row.seq - a.row.seq);
  const removed = new Set(newestFirst.slice(total).map(({ row }) => row));
  // Holds that fell through long ago are gone as well.
  const isKept = (row: Row) => !removed.has(row) && (row.at > anchorMs || isListed(row, anchorMs));
  const lost = (key: AccountKey) =>
    natural.rowsOf(key).reduce((sum, row) => (removed.has(row) && row.bookedFrom !== Number.POSITIVE_INFINITY ? sum + row.minor : sum), 0);
  const accounts = natural.accounts.map((account) => ({ ...account, openingMinor: account.openingMinor + lost(account.key) }));
  return { ...natural, accounts, rowsOf: (key) => natural.rowsOf(key).filter(isKept) };
}

function lengthened(natural: Dataset, missing: number, { seed }: Wish): Dataset {
  const daysBack = Math.min(MAX_YEARS_BACK * 365, Math.max(1, Math.ceil(missing / USUAL_PER_DAY)));
  const firstMs = Date.parse(`${natural.firstDay}T00:00:00Z`) - daysBack * DAY_MS;
  const early = new Map<AccountKey, readonly Row[]>();
  let left = missing;
  for (const [key, share] of SHARES) {
    const count = Math.floor(missing * share);
    early.set(key, earlyRows(seed, key, count, firstMs, daysBack));
    left -= count;
  }
  early.set('current', earlyRows(seed, 'current', left, firstMs, daysBack));
  const sum = (key: AccountKey) => (early.get(key) ?? []).reduce((total, row) => total + row.minor, 0);
  const accounts = natural.accounts.map((account) => ({ ...account, openingMinor: account.openingMinor - sum(account.key) }));
  const joined = new Map<AccountKey, { readonly length: number; readonly rows: readonly Row[] }>();
  const rowsOf = (key: AccountKey) => {
    const recent = natural.rowsOf(key);
    const known = joined.get(key);
    if (known?.length === recent.length) return known.rows;
    const rows = [...(early.get(key) ?? []), ...recent];
    joined.set(key, { length: recent.length, rows });
    return rows;
  };
  return { ...natural, firstDay: addDays(natural.firstDay, -daysBack), accounts, rowsOf };
}

/** The words such rows share: a few dozen objects for a million rows. */
function bulkWords(last4: string): readonly Words[] {
  const tongues: readonly Tongue[] = ['ar', 'en', 'mixed'];
  return [...GROCERS, ...CAFES, ...RESTAURANTS, ...CARD_SHOPS].flatMap((shop) => tongues.map((tongue) => purchase(shop, last4, tongue)));
}

/** Purchases, and every twelfth row money that makes up for them, so that the balance never wanders off. */
function earlyRows(seed: number, key: AccountKey, count: number, firstMs: number, daysBack: number): readonly Row[] {
  const words = bulkWords(
    { current: '4821', credit: '9034', family: '1166', charge: '6652', wallet: '5508', prepaid: '3317' }[key] ?? '0000',
  );
  const received = cardPayment('دفعة مستلمة - PAYMENT RECEIVED', '');
  const rows: Row[] = [];
  let owed = 0;
  let state = hashText(`bulk/${seed}/${key}`) >>> 0;
  for (let index = 0; index < count; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const day = Math.floor((index * daysBack) / count);
    // Between 08:00 and 22:00 in Riyadh, in the order of the rows of one day.
    const at = firstMs + day * DAY_MS + 5 * 3_600_000 + Math.floor((((index * daysBack) % count) / count) * 14 * 3_600_000);
    const isPayment = index % 12 === 11;
    const minor = isPayment ? owed : -(500 + ((state >>> 8) % 240) * 105);
    owed = isPayment ? 0 : owed - minor;
    const text = isPayment ? received : words[(state >>> 20) % words.length];
    if (text) rows.push({ seq: BULK_SEQ + index, minor, currency: 'SAR', at, bookedFrom: at, words: text });
  }
  return rows;
}
