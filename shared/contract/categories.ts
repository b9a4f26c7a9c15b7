import { z } from 'zod';
import { query } from './operation.ts';

/** A category of the person's own two-level tree; id 0 is "uncategorised". Built-in ones have a key. */
export const OwnCategory = z.object({
  id: z.int(),
  key: z.string().nullable(),
  parentId: z.int().nullable(),
  /** How its sums count; null: by the sign of each row. `transfer` is neither income nor expense. */
  flow: z.enum(['income', 'expense', 'transfer']).nullable(),
  nameAr: z.string(),
  nameEn: z.string(),
  /** Place in the chart palette (0–7), kept for good. */
  colour: z.int().min(0).max(7),
  /** Name of its symbol; the page knows which it has. */
  icon: z.string(),
  isHidden: z.boolean(),
});
export type OwnCategory = z.infer<typeof OwnCategory>;

export const categoriesContract = {
  /** In the order they are shown: each parent followed by its children. */
  'categories.list': query(z.strictObject({}), z.array(OwnCategory)),
};
