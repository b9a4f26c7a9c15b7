import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RuleDraft } from '../../../shared/contract/rules.ts';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { createUndoBook } from '../undo/undo-book.ts';
import { RuleService } from './rule-service.ts';

const COFFEE = 303;
const GIFTS = 804;
const FUEL = 601;
const AT = '2026-11-07T11:07:00.000Z';

let db: Db;
let undo: ReturnType<typeof createUndoBook>;
let rules: RuleService;

beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  undo = createUndoBook(randomUUID);
  rules = new RuleService({ db, clock: createManualClock(Date.parse(AT)), undo, emit: () => undefined });
});

const draft = (change: Partial<RuleDraft> = {}): RuleDraft => ({
  text: 'coffee',
  direction: 'any',
  minMinor: null,
  maxMinor: null,
  currency: null,
  accountId: null,
  categoryId: COFFEE,
  ...change,
});
const categories = () => db.prepare('SELECT own_category FROM transactions ORDER BY id').pluck().all();
const faults = () => checkInvariants(db).filter((fault) => fault.startsWith('category'));

describe('rules', () => {
  it('categorise what is there and say how much; taking it back restores it', () => {
    aTransaction(db, { counterparty: 'Coffee Counter' });
    aTransaction(db, { counterparty: 'Corner Grocery' });
    const made = rules.create(draft());
    expect({ changed: made.changedCount, decided: made.rules.map((rule) => rule.decidedCount), categories: categories() }).toEqual({
      changed: 1,
      decided: [1],
      categories: [COFFEE, 0],
    });
    undo.run(made.undoToken);
    expect([categories(), rules.list(), faults()]).toEqual([[0, 0], [], []]);
    expect(() => undo.run(made.undoToken)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('finds Arabic however it is written', () => {
    aTransaction(db, { counterparty: 'ركن القهوة' });
    rules.create(draft({ text: 'القهوه' }));
    expect(categories()).toEqual([COFFEE]);
  });

  it('are looked at in order; moving, pausing and removing one gives its rows to the next', () => {
    aTransaction(db, { counterparty: 'Coffee at Fuel Station' });
    rules.create(draft());
    const { rules: both } = rules.create(draft({ text: 'fuel station', categoryId: FUEL }));
    const [fuel, coffee] = both.map((rule) => rule.id);
    const seen = [categories()];
    rules.move(coffee ?? 0, 1);
    seen.push(categories());
    rules.update(coffee ?? 0, undefined, false);
    seen.push(categories());
    rules.update(coffee ?? 0, undefined, true);
    rules.remove(coffee ?? 0);
    seen.push(categories());
    rules.remove(fuel ?? 0);
    expect([...seen, categories()]).toEqual([[FUEL], [COFFEE], [FUEL], [FUEL], [0]]);
    expect(faults()).toEqual([]);
  });

  it('fit by direction, amount in its currency, and account alone', () => {
    anAccount(db, { id: 'card', kind: 'credit_card' });
    aTransaction(db, { counterparty: 'Coffee', amountMinor: -18_00 });
    aTransaction(db, { counterparty: 'Coffee', amountMinor: 18_00 });
    aTransaction(db, { counterparty: 'Coffee', amountMinor: -18_00, currency: 'USD' });
    aTransaction(db, { accountId: 'card', counterparty: 'Anything', amountMinor: -900_00 });
    rules.create(draft({ direction: 'out', minMinor: 10_00, maxMinor: 20_00, currency: 'SAR' }));
    rules.create(draft({ text: '', accountId: 'card', categoryId: GIFTS }));
    expect(categories()).toEqual([COFFEE, 0, 0, GIFTS]);
  });

  it('never overrule what the person said of a row', () => {
    const id = aTransaction(db, { counterparty: 'Coffee Counter' });
    createAnnotations(db).save(id, { title: null, note: null, categoryId: GIFTS, isReviewed: null }, AT);
    createRecategoriser(db).rows([id]);
    expect(rules.preview(null, draft())).toMatchObject({ fitting: 1, changing: 0, kept: { person: 1 } });
    rules.create(draft());
    expect(categories()).toEqual([GIFTS]);
  });

  it('say why rows they fit stay where they are', () => {
    anAccount(db, { id: 'savings', kind: 'savings', iban: null });
    const [said, out, , there] = ['Coffee said', 'Coffee move', 'Coffee station', 'Coffee there', 'Coffee new'].map((counterparty) =>
      aTransaction(db, { counterparty }),
    );
    const into = aTransaction(db, { accountId: 'savings', counterparty: 'x', amountMinor: 42_00 });
    for (const [id, categoryId] of [
      [said, GIFTS],
      [there, COFFEE],
    ] as const)
      createAnnotations(db).save(id ?? 0, { title: null, note: null, categoryId, isReviewed: null }, AT);
    db.prepare(
      `INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
       VALUES ('transfer', ?, ?, 'account-1', 'savings', 0, 'found', ?)`,
    ).run(out, into, AT);
    createRecategoriser(db).all();
    const [mine] = rules.create(draft({ text: 'nothing yet' })).rules;
    rules.create(draft({ text: 'station', categoryId: FUEL }));
    const id = mine?.id ?? 0;
    const fits = { fitting: 5, changing: 1, already: 1, kept: { person: 1, transfer: 1, rule: 1 } };
    expect(rules.preview(id, draft())).toMatchObject(fits);
    rules.update(id, undefined, false);
    expect(rules.preview(id, draft())).toMatchObject({ ...fits, changing: 0, kept: { person: 1, transfer: 0, rule: 1 } });
  });

  it('give a preview that is exactly what happens then, and changes nothing itself', () => {
    for (let i = 0; i < 30; i += 1) aTransaction(db, { counterparty: i % 3 === 0 ? 'Coffee Counter' : 'Shop' });
    const preview = rules.preview(null, draft());
    expect({ ...preview, rows: preview.rows.length }).toEqual({
      fitting: 10,
      changing: 10,
      already: 0,
      kept: { person: 0, transfer: 0, rule: 0 },
      rows: 10,
    });
    expect(preview.rows[0]).toMatchObject({ fromCategoryId: 0, toCategoryId: COFFEE, title: 'Coffee Counter' });
    expect([rules.list(), new Set(categories())]).toEqual([[], new Set([0])]);
    const { changedCount, rules: made } = rules.create(draft());
    expect(changedCount).toBe(preview.changing);
    expect(rules.preview(made[0]?.id ?? 0, draft({ text: 'shop' }))).toMatchObject({ fitting: 20, changing: 30 });
  });

  it('propose the name and the direction of a row', () => {
    const id = aTransaction(db, { counterparty: 'Coffee Counter', amountMinor: -18_00, ownCategory: COFFEE });
    expect(rules.suggest(id)).toEqual(draft({ text: 'Coffee Counter', direction: 'out' }));
    expect(() => rules.suggest(99)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });
});
