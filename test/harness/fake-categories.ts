/** @file The built-in tree as a new store has it, read out of the step that makes it, so that the two cannot differ. */
import { annotations } from '../../electron/db/migrations/0006_annotations.ts';
import type { OwnCategory } from '../../shared/contract/categories.ts';

const ROW = /^ {2}\((\d+), '(\w+)', (NULL|\d+), (?:NULL|'(\w+)'), '([^']+)', '([^']+)', (\d), '([\w-]+)', (\d+)\)/gm;

export const fakeCategories: readonly OwnCategory[] = [...annotations.matchAll(ROW)]
  .map(([, id, key = '', parent, flow, nameEn = '', nameAr = '', colour, icon = '', order]) => ({
    order: Number(order),
    category: {
      id: Number(id),
      key,
      parentId: parent === 'NULL' ? null : Number(parent),
      flow: (flow ?? null) as OwnCategory['flow'], // the column allows nothing else
      nameAr,
      nameEn,
      colour: Number(colour),
      icon,
      isHidden: false,
    },
  }))
  .sort((a, b) => a.order - b.order)
  .map(({ category }) => category);
