import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createRemovalRepo } from '../erasure/removal-repo.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { createUndoBook } from '../undo/undo-book.ts';
import { createTransferFinder } from './transfer-finder.ts';
import { transferHandlers } from './transfer-service.ts';

const SAVINGS = 'SA4420000001234567891234';
let db: Db;
let topics: string[];
let undo: ReturnType<typeof createUndoBook>;
let api: ReturnType<typeof transferHandlers>;
const clock = createManualClock(Date.parse('2026-11-07T11:07:00.000Z'));

beforeEach(() => {
  db = openMemoryDatabase();
  topics = [];
  aConnection(db);
  anAccount(db);
  anAccount(db, { id: 'savings', kind: 'savings', iban: SAVINGS });
  undo = createUndoBook(randomUUID);
  api = transferHandlers({ db, clock, undo, emit: (topic) => topics.push(topic) });
});

const find = () => createTransferFinder({ db, clock }).run();
/** As the ledger's writer notes a row. */
function observe(id: number, kind = 'added'): void {
  db.prepare(
    `INSERT INTO observations (account_id, run_id, at, kind, transaction_id, count, page_id, place)
     SELECT id, 1, '2026-11-07T11:07:00.000Z', ?, ?, 1, 1, 0 FROM accounts LIMIT 1`,
  ).run(kind, id);
}
function aPair(change: { amountMinor?: number } = {}) {
  const out = aTransaction(db, {
    day: '2026-10-28',
    amountMinor: change.amountMinor ?? -1_500_00,
    kind: 'transfer',
    counterpartyIban: SAVINGS,
  });
  const into = aTransaction(db, { accountId: 'savings', day: '2026-10-28', amountMinor: 1_500_00, kind: 'transfer' });
  observe(out);
  observe(into);
  return { out, into };
}
const categories = () => db.prepare('SELECT own_category FROM transactions ORDER BY id').pluck().all();
const list = () => api['transfers.list']({ state: null, before: null, limit: 50 });

describe('finding own transfers', () => {
  it('takes both halves out of income and expense, once', async () => {
    aPair({ amountMinor: -1_501_15 });
    expect([await find(), await find()]).toEqual([1, 0]);
    expect(await list()).toMatchObject({
      transfers: [{ state: 'found', feeMinor: 1_15, out: { accountId: 'account-1' }, into: { accountId: 'savings' } }],
    });
    expect(categories()).toEqual([10, 10]);
    expect(checkInvariants(db).filter((fault) => /category|twice/.test(fault))).toEqual([]);
  });

  it('finds the pair whichever half arrives first, runs apart', async () => {
    const into = aTransaction(db, { accountId: 'savings', day: '2026-10-29', amountMinor: 1_500_00, kind: 'transfer' });
    observe(into);
    expect(await find()).toBe(0);
    observe(aTransaction(db, { day: '2026-10-28', amountMinor: -1_500_00, kind: 'transfer', counterpartyIban: SAVINGS }));
    expect(await find()).toBe(1);
  });

  it('lets a pair go when the bank changes a half so that it no longer fits, or takes it back', async () => {
    const { out } = aPair();
    await find();
    db.prepare('UPDATE transactions SET amount_minor = -900_00 WHERE id = ?').run(out);
    observe(out, 'changed');
    await find();
    const counts = { found: 0, confirmed: 0, rejected: 0 };
    expect({ ...(await list()), categories: categories() }).toEqual({ transfers: [], nextBefore: null, counts, categories: [0, 0] });
  });

  it('remembers a rejected pair and never finds it again', async () => {
    const { out, into } = aPair();
    await find();
    const [transfer] = (await list()).transfers;
    await api['transfers.reject']({ id: transfer?.id ?? 0 });
    expect(categories()).toEqual([0, 0]);
    for (const id of [out, into]) observe(id, 'changed');
    expect([await find(), (await list()).transfers.map(({ state }) => state)]).toEqual([0, ['rejected']]);
    expect(topics).toEqual(['categories.changed', 'transactions.changed']);
  });

  it('keeps what the person confirmed although the rule would not find it', async () => {
    const out = aTransaction(db, { day: '2026-10-01', amountMinor: -200_00 });
    const into = aTransaction(db, { accountId: 'savings', day: '2026-10-20', amountMinor: 150_00 });
    const made = await api['transfers.link']({ oneId: into, otherId: out });
    expect(made.transfer).toMatchObject({ state: 'confirmed', feeMinor: 50_00, out: { id: out }, into: { id: into } });
    for (const id of [out, into]) observe(id, 'changed');
    await find();
    expect(categories()).toEqual([10, 10]);
  });

  it('counts the half that stays when the account of the other is forgotten', async () => {
    aPair();
    await find();
    db.transaction(() => createRemovalRepo(db).removeAccount('savings'))();
    expect(categories()).toEqual([0]);
    expect(checkInvariants(db).filter((fault) => fault.startsWith('category'))).toEqual([]);
  });

  it('takes back what was rejected, confirmed or linked, category and all', async () => {
    const { out, into } = aPair();
    await find();
    const id = (await list()).transfers[0]?.id ?? 0;
    const before = await list();
    const rejected = await api['transfers.reject']({ id });
    expect([(await list()).counts, categories()]).toEqual([{ found: 0, confirmed: 0, rejected: 1 }, [0, 0]]);
    const linked = await api['transfers.link']({ oneId: out, otherId: into });
    undo.run(linked.undoToken);
    expect([(await list()).counts.rejected, categories()]).toEqual([1, [0, 0]]);
    undo.run(rejected.undoToken);
    expect([await list(), categories()]).toEqual([before, [10, 10]]);
    undo.run((await api['transfers.confirm']({ id })).undoToken);
    expect(await list()).toEqual(before);
    const one = aTransaction(db, { day: '2026-10-01', amountMinor: -200_00 });
    const other = aTransaction(db, { accountId: 'savings', day: '2026-10-20', amountMinor: 150_00 });
    undo.run((await api['transfers.link']({ oneId: one, otherId: other })).undoToken);
    expect([await list(), categories()]).toEqual([before, [10, 10, 0, 0]]);
  });

  it('leaves a row half of one movement only, also when a rejection is taken back', async () => {
    const { out, into } = aPair();
    await find();
    const id = (await list()).transfers[0]?.id ?? 0;
    await api['transfers.reject']({ id });
    const other = aTransaction(db, { accountId: 'savings', day: '2026-10-29', amountMinor: 1_500_00 });
    await api['transfers.link']({ oneId: out, otherId: other });
    await expect(async () => api['transfers.confirm']({ id })).rejects.toMatchObject({ code: 'busy' });
    expect((await api['transfers.of']({ transactionId: out }))?.into.id).toBe(other);
    expect((await api['transfers.of']({ transactionId: into }))?.state).toBe('rejected');
  });

  it('refuses to link what cannot be one movement', async () => {
    const one = aTransaction(db, { amountMinor: -200_00 });
    const same = aTransaction(db, { amountMinor: 200_00 });
    const { out, into } = aPair();
    await find();
    const refused = (oneId: number, otherId: number) => {
      try {
        void api['transfers.link']({ oneId, otherId });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'linked';
    };
    expect([refused(one, same), refused(one, into), refused(out, 9999)]).toEqual(['invalid_input', 'invalid_input', 'not_found']);
  });

  it('offers what may be the other half, the nearest first', async () => {
    const one = aTransaction(db, { day: '2026-10-28', amountMinor: -80_00, kind: 'transfer' });
    const far = aTransaction(db, { accountId: 'savings', day: '2026-11-01', amountMinor: 80_00 });
    const near = aTransaction(db, { accountId: 'savings', day: '2026-10-28', amountMinor: 80_00 });
    const less = aTransaction(db, { accountId: 'savings', day: '2026-10-28', amountMinor: 79_00, kind: 'transfer' });
    const offered = await api['transfers.candidates']({ transactionId: one });
    expect(offered.map(({ id }) => id)).toEqual([near, far, less]);
  });
});
