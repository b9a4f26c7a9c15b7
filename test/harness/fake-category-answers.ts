/** @file The tree, its counts and the mappings of the pictures, changed and taken back in memory. */
import type { CategoryCounts, CategoryMapping, OwnCategory } from '../../shared/contract/categories.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import { fakeCategories } from './fake-categories.ts';
import type { FakeUndo } from './fake-undo.ts';

export type CategoryHandlers = Pick<Handlers, Extract<keyof Handlers, `categories.${string}`>>;

const PETS: OwnCategory = {
  id: 10_000,
  key: null,
  parentId: 8,
  flow: 'expense',
  nameAr: 'حيوانات أليفة',
  nameEn: 'Pets',
  colour: 6,
  icon: 'paw-print',
  isHidden: false,
};
const ROWS: Readonly<Record<number, number>> = {
  0: 42,
  101: 24,
  201: 24,
  202: 24,
  204: 24,
  301: 312,
  302: 148,
  303: 205,
  401: 31,
  501: 17,
  601: 96,
  801: 8,
  10: 58,
  10000: 12,
};
const MAPPINGS: readonly CategoryMapping[] = [
  { providerId: '31', path: ['Einkäufe', 'Lebensmittel'], categoryId: 301, isChosen: false, count: 312 },
  { providerId: '52', path: ['Freizeit', 'Cafés'], categoryId: 303, isChosen: false, count: 190 },
  { providerId: '61', path: ['Mobilität', 'Tanken'], categoryId: 601, isChosen: false, count: 96 },
  { providerId: '39', path: ['Einkäufe', 'Sonstiges'], categoryId: 401, isChosen: true, count: 31 },
  { providerId: '70', path: ['Umbuchungen'], categoryId: 10, isChosen: false, count: 58 },
  { providerId: '99', path: ['مدفوعات أخرى'], categoryId: 0, isChosen: false, count: 7 },
];

function start(): OwnCategory[] {
  const lastOfFamily = fakeCategories.findLastIndex(({ parentId }) => parentId === PETS.parentId);
  return fakeCategories.map((category) => ({ ...category, isHidden: category.id === 102 })).toSpliced(lastOfFamily + 1, 0, PETS);
}

type Deps = { readonly undo: FakeUndo; readonly emit: (topic: EventTopic) => void; readonly isEmpty: boolean };

export function categoryAnswers({ undo, emit, isEmpty }: Deps): CategoryHandlers {
  let categories = start();
  let mappings = isEmpty ? [] : [...MAPPINGS];
  const find = (id: number): OwnCategory => {
    const category = categories.find((one) => one.id === id);
    if (!category) throw new AppError('not_found', 'no such category');
    return category;
  };
  const changed = (changedCount: number, next: OwnCategory[], nextMappings = mappings) => {
    const before = { categories, mappings };
    [categories, mappings] = [next, nextMappings];
    emit('categories.changed');
    const undoToken = undo.add(() => {
      ({ categories, mappings } = before);
      emit('categories.changed');
    });
    return { categories, changedCount, undoToken };
  };
  const rowsOf = (id: number) => (isEmpty ? 0 : (ROWS[id] ?? 0));
  return {
    'categories.list': () => categories,
    'categories.counts': (): CategoryCounts[] =>
      categories.map(({ id }) => ({
        categoryId: id,
        rows: rowsOf(id),
        rules: !isEmpty && [303, 601, 10_000].includes(id) ? 1 : 0,
        mappings: mappings.filter((mapping) => mapping.categoryId === id).length,
      })),
    'categories.create': ({ parentId, flow, colour, ...names }) => {
      const parent = parentId === null ? undefined : find(parentId);
      const made = {
        ...names,
        id: 10_001,
        key: null,
        parentId,
        flow: parent?.flow ?? flow,
        colour: colour ?? parent?.colour ?? 0,
        isHidden: false,
      };
      const after = parent ? categories.findLastIndex((one) => one.id === parentId || one.parentId === parentId) : categories.length - 2;
      return changed(0, categories.toSpliced(after + 1, 0, made));
    },
    'categories.update': ({ id, ...change }) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const updated = { ...find(id), ...given };
      return changed(
        0,
        categories.map((one) => (one.id === id ? updated : one)),
      );
    },
    'categories.move': ({ id, position }) => changed(0, moved(categories, find(id), position)),
    'categories.remove': ({ id, moveToId }) => {
      find(moveToId);
      return changed(
        rowsOf(id),
        categories.filter((one) => one.id !== id && one.parentId !== id),
      );
    },
    'categories.mappings': () => mappings,
    'categories.map': ({ providerId, categoryId }) => {
      const next = (mapping: CategoryMapping) =>
        categoryId === null ? { ...mapping, categoryId: 0, isChosen: false } : { ...mapping, categoryId, isChosen: true };
      return changed(
        1,
        categories,
        mappings.map((mapping) => (mapping.providerId === providerId ? next(mapping) : mapping)),
      );
    },
  };
}

/** Parents carry their children along. */
function moved(categories: readonly OwnCategory[], category: OwnCategory, position: number): OwnCategory[] {
  const siblings = categories.filter(({ parentId }) => parentId === category.parentId);
  const order = siblings.filter((one) => one !== category).toSpliced(position - 1, 0, category);
  const withChildren = (one: OwnCategory) => [one, ...categories.filter(({ parentId }) => parentId === one.id)];
  if (category.parentId === null) return order.flatMap(withChildren);
  return categories
    .filter(({ parentId }) => parentId === null)
    .flatMap((parent) => (parent.id === category.parentId ? [parent, ...order] : withChildren(parent)));
}
