import { beforeEach, describe, expect, it } from 'vitest';
import { aConnection, anAccount, aTransaction, standingClock } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { annotationHandlers } from '../annotations/annotation-handlers.ts';

let db: Db;
let handlers: ReturnType<typeof annotationHandlers>;

beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  handlers = annotationHandlers({ db, clock: standingClock(), emit: () => undefined });
});

const tag = (ids: number[], ...names: string[]) => handlers['transactions.edit']({ target: { ids }, changes: { addTags: names } });
const untag = (ids: number[], ...names: string[]) => handlers['transactions.edit']({ target: { ids }, changes: { removeTags: names } });
const tags = async () => (await handlers['tags.list']({})).map(({ name, count }) => [name, count]);
const idOf = async (name: string) => (await handlers['tags.list']({})).find((one) => one.name === name)?.id ?? 0;
const found = (word: string) =>
  db.prepare('SELECT rowid FROM transaction_search WHERE transaction_search MATCH ?').pluck().all(`"${word}"`);
const undo = () => handlers['transactions.undo']({ token: null });

describe('tags', () => {
  it('are one however they are spelled, and listed by name with their rows', async () => {
    const [a, b] = [aTransaction(db), aTransaction(db)];
    tag([a], 'زكاة', 'School');
    tag([b], 'زكاه', 'SCHOOL');
    expect(await tags()).toEqual([
      ['School', 2],
      ['زكاة', 2],
    ]);
    untag([a], 'school');
    expect(await tags()).toEqual([
      ['School', 1],
      ['زكاة', 2],
    ]);
  });

  it('are renamed where they stand, findable by the new name, and back again', async () => {
    const id = aTransaction(db);
    tag([id], 'Trip');
    expect(await handlers['tags.rename']({ id: await idOf('Trip'), name: 'Holiday' })).toMatchObject({ changed: 1 });
    expect([await tags(), found('hol'), found('tri')]).toEqual([[['Holiday', 1]], [id], []]);
    undo();
    expect([await tags(), found('hol'), found('tri')]).toEqual([[['Trip', 1]], [], [id]]);
  });

  it('become one when one takes the name of the other, and two again', async () => {
    const [a, b, c] = [aTransaction(db), aTransaction(db), aTransaction(db)];
    tag([a, b], 'Car');
    tag([b, c], 'Auto');
    await handlers['tags.rename']({ id: await idOf('Auto'), name: 'car' });
    expect([await tags(), found('car'), found('aut')]).toEqual([[['Car', 3]], [a, b, c], []]);
    undo();
    expect([await tags(), found('car'), found('aut')]).toEqual([
      [
        ['Auto', 2],
        ['Car', 2],
      ],
      [a, b],
      [b, c],
    ]);
    await handlers['tags.merge']({ id: await idOf('Car'), intoId: await idOf('Auto') });
    expect(await tags()).toEqual([['Auto', 3]]);
  });

  it('are removed with all their rows, taken-back ones too, and brought back with them', async () => {
    const [a, b] = [aTransaction(db), aTransaction(db)];
    tag([a, b], 'Old');
    const columns = (db.pragma('table_info(removed_transactions)') as { name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== 'removed_at');
    db.exec(`INSERT INTO removed_transactions (${columns.join(', ')}, removed_at) SELECT ${columns.join(', ')}, 'x' FROM transactions WHERE id = ${b};
      DELETE FROM transactions WHERE id = ${b}; DELETE FROM transaction_search WHERE rowid = ${b}`);
    const id = await idOf('Old');
    expect(await handlers['tags.remove']({ id })).toMatchObject({ changed: 2 });
    expect([await tags(), found('old')]).toEqual([[], []]);
    undo();
    expect([await tags(), found('old'), await idOf('Old')]).toEqual([[['Old', 2]], [a], id]);
  });

  it('are suggested from rows the bank calls the same, then by use', async () => {
    const rows = ['Cafe', 'Cafe', 'Fuel', 'Fuel', 'Fuel'].map((counterparty) => aTransaction(db, { counterparty }));
    tag(rows.slice(2), 'Car');
    tag(rows.slice(0, 1), 'Treat');
    expect(await handlers['transactions.suggestTags']({ id: rows[1] ?? 0 })).toEqual(['Treat', 'Car']);
    expect(await handlers['transactions.suggestTags']({ id: null })).toEqual(['Car', 'Treat']);
  });

  it('that are not there are said so', () => {
    for (const work of [
      () => handlers['tags.remove']({ id: 1 }),
      () => handlers['tags.rename']({ id: 1, name: 'x' }),
      () => handlers['tags.merge']({ id: 1, intoId: 2 }),
    ])
      expect(work).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});
