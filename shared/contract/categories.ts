import { z } from 'zod';
import { command, query } from './operation.ts';
import { UndoToken } from './undo.ts';

export const CategoryFlow = z.enum(['income', 'expense', 'transfer']);
const Name = z.string().trim().min(1).max(60);
const Colour = z.int().min(0).max(7);
const IconName = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** A category of the person's own two-level tree; id 0 is "uncategorised". Built-in ones have a key. */
export const OwnCategory = z.object({
  id: z.int(),
  key: z.string().nullable(),
  parentId: z.int().nullable(),
  /** How its sums count; null: by the sign of each row. `transfer` is neither income nor expense. */
  flow: CategoryFlow.nullable(),
  nameAr: z.string(),
  nameEn: z.string(),
  /** Place in the chart palette (0–7), kept for good. */
  colour: Colour,
  /** Name of its symbol; the page knows which it has. */
  icon: z.string(),
  isHidden: z.boolean(),
});
export type OwnCategory = z.infer<typeof OwnCategory>;

/** What a category of the provider stands for. */
export const CategoryMapping = z.object({
  providerId: z.string(),
  /** The provider's names, from general to specific, in the language they came in. */
  path: z.array(z.string()),
  categoryId: z.int(),
  /** The person chose it; else Mizan worked it out from the names. */
  isChosen: z.boolean(),
  count: z.int(),
});
export type CategoryMapping = z.infer<typeof CategoryMapping>;

/** What is in a category, and what would go elsewhere with it. */
export const CategoryCounts = z.object({
  categoryId: z.int(),
  /** Rows as the list shows them, pending ones too; without hidden accounts. Its children's are not among them. */
  rows: z.int(),
  rules: z.int(),
  mappings: z.int(),
});
export type CategoryCounts = z.infer<typeof CategoryCounts>;

const Changed = z.object({ categories: z.array(OwnCategory), changedCount: z.int(), undoToken: UndoToken });

export const categoriesContract = {
  /** In the order they are shown: each parent followed by its children. */
  'categories.list': query(z.strictObject({}), z.array(OwnCategory)),
  'categories.counts': query(z.strictObject({}), z.array(CategoryCounts)),
  /** Below a parent it counts as the parent does, and takes its colour unless another is given. */
  'categories.create': command(
    z.strictObject({
      parentId: z.int().min(1).nullable(),
      flow: CategoryFlow.exclude(['transfer']).default('expense'),
      nameAr: Name,
      nameEn: Name,
      colour: Colour.optional(),
      icon: IconName.default('tag'),
    }),
    Changed,
  ),
  /** A left-out field stays. Hidden ones are not offered any more; what is in them stays in them. */
  'categories.update': command(
    z.strictObject({
      id: z.int().min(1),
      nameAr: Name.optional(),
      nameEn: Name.optional(),
      colour: Colour.optional(),
      icon: IconName.optional(),
      isHidden: z.boolean().optional(),
    }),
    Changed,
  ),
  /** To a place from 1 among its siblings. */
  'categories.move': command(z.strictObject({ id: z.int().min(1), position: z.int().min(1) }), Changed),
  /** Of the person's own only. Its rows, rules and mappings, and those of what is below it, go to another. */
  'categories.remove': command(z.strictObject({ id: z.int().min(1), moveToId: z.int().min(0) }), Changed),
  'categories.mappings': query(z.strictObject({}), z.array(CategoryMapping)),
  /** null: what Mizan works out from the names again. */
  'categories.map': command(z.strictObject({ providerId: z.string().min(1).max(200), categoryId: z.int().min(0).nullable() }), Changed),
};
