/** @file What a reader sees of an account at one moment: booked and pending rows with edits applied, and what was deleted. */
import type { Dataset, Row, RowEdit, Words } from './household/row.ts';
import { hashDigits } from './seeded.ts';
import type { AddedRow, BankState, LinkedAccount } from './state.ts';

const DAY_MS = 86_400_000;
const RIYADH_OFFSET_MS = 3 * 3_600_000;

/** Number of the Riyadh day since the epoch. */
export function dayNumber(epochMs: number): number {
  return Math.floor((epochMs + RIYADH_OFFSET_MS) / DAY_MS);
}

export type AccountView = {
  /** Oldest first. */
  readonly booked: readonly Row[];
  readonly pending: readonly Row[];
  readonly deleted: readonly { readonly row: Row; readonly at: number }[];
  readonly bookedSumMinor: number;
};

/** Row numbers of test controls start here; the generator stays far below. */
export const ADDED_SEQ = 5_000_000;

function addedAsRow(added: AddedRow): Row {
  const words: Words = {
    name: added.name,
    purpose: added.purpose,
    bookingText: '',
    type: added.type,
    categoryId: null,
    partner: null,
    contract: null,
    counterIban: null,
  };
  const { seq, minor, currency, at } = added;
  return { seq, minor, currency, at, bookedFrom: added.bookedFrom ?? Number.POSITIVE_INFINITY, words };
}

/** The row after all edits up to the horizon; undefined once deleted. */
export function applyEdits(row: Row, edits: readonly RowEdit[] | undefined, horizon: number): Row | undefined {
  let standing = row;
  for (const edit of edits ?? []) {
    if (edit.at > horizon) continue;
    if (edit.isDeleted) return undefined;
    const { heldMinor, ...rest } = standing;
    standing = {
      ...rest,
      // A corrected amount is the amount, held or booked.
      ...(edit.minor === undefined && heldMinor !== undefined ? { heldMinor } : {}),
      ...(edit.minor === undefined ? {} : { minor: edit.minor }),
      ...(edit.currency === undefined ? {} : { currency: edit.currency }),
      ...(edit.bookedFrom === undefined ? {} : { bookedFrom: edit.bookedFrom }),
      ...(edit.words === undefined ? {} : { words: { ...standing.words, ...edit.words } }),
      editedAt: edit.at,
    };
  }
  return standing;
}

/** By booking day, then by when it happened: appending days keeps offsets stable for ascending reads. */
function inBookingOrder(a: Row, b: Row): number {
  return dayNumber(a.bookedFrom) - dayNumber(b.bookedFrom) || a.at - b.at || a.seq - b.seq;
}

export function buildView(dataset: Dataset, state: BankState, key: string, horizon: number): AccountView {
  dataset.extendTo(horizon);
  const bankEdits = dataset.editsOf(key);
  const ownEdits = state.edits[key] ?? {};
  const booked: Row[] = [];
  const pending: Row[] = [];
  const deleted: { row: Row; at: number }[] = [];
  const currency = dataset.accounts.find((account) => account.key === key)?.currency;
  let bookedSumMinor = 0;
  const place = (original: Row) => {
    if (original.at > horizon) return;
    const ofBank = bankEdits.get(original.seq);
    const ofControls = ownEdits[original.seq];
    const edits = ofBank && ofControls ? [...ofBank, ...ofControls] : (ofBank ?? ofControls);
    const row = edits ? applyEdits(original, edits, horizon) : original;
    if (!row) deleted.push({ row: original, at: edits?.find((edit) => edit.isDeleted)?.at ?? original.at });
    else if (row.bookedFrom <= horizon) {
      booked.push(row);
      if (row.currency === currency) bookedSumMinor += row.minor;
    } else if (row.droppedFrom === undefined || row.droppedFrom > horizon) pending.push(row);
  };
  for (const row of dataset.rowsOf(key)) place(row);
  for (const added of state.added) if (added.account === key) place(addedAsRow(added));
  return { booked: booked.sort(inBookingOrder), pending: pending.sort((a, b) => a.at - b.at || a.seq - b.seq), deleted, bookedSumMinor };
}

/**
 * Transaction id: nine digits for account and generation, nine that run through all numbers once. Unique without a table,
 * and no order can be read from it.
 */
export function createIdMaker(seed: number): (account: LinkedAccount, row: Pick<Row, 'seq' | 'changesId'>, isBooked: boolean) => string {
  const prefixes = new Map<string, string>();
  return (account, row, isBooked) => {
    const flavour = row.changesId && !isBooked ? 'p' : '';
    const key = `${account.key}/${account.generation}/${flavour}`;
    let prefix = prefixes.get(key);
    if (prefix === undefined) {
      prefix = `T${hashDigits(`transaction/${seed}/${key}`, 9)}`;
      prefixes.set(key, prefix);
    }
    // 7368787 shares no factor with 10^9, and the product stays below 2^53.
    return `${prefix}${String((row.seq * 7_368_787 + 104_729) % 1_000_000_000).padStart(9, '0')}.${row.seq % 7}`;
  };
}
