import { z } from 'zod';
import { Done } from './common.ts';
import { command, query } from './operation.ts';

export const ViewName = z.string().trim().min(1).max(60);
/** The query part of the list's address (`q=rent&account=a1`): filters, search and sort. */
export const ViewAddress = z.string().max(4000);

/** A list the person named, to come back to. */
export const SavedView = z.object({ id: z.int(), name: z.string(), address: z.string() });
export type SavedView = z.infer<typeof SavedView>;

export const viewsContract = {
  'views.list': query(z.strictObject({}), z.array(SavedView)),
  'views.create': command(z.strictObject({ name: ViewName, address: ViewAddress }), SavedView),
  'views.update': command(z.strictObject({ id: z.int(), name: ViewName.optional(), address: ViewAddress.optional() }), SavedView),
  'views.remove': command(z.strictObject({ id: z.int() }), Done),
  /** All ids in their new order. */
  'views.reorder': command(z.strictObject({ ids: z.array(z.int()).max(200) }), z.array(SavedView)),
};
