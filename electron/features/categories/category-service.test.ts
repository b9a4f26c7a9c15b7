import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { aCategory, aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { createUndoBook } from '../undo/undo-book.ts';
import { CategoryService } from './category-service.ts';
import { createRecategoriser } from './recategoriser.ts';

let db: Db;
let undo: ReturnType<typeof createUndoBook>;
let service: CategoryService;

beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  undo = createUndoBook(randomUUID);
  service = new CategoryService({ db, undo, emit: () => undefined });
});

const pets = () => service.create({ parentId: 8, flow: 'expense', nameAr: 'حيوانات أليفة', nameEn: 'Pets', icon: 'tag' });
const idOf = (nameEn: string) => service.list().find((one) => one.nameEn === nameEn)?.id ?? -1;
const categories = () => db.prepare('SELECT own_category FROM transactions ORDER BY id').pluck().all();
const code = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'done';
};

describe('the own tree', () => {
  it('lists each parent followed by its children, uncategorised last', () => {
    const keys = service.list().map((one) => one.key);
    expect(keys.slice(0, 6)).toEqual(['income', 'salary', 'profit', 'money_received', 'home', 'rent']);
    expect(keys.at(-1)).toBe('uncategorised');
  });

  it('takes a new category below a parent, counting as the parent does, and lets it go again', () => {
    const made = pets();
    expect(made.categories.find((one) => one.nameEn === 'Pets')).toMatchObject({ parentId: 8, flow: 'expense', colour: 6, key: null });
    expect(made.categories.filter((one) => one.parentId === 8).at(-1)?.nameEn).toBe('Pets');
    undo.run(made.undoToken);
    expect(idOf('Pets')).toBe(-1);
  });

  it('says how much is in each category, without hidden accounts', () => {
    anAccount(db, { id: 'hidden', iban: null, isHidden: true });
    aCategory(db, '31', null, 'Lebensmittel');
    aTransaction(db, { categoryId: '31' });
    aTransaction(db, { categoryId: '31', isPending: true });
    aTransaction(db, { accountId: 'hidden', categoryId: '31' });
    createRecategoriser(db).all();
    db.exec(
      `INSERT INTO category_rules (position, text, direction, category_id, created_at) VALUES (1, 'x', 'any', 303, '2026-11-07T11:07:00.000Z')`,
    );
    expect(service.counts().filter(({ rows, rules, mappings }) => rows + rules + mappings > 0)).toEqual([
      { categoryId: 301, rows: 2, rules: 0, mappings: 1 },
      { categoryId: 303, rows: 0, rules: 1, mappings: 0 },
    ]);
  });

  it('does not take back a new category that something was put into since', () => {
    const made = pets();
    const id = aTransaction(db, {});
    createAnnotations(db).save(id, { title: null, note: null, categoryId: idOf('Pets'), isReviewed: null }, '2026-11-07T11:07:00.000Z');
    expect([code(() => undo.run(made.undoToken)), idOf('Pets')]).toEqual(['not_found', 10_000]);
  });

  it('has two levels and no more', () => {
    pets();
    expect(code(() => service.create({ parentId: idOf('Pets'), flow: 'expense', nameAr: 'أ', nameEn: 'A', icon: 'tag' }))).toBe(
      'invalid_input',
    );
  });

  it('renames, hides and reorders built-in ones but never removes them', () => {
    service.update({ id: 301, nameEn: 'Food at home', isHidden: true });
    const { undoToken } = service.move(303, 1);
    const food = () =>
      service
        .list()
        .filter((one) => one.parentId === 3)
        .map((one) => [one.id, one.nameEn, one.isHidden]);
    expect(food()).toEqual([
      [303, 'Coffee', false],
      [301, 'Food at home', true],
      [302, 'Eating out', false],
    ]);
    undo.run(undoToken);
    expect(food().map(([id]) => id)).toEqual([301, 302, 303]);
    expect(code(() => service.remove(301, 0))).toBe('invalid_input');
  });

  it('gives the rows, rules and mappings of a removed category to another, and all of it back', () => {
    pets();
    const id = idOf('Pets');
    aCategory(db, '77', null, 'Haustiere');
    const said = aTransaction(db, { counterparty: 'Vet' });
    aTransaction(db, { counterparty: 'Fish food' });
    aTransaction(db, { counterparty: 'Cat', categoryId: '77' });
    createRecategoriser(db).all();
    createAnnotations(db).save(said, { title: null, note: null, categoryId: id, isReviewed: null }, '2026-11-07T11:07:00.000Z');
    db.prepare(
      `INSERT INTO category_rules (position, text, direction, category_id, created_at) VALUES (1, 'fish', 'any', ?, '2026-11-07T11:07:00.000Z')`,
    ).run(id);
    service.map('77', id);
    createRecategoriser(db).all();
    expect(categories()).toEqual([id, id, id]);
    const { changedCount, undoToken } = service.remove(id, 804);
    expect([changedCount, categories(), idOf('Pets')]).toEqual([3, [804, 804, 804], -1]);
    undo.run(undoToken);
    expect([categories(), idOf('Pets')]).toEqual([[id, id, id], id]);
    expect(checkInvariants(db).filter((fault) => fault.startsWith('category'))).toEqual([]);
  });
});

describe('what the provider calls it', () => {
  it('is listed with its path and use, and can be overruled and given back', () => {
    aCategory(db, '3', null, 'Einkäufe');
    aCategory(db, '31', '3', 'Lebensmittel');
    aTransaction(db, { categoryId: '31' });
    createRecategoriser(db).all();
    expect(service.mappings()).toEqual([
      { providerId: '31', path: ['Einkäufe', 'Lebensmittel'], categoryId: 301, isChosen: false, count: 1 },
      { providerId: '3', path: ['Einkäufe'], categoryId: 4, isChosen: false, count: 0 },
    ]);
    const { undoToken } = service.map('31', 303);
    expect([categories(), service.mappings()[0]]).toMatchObject([[303], { categoryId: 303, isChosen: true }]);
    undo.run(undoToken);
    expect([categories(), service.mappings()[0]]).toMatchObject([[301], { categoryId: 301, isChosen: false }]);
    service.map('31', 303);
    service.map('31', null);
    expect([categories(), service.mappings()[0]]).toMatchObject([[301], { categoryId: 301, isChosen: false }]);
    expect([code(() => service.map('404', 301)), code(() => service.map('31', 424242))]).toEqual(['not_found', 'not_found']);
  });
});
