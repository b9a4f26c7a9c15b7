/** @file How single values arrive. Absent, null, "" and a value of a wrong kind are all "nothing"; only the schema files import this. */
import { z } from 'zod';

/** Text, or a number that should have been one; `json.ts` has already kept the digits of ids and amounts. */
export const Text = z.union([z.string(), z.number()]).nullish().catch(null);
export const Flag = z.union([z.boolean(), z.string(), z.number()]).nullish().catch(null);

/** Sync status; the second pair are the ancestor's names (reference 13.2). */
export const WireStatus = z
  .object({ synced_at: Text, succeeded_at: Text, sync_timestamp: Text, success_timestamp: Text, message: Text })
  .nullish()
  .catch(null);
export type WireStatus = z.output<typeof WireStatus>;

/** A list under its name or bare; an absent list in a known wrapper is an empty one. */
export function listOf(...names: readonly [string, ...string[]]) {
  return z.unknown().transform((value, context): readonly unknown[] => {
    if (Array.isArray(value)) return value;
    if (typeof value === 'object' && value !== null) {
      const known = names.find((name) => name in value);
      const list = known === undefined ? undefined : (value as Readonly<Record<string, unknown>>)[known]; // an object was just checked
      if (known !== undefined && (list === null || list === '')) return [];
      if (Array.isArray(list)) return list;
    }
    context.addIssue({ code: 'custom', message: 'no list' });
    return z.NEVER;
  });
}
