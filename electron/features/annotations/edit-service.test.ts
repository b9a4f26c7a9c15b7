import { beforeEach, describe, expect, it } from 'vitest';
import type { Handlers, Input } from '../../../shared/contract/index.ts';
import { transactionEditsContract } from '../../../shared/contract/transaction-edits.ts';
import { aConnection, anAccount, aTransaction, createTransactionWriter, standingClock } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { annotationHandlers } from './annotation-handlers.ts';

const GROCERIES = 301;
const COFFEE = 303;
/** More than every piece the work is cut into. */
const MANY = 12_000;

let db: Db;
let handlers: ReturnType<typeof annotationHandlers>;
let told: string[];

beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  told = [];
  handlers = annotationHandlers({ db, clock: standingClock(), emit: (topic) => told.push(topic) });
});

type Changes = Input<'transactions.edit'>['changes'];
const ask = <N extends keyof typeof transactionEditsContract>(name: N, input: Input<N>) =>
  (handlers[name] as (parsed: unknown) => ReturnType<Handlers[N]>)(transactionEditsContract[name].input.parse(input)); // parsed by the operation's own schema
const edit = (ids: number[], changes: Changes) => ask('transactions.edit', { target: { ids }, changes }) as ReturnType<typeof outcomeOf>;
const undo = (token: number | null = null) =>
  ask('transactions.undo', { token }) as { restored: number; kept: number; redoToken: number | null };
const outcomeOf = (): { changed: number; same: number; skipped: number; undoToken: number | null } => ({
  changed: 0,
  same: 0,
  skipped: 0,
  undoToken: null,
});

/** Everything an edit may touch, of all rows. */
const state = () => ({
  rows: db.prepare('SELECT id, own_category, is_reviewed, own_text FROM transactions ORDER BY id').raw().all(),
  said: db.prepare('SELECT transaction_id, title, note, category_id, is_reviewed FROM transaction_edits ORDER BY 1').raw().all(),
  tags: db.prepare('SELECT x.transaction_id, g.name FROM transaction_tags x JOIN tags g ON g.id = x.tag_id ORDER BY 1, 2').raw().all(),
  totals: db.prepare('SELECT * FROM daily_category_totals ORDER BY 1, 2, 3').raw().all(),
});
const found = (word: string) =>
  db.prepare('SELECT rowid FROM transaction_search WHERE transaction_search MATCH ?').pluck().all(`"${word}"`);
const categoryFaults = () => checkInvariants(db).filter((fault) => /category|search/.test(fault));

describe('editing', () => {
  it('says several things of several rows at once, and only what is named', () => {
    const [a, b] = [aTransaction(db), aTransaction(db, { counterparty: 'Fuel Station' })];
    edit([a], { note: 'mine' });
    expect(edit([a, b, 999], { categoryId: GROCERIES, isReviewed: true, addTags: ['School', 'زكاة'] })).toEqual({
      changed: 2,
      same: 0,
      skipped: 1,
      undoToken: 2,
    });
    expect(state()).toMatchObject({
      rows: [
        [a, GROCERIES, 1, 'mine school زكاه'],
        [b, GROCERIES, 1, 'school زكاه'],
      ],
      said: [
        [a, null, 'mine', GROCERIES, 1],
        [b, null, null, GROCERIES, 1],
      ],
      tags: [
        [a, 'School'],
        [a, 'زكاة'],
        [b, 'School'],
        [b, 'زكاة'],
      ],
    });
    expect(found('sch')).toEqual([a, b]);
    expect(new Set(told)).toEqual(new Set(['transactions.changed', 'tags.changed']));
    expect(categoryFaults()).toEqual([]);
  });

  it('counts rows that were as wanted already, and leaves nothing to undo when all were', () => {
    const [a, b] = [aTransaction(db), aTransaction(db)];
    edit([a], { isReviewed: true });
    expect(edit([a, b], { isReviewed: true })).toMatchObject({ changed: 1, same: 1 });
    expect(edit([a, b], { isReviewed: true })).toEqual({ changed: 0, same: 2, skipped: 0, undoToken: null });
    expect(edit([a], { addTags: ['New'], removeTags: ['New'] })).toMatchObject({ changed: 1 });
  });

  it('takes back what was said: the bank’s title, the category found by itself, no note', () => {
    const id = aTransaction(db, { counterparty: 'Corner Grocery' });
    edit([id], { title: 'Weekly shop', note: 'x', categoryId: COFFEE });
    edit([id], { title: null, note: null, categoryId: null });
    expect(state().rows).toEqual([[id, 0, 0, '']]);
    expect(found('wee')).toEqual([]);
  });

  it('reaches all that match a filter but those taken out again', () => {
    const write = createTransactionWriter(db);
    const ids = [1, 2, 3, 4].map((n) => write({ counterparty: n === 4 ? 'Fuel Station' : 'Corner Grocery' }));
    const target = { filter: { search: 'grocery' }, exceptIds: [ids[1] ?? 0] };
    expect(ask('transactions.edit', { target, changes: { isReviewed: true } })).toMatchObject({ changed: 2 });
    expect(state().rows.map((row) => (row as number[])[2])).toEqual([1, 0, 1, 0]);
  });

  it('refuses a category that is not there, and an edit that says nothing', () => {
    const id = aTransaction(db);
    expect(() => edit([id], { categoryId: 4711 })).toThrowError(expect.objectContaining({ code: 'not_found' }));
    expect(() => edit([id], {})).toThrow();
    expect(() => edit([id], { note: '   ' })).toThrow();
  });
});

describe('undo', () => {
  it('brings back exactly what was before, reviewed as it effectively was, and does it again', () => {
    const [a, b] = [aTransaction(db), aTransaction(db)];
    edit([a], { title: 'Mine', note: 'first', addTags: ['Old'] });
    db.exec(`UPDATE transactions SET is_reviewed = 1 WHERE id = ${b}`);
    const before = state();
    edit([a, b], { title: 'Both', note: null, categoryId: GROCERIES, isReviewed: true, addTags: ['New'], removeTags: ['Old'] });
    const after = state();
    const { restored, kept, redoToken } = undo();
    expect([restored, kept]).toEqual([2, 0]);
    // Never NULL for what was said: the review a row had by itself is written down, so that a rebuilt ledger says the same.
    expect(state()).toEqual({
      ...before,
      said: [
        [a, 'Mine', 'first', null, 0],
        [b, null, null, null, 1],
      ],
    });
    expect(db.prepare('SELECT name FROM tags').pluck().all()).toEqual(['Old']);
    expect(undo(redoToken)).toMatchObject({ restored: 2, kept: 0 });
    expect(state()).toEqual(after);
    undo();
    expect(state().rows).toEqual(before.rows);
    expect(categoryFaults()).toEqual([]);
  });

  it('takes the last thing back first, one after the other, and then says that nothing is left', () => {
    const id = aTransaction(db);
    for (const note of ['one', 'two', 'three']) edit([id], { note });
    const notes = [undo(), undo()].map(() => undefined);
    expect(notes).toHaveLength(2);
    expect(db.prepare('SELECT note FROM transaction_edits').pluck().get()).toBe('one');
    undo();
    expect(state().said).toEqual([]);
    expect(() => undo()).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });

  it('leaves alone what was said again since', () => {
    const [a, b] = [aTransaction(db), aTransaction(db)];
    const first = edit([a, b], { note: 'first' });
    edit([b], { note: 'newer' });
    expect(undo(first.undoToken)).toMatchObject({ restored: 1, kept: 1 });
    expect(db.prepare('SELECT transaction_id, note FROM transaction_edits').raw().all()).toEqual([[b, 'newer']]);
  });

  it('survives that the account is gone meanwhile', () => {
    const id = aTransaction(db);
    edit([id], { note: 'mine', addTags: ['New'] });
    db.exec('DELETE FROM accounts');
    expect(undo()).toMatchObject({ restored: 0, kept: 1 });
    expect(state().tags).toEqual([]);
  });

  it('forgets the oldest when there are very many', () => {
    const id = aTransaction(db);
    const [first] = Array.from({ length: 60 }, (_, n) => edit([id], { note: `note ${n}` }));
    expect(() => undo(first?.undoToken)).toThrowError(expect.objectContaining({ code: 'not_found' }));
    expect(db.prepare('SELECT count(DISTINCT token) FROM temp.undo_values').pluck().get()).toBe(50);
  });
});

it('edits very many rows in one go, and takes it back', () => {
  const write = createTransactionWriter(db);
  db.transaction(() => {
    for (let i = 0; i < MANY; i++) write({ day: `2026-${String((i % 12) + 1).padStart(2, '0')}-05` });
  })();
  createRecategoriser(db).all();
  const target = { filter: {} };
  expect(ask('transactions.edit', { target, changes: { isReviewed: true, categoryId: GROCERIES } })).toMatchObject({ changed: MANY });
  expect(ask('transactions.edit', { target, changes: { addTags: ['All'], note: 'seen' } })).toMatchObject({ changed: MANY });
  expect([undo(), undo()].map(({ restored }) => restored)).toEqual([MANY, MANY]);
  expect(db.prepare('SELECT sum(is_reviewed), sum(own_category), max(own_text) FROM transactions').raw().get()).toEqual([0, 0, '']);
  expect(categoryFaults()).toEqual([]);
});
