import { beforeEach, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../db/open.ts';
import { viewHandlers } from './view-handlers.ts';

let handlers: ReturnType<typeof viewHandlers>;
let told: string[];

beforeEach(() => {
  told = [];
  handlers = viewHandlers({ db: openMemoryDatabase(), emit: (topic) => told.push(topic) });
});

it('keeps views in the order they were made, or were put into', async () => {
  const groceries = await handlers['views.create']({ name: 'Groceries', address: 'category=301' });
  const rent = await handlers['views.create']({ name: 'Rent', address: 'q=rent' });
  expect(await handlers['views.list']({})).toEqual([groceries, rent]);
  expect(await handlers['views.reorder']({ ids: [rent.id, groceries.id] })).toEqual([rent, groceries]);
  expect(await handlers['views.update']({ id: rent.id, address: 'q=rent&direction=out' })).toEqual({
    ...rent,
    address: 'q=rent&direction=out',
  });
  expect(await handlers['views.update']({ id: rent.id, name: 'Housing' })).toMatchObject({
    name: 'Housing',
    address: 'q=rent&direction=out',
  });
  await handlers['views.remove']({ id: groceries.id });
  expect((await handlers['views.list']({})).map(({ name }) => name)).toEqual(['Housing']);
  expect(told).toHaveLength(6);
});

it('says when a view is not there', () => {
  for (const work of [() => handlers['views.remove']({ id: 1 }), () => handlers['views.update']({ id: 1, name: 'x' })])
    expect(work).toThrowError(expect.objectContaining({ code: 'not_found' }));
});
