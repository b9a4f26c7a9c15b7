import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  aBalance,
  aConnection,
  aConsent,
  anAccount,
  aTransaction,
  NOW,
  standingClock,
  TODAY,
} from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createCategoryTotals } from '../categories/category-totals.ts';
import { createBalanceProof } from '../proof/balance-proof.ts';
import { createUndoBook } from '../undo/undo-book.ts';
import { createAccountArrangement } from './account-arrangement.ts';
import { accountHandlers } from './account-handlers.ts';
import { createAccountRepo } from './account-repo.ts';
import { AccountService } from './account-service.ts';
import { completeMonths, createAccountStatistics } from './account-statistics.ts';

let db: Db;
let topics: string[];
let clock: ReturnType<typeof standingClock>;
let service: AccountService;
let undo: ReturnType<typeof createUndoBook>;

beforeEach(() => {
  db = openMemoryDatabase();
  topics = [];
  clock = standingClock();
  undo = createUndoBook(randomUUID);
  service = new AccountService({
    repo: createAccountRepo(db),
    proof: createBalanceProof(db),
    statistics: createAccountStatistics(db),
    arrangement: createAccountArrangement(db),
    undo,
    clock,
    emit: (topic) => topics.push(topic),
    inTransaction: (work) => db.transaction(work)(),
    recountCategories: createCategoryTotals(db).recount,
  });
  aConnection(db);
});

const list = (includeHidden = false) => service.list({ includeHidden });
const history = (days: number, id = 'account-1') => service.get({ id, days }).history.map((point) => [point.day, point.balanceMinor]);

describe('accounts.list', () => {
  it('tells everything the contract promises of an account', () => {
    aConsent(db);
    anAccount(db, { balanceMinor: 18_640_25, kind: 'credit_card', creditLimitMinor: 20_000_00, quarantinedCount: 2 });
    aTransaction(db);
    aTransaction(db, { isPending: true });
    expect(list()).toEqual([
      {
        id: 'account-1',
        connectionId: 'bank-1',
        bankName: 'Practice Bank',
        bankNameAr: null,
        kind: 'credit_card',
        currency: 'SAR',
        name: 'Current account',
        bankLabel: 'Current account',
        owner: null,
        ibanLast4: '7519',
        numberLast4: '7519',
        balanceMinor: 18_640_25,
        balanceAsOf: '2026-11-07T11:05:00.000Z',
        creditLimitMinor: 20_000_00,
        isProven: null,
        isHidden: false,
        isArchived: false,
        archivedBy: null,
        connectionState: 'active',
        dataState: 'fresh',
        askedAt: '2026-11-07T11:06:00.000Z',
        bankDataAt: '2026-11-07T11:05:00.000Z',
        bookedCount: 1,
        pendingCount: 1,
        quarantinedCount: 2,
      },
    ]);
  });

  it('R26 leaves an unknown balance unknown, and an absent number absent', () => {
    anAccount(db, { iban: null, accountNumber: null });
    expect(list()[0]).toMatchObject({ balanceMinor: null, balanceAsOf: null, ibanLast4: null, numberLast4: null });
  });

  it('shows the newest balance and calls an account by the name its person gave', () => {
    anAccount(db, { balanceMinor: 100_00, displayName: 'Household' });
    aBalance(db, { on: '2026-11-05', minor: 999_00 });
    expect(list()[0]).toMatchObject({ balanceMinor: 100_00, name: 'Household', bankLabel: 'Current account' });
  });

  it('leaves hidden accounts out unless asked, keeps archived ones, in the order banks were connected', () => {
    aConnection(db, { id: 'bank-0', connectedAt: '2026-01-01T08:00:00.000Z' });
    anAccount(db, { id: 'b' });
    anAccount(db, { id: 'hidden', isHidden: true });
    anAccount(db, { id: 'a', archivedAt: NOW });
    anAccount(db, { id: 'older', connectionId: 'bank-0' });
    expect(list().map((account) => account.id)).toEqual(['older', 'a', 'b']);
    expect(list(true).map((account) => account.id)).toEqual(['older', 'a', 'b', 'hidden']);
    expect(list()[1]?.isArchived).toBe(true);
  });

  it('R25 derives the connection state from the consent in force: superseded and revoked ones do not count', () => {
    anAccount(db);
    aConsent(db, {
      grantedAt: '2025-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T00:00:00.000Z',
      supersededAt: '2025-12-01T00:00:00.000Z',
    });
    aConsent(db, { grantedAt: '2026-08-01T00:00:00.000Z', expiresAt: '2026-11-01T00:00:00.000Z', revokedAt: '2026-08-02T00:00:00.000Z' });
    aConsent(db, { grantedAt: '2025-12-01T00:00:00.000Z', expiresAt: '2026-11-16T20:59:59.000Z' });
    expect(list()[0]?.connectionState).toBe('expiring');
    clock.set('2026-11-17T00:00:00.000Z');
    expect(list()[0]?.connectionState).toBe('expired');
    clock.set('2026-10-01T00:00:00.000Z');
    expect(list()[0]?.connectionState).toBe('active');
  });
});

describe('accounts.get', () => {
  it('walks daily balances back from the last known balance over booked rows of its own currency', () => {
    anAccount(db, { balanceMinor: 1000_00 });
    aTransaction(db, { day: '2026-11-04', amountMinor: 300_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -50_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -25_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -7_00, currency: 'USD' });
    aTransaction(db, { day: TODAY, amountMinor: -10_00, isPending: true });
    expect(history(30)).toEqual([
      ['2026-11-04', 1075_00],
      ['2026-11-05', 1075_00],
      ['2026-11-06', 1000_00],
      ['2026-11-07', 1000_00],
    ]);
  });

  it('gives as many days as asked for, today last', () => {
    anAccount(db, { balanceMinor: 1000_00 });
    aTransaction(db, { day: '2026-01-01', amountMinor: 300_00 });
    expect(history(7)).toHaveLength(7);
    expect(history(7).at(-1)).toEqual([TODAY, 1000_00]);
  });

  it('lets a stored snapshot win for its own day only', () => {
    anAccount(db, { balanceMinor: 1000_00 });
    aBalance(db, { on: '2026-11-05', minor: 1080_00 });
    aTransaction(db, { day: '2026-11-04', amountMinor: 300_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -75_00 });
    expect(history(30).map(([, minor]) => minor)).toEqual([1075_00, 1080_00, 1000_00, 1000_00]);
  });

  it('R26 holds the last known balance flat until today: rows booked since are in no balance the bank has told', () => {
    anAccount(db, { balanceMinor: 500_00, balanceOn: '2026-11-05' });
    aTransaction(db, { day: '2026-11-05', amountMinor: 20_00 });
    aTransaction(db, { day: '2026-11-04', amountMinor: 1_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -99_00 });
    expect(history(30).map(([, minor]) => minor)).toEqual([480_00, 500_00, 500_00, 500_00]);
  });

  it('R26 has no history without a balance', () => {
    anAccount(db);
    aTransaction(db, { day: '2026-11-04' });
    expect(history(30)).toEqual([]);
  });

  it('R26 does not walk back over a first import that is not finished', () => {
    anAccount(db, { balanceMinor: 1000_00, importOffset: 1000 });
    aTransaction(db, { day: '2025-11-04', amountMinor: 300_00 });
    expect(history(4000)).toEqual([[TODAY, 1000_00]]);
  });

  it('reaches back as far as the bank told of any account of the same access', () => {
    anAccount(db, { id: 'savings', kind: 'savings', balanceMinor: 64_200_00 });
    anAccount(db, { id: 'current', balanceMinor: 1000_00 });
    aTransaction(db, { accountId: 'savings', day: '2026-11-05', amountMinor: 200_00 });
    aTransaction(db, { accountId: 'current', day: '2026-11-03', amountMinor: -1_00 });
    expect(history(30, 'savings').map(([, minor]) => minor)).toEqual([64_000_00, 64_000_00, 64_200_00, 64_200_00, 64_200_00]);
  });

  it('sums what was booked in its own currency, out as a negative figure', () => {
    anAccount(db, { balanceMinor: 1 });
    aTransaction(db, { day: '2025-03-01', amountMinor: 300_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -50_00 });
    aTransaction(db, { day: '2024-12-31', amountMinor: -7_00, currency: 'USD' });
    aTransaction(db, { day: TODAY, amountMinor: -10_00, isPending: true });
    expect(service.get({ id: 'account-1', days: 7 })).toMatchObject({
      bookedInMinor: 300_00,
      bookedOutMinor: -50_00,
      firstBookedOn: '2024-12-31',
      lastBookedOn: '2026-11-06',
      iban: 'SA0380000000608010167519',
    });
  });

  it('says not_found for an account that is not there', () => {
    expect(() => service.get({ id: 'nobody', days: 7 })).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('accounts.update', () => {
  it('changes only what was given and says so after the write', () => {
    anAccount(db);
    expect(service.update({ id: 'account-1', name: 'Household' })).toMatchObject({ name: 'Household', isHidden: false });
    expect(service.update({ id: 'account-1', isHidden: true })).toMatchObject({ name: 'Household', isHidden: true });
    expect(topics).toEqual(['accounts.changed', 'transactions.changed', 'accounts.changed', 'transactions.changed']);
  });

  it.each([null, ''])('gives back the name of the bank for %j', (name) => {
    anAccount(db, { displayName: 'Household' });
    expect(service.update({ id: 'account-1', name }).name).toBe('Current account');
  });

  it('says nothing when there is no such account', () => {
    expect(() => service.update({ id: 'nobody', isHidden: true })).toThrowError(expect.objectContaining({ code: 'not_found' }));
    expect(topics).toEqual([]);
  });
});

it('answers the three operations of the contract', async () => {
  anAccount(db, { balanceMinor: 5_00 });
  const handlers = accountHandlers({ db, clock, undo, emit: () => undefined });
  expect(await handlers['accounts.list']({ includeHidden: false })).toHaveLength(1);
  expect(await handlers['accounts.get']({ id: 'account-1', days: 7 })).toMatchObject({ balanceMinor: 5_00 });
  expect(await handlers['accounts.update']({ id: 'account-1', isHidden: true })).toMatchObject({ isHidden: true });
});

describe('arranging accounts', () => {
  const ids = () => list(true).map(({ id }) => id);
  beforeEach(() => {
    aConnection(db, { id: 'bank-2', connectedAt: '2026-08-01T08:00:00.000Z' });
    anAccount(db, { id: 'other-bank', connectionId: 'bank-2', sortOrder: 4 });
    anAccount(db, { id: 'card', kind: 'credit_card', sortOrder: 1 });
    anAccount(db, { id: 'savings', kind: 'savings', sortOrder: 2 });
    anAccount(db, { id: 'current', sortOrder: 3 });
  });

  it('lists them by bank and kind until the person places them', () => {
    expect(ids()).toEqual(['current', 'savings', 'card', 'other-bank']);
  });

  it('puts one or several before another or last, and takes it back', () => {
    const first = service.move(['card'], 'current');
    expect(ids()).toEqual(['card', 'current', 'savings', 'other-bank']);
    const second = service.move(['current', 'card'], null);
    expect(ids()).toEqual(['savings', 'other-bank', 'current', 'card']);
    undo.run(second.undoToken);
    undo.run(first.undoToken);
    expect(ids()).toEqual(['current', 'savings', 'card', 'other-bank']);
    expect(() => service.move(['card'], 'nobody')).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(() => service.move(['nobody'], null)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('lets accounts that come later follow what was arranged', () => {
    service.move(['other-bank'], 'current');
    anAccount(db, { id: 'new-savings', kind: 'savings', sortOrder: 6 });
    anAccount(db, { id: 'new-current', sortOrder: 7 });
    expect(ids()).toEqual(['other-bank', 'current', 'savings', 'card', 'new-current', 'new-savings']);
  });

  it('archives for the person what the bank still lists, and brings it back', () => {
    db.exec(`UPDATE accounts SET archived_at = '2026-11-01T08:00:00.000Z' WHERE id = 'card'`);
    service.update({ id: 'savings', isArchived: true });
    service.update({ id: 'card', isArchived: true });
    const archived = () => list().flatMap(({ id, isArchived, archivedBy }) => (isArchived ? [[id, archivedBy]] : []));
    expect(archived()).toEqual([
      ['savings', 'person'],
      ['card', 'bank'],
    ]);
    // The bank lists the card again: it stays where the person put it.
    db.exec(`UPDATE accounts SET archived_at = NULL WHERE id = 'card'`);
    expect(archived()).toContainEqual(['card', 'person']);
    service.update({ id: 'card', isArchived: false });
    service.update({ id: 'savings', isArchived: false });
    expect(archived()).toEqual([]);
  });
});

describe('statistics', () => {
  it('are over the last complete months of which everything is held, twelve at most', () => {
    expect(completeMonths('2026-10-02', TODAY)).toBeNull();
    expect(completeMonths('2026-10-01', TODAY)).toEqual({ months: 1, fromDay: '2026-10-01', toDay: '2026-10-31' });
    expect(completeMonths('2025-12-15', TODAY)).toEqual({ months: 10, fromDay: '2026-01-01', toDay: '2026-10-31' });
    expect(completeMonths('2020-01-01', '2028-03-31')).toEqual({ months: 12, fromDay: '2027-03-01', toDay: '2028-02-29' });
  });

  it('give averages, extremes and a count, in the currency of the account', () => {
    anAccount(db, { balanceMinor: 0 });
    aTransaction(db, { day: '2026-07-20', amountMinor: 9_000_00 });
    for (const [day, amountMinor] of [
      ['2026-08-01', 100_01],
      ['2026-09-05', -40_00],
      ['2026-10-31', -60_01],
    ] as const)
      aTransaction(db, { day, amountMinor, counterparty: `Row ${day}` });
    aTransaction(db, { day: '2026-10-10', amountMinor: -900_00, currency: 'USD' });
    aTransaction(db, { day: '2026-10-10', amountMinor: -900_00, isPending: true });
    aTransaction(db, { day: '2026-11-01', amountMinor: -900_00 });
    expect(service.get({ id: 'account-1', days: 30 }).statistics).toEqual({
      months: 3,
      fromDay: '2026-08-01',
      toDay: '2026-10-31',
      count: 3,
      averageInMinor: 33_34,
      averageOutMinor: -33_34,
      largestIn: { id: expect.any(Number), day: '2026-08-01', title: 'Row 2026-08-01', amountMinor: 100_01 },
      largestOut: { id: expect.any(Number), day: '2026-10-31', title: 'Row 2026-10-31', amountMinor: -60_01 },
    });
  });

  it('wait for the first import and the first complete month', () => {
    anAccount(db);
    aTransaction(db, { day: '2026-10-02' });
    expect(service.get({ id: 'account-1', days: 30 }).statistics).toBeNull();
    aTransaction(db, { day: '2026-09-30' });
    expect(service.get({ id: 'account-1', days: 30 }).statistics?.months).toBe(1);
    db.exec('UPDATE accounts SET import_offset = 1');
    expect(service.get({ id: 'account-1', days: 30 }).statistics).toBeNull();
  });
});
