/** @file The person's own tree and what the provider's categories stand for; every change can be taken back. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers, Output, Parsed } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { UndoBook } from '../undo/undo-book.ts';
import { createCategoryRepo, type StoredCategory } from './category-repo.ts';
import { createRecategoriser } from './recategoriser.ts';

type Deps = { readonly db: Db; readonly undo: UndoBook; readonly emit: (topic: EventTopic) => void };
type CategoryHandlers = Pick<Handlers, Extract<keyof Handlers, `categories.${string}`>>;
type Changed = Output<'categories.update'>;
/** Rows that changed, and how to undo it within a transaction. */
type Work = { readonly changedCount: number; readonly takeBack: () => void };

const invalid = (field: string, why: string) => new AppError('invalid_input', why, { fields: { [field]: why } });

export class CategoryService {
  readonly #deps: Deps;
  readonly #repo: ReturnType<typeof createCategoryRepo>;
  readonly #recategorise: (ids: readonly number[]) => number;
  readonly #guess: (providerId: string) => number;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#repo = createCategoryRepo(deps.db);
    const { rows, guess } = createRecategoriser(deps.db);
    this.#recategorise = rows;
    this.#guess = guess;
  }

  list = () => this.#repo.list();
  counts = () => this.#repo.counts();
  mappings = () => this.#repo.mappings();

  create({ parentId, flow, colour, ...names }: Parsed<'categories.create'>): Changed {
    return this.#change(() => {
      const parent = parentId === null ? undefined : this.#get(parentId);
      if (parent && parent.parentId !== null) throw invalid('parentId', 'category.two_levels');
      const siblings = this.#siblings(parentId);
      const category: StoredCategory = {
        ...names,
        id: this.#repo.newId(),
        key: null,
        parentId,
        flow: parent ? parent.flow : flow,
        colour: colour ?? parent?.colour ?? siblings.length % 8,
        isHidden: 0,
        sortOrder: Math.max(0, ...siblings.filter(({ id }) => id !== 0).map(({ sortOrder }) => sortOrder)) + 1,
      };
      this.#repo.insert(category);
      return { changedCount: 0, takeBack: () => this.#removeUnused(category.id) };
    });
  }

  update({ id, nameAr, nameEn, colour, icon, isHidden }: Parsed<'categories.update'>): Changed {
    return this.#change(() => {
      const before = this.#get(id);
      this.#repo.update({
        ...before,
        nameAr: nameAr ?? before.nameAr,
        nameEn: nameEn ?? before.nameEn,
        colour: colour ?? before.colour,
        icon: icon ?? before.icon,
        isHidden: isHidden === undefined ? before.isHidden : isHidden ? 1 : 0,
      });
      return { changedCount: 0, takeBack: () => this.#repo.update(before) };
    });
  }

  move(id: number, position: number): Changed {
    return this.#change(() => {
      const moved = this.#get(id);
      const before = this.#siblings(moved.parentId);
      const orders = before.map(({ sortOrder }) => sortOrder).toSorted((a, b) => a - b);
      const after = before.filter((one) => one.id !== id).toSpliced(position - 1, 0, moved);
      after.forEach((one, index) => {
        this.#repo.update({ ...one, sortOrder: orders[index] ?? one.sortOrder });
      });
      return { changedCount: 0, takeBack: () => before.forEach(this.#repo.update) };
    });
  }

  remove(id: number, moveToId: number): Changed {
    return this.#change(() => {
      const removed = this.#get(id);
      const leaving = [removed, ...this.#repo.stored().filter((one) => one.parentId === id)];
      if (leaving.some(({ key }) => key !== null)) throw invalid('id', 'category.built_in');
      if (leaving.some((one) => one.id === moveToId)) throw invalid('moveToId', 'category.itself');
      this.#get(moveToId);
      const uses = leaving.map((one) => ({ id: one.id, uses: this.#repo.usesOf(one.id) }));
      const rows = leaving.flatMap((one) => this.#repo.rowsIn(one.id));
      for (const one of uses) this.#repo.moveUses(one.uses, moveToId);
      const changedCount = this.#recategorise(rows);
      for (const one of leaving.toReversed()) this.#repo.remove(one.id);
      const takeBack = () => {
        for (const one of leaving) this.#repo.insert(one);
        for (const one of uses) this.#repo.moveUses(one.uses, one.id);
        this.#recategorise(rows);
      };
      return { changedCount, takeBack };
    });
  }

  /** @param categoryId null = what its names say */
  map(providerId: string, categoryId: number | null): Changed {
    return this.#change(() => {
      const before = this.#repo.findMapping(providerId);
      if (!before) throw new AppError('not_found', 'the provider never sent this category');
      if (categoryId !== null) this.#get(categoryId);
      const rows = this.#repo.rowsOfProvider(providerId);
      this.#repo.map(providerId, categoryId === null ? { categoryId: this.#guess(providerId), isChosen: 0 } : { categoryId, isChosen: 1 });
      const takeBack = () => {
        this.#repo.map(providerId, before);
        this.#recategorise(rows);
      };
      return { changedCount: this.#recategorise(rows), takeBack };
    });
  }

  #get(id: number): StoredCategory {
    const category = this.#repo.stored().find((one) => one.id === id);
    if (!category) throw new AppError('not_found', 'no such category');
    return category;
  }

  /** Taking back that a category was made must not take along what was put into it since. @throws AppError `not_found` */
  #removeUnused(id: number): void {
    const { edits, rules, mappings } = this.#repo.usesOf(id);
    const isUsed = edits.length + rules.length + mappings.length > 0 || this.#siblings(id).length > 0;
    if (isUsed) throw new AppError('not_found', 'it is in use by now');
    this.#repo.remove(id);
  }

  #siblings = (parentId: number | null) => this.#repo.stored().filter((one) => one.parentId === parentId);

  #change(work: () => Work): Changed {
    const { db, undo } = this.#deps;
    const { changedCount, takeBack } = db.transaction(work).immediate();
    this.#tell();
    const undoToken = undo.add(() => {
      db.transaction(takeBack).immediate();
      this.#tell();
    });
    return { categories: this.#repo.list(), changedCount, undoToken };
  }

  #tell(): void {
    this.#deps.emit('categories.changed');
    this.#deps.emit('transactions.changed');
  }
}

export function categoryHandlers(deps: Deps): CategoryHandlers {
  const service = new CategoryService(deps);
  return {
    'categories.list': () => service.list(),
    'categories.counts': () => service.counts(),
    'categories.create': (input) => service.create(input),
    'categories.update': (input) => service.update(input),
    'categories.move': ({ id, position }) => service.move(id, position),
    'categories.remove': ({ id, moveToId }) => service.remove(id, moveToId),
    'categories.mappings': () => service.mappings(),
    'categories.map': ({ providerId, categoryId }) => service.map(providerId, categoryId),
  };
}
