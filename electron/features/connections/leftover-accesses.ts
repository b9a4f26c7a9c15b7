/** @file Old accesses the provider still holds after their connection moved on; kept until they are gone there too, or the bank is disconnected. */
import { z } from 'zod';
import type { Db } from '../../db/open.ts';

const NAME = 'connections.leftover_accesses';
const Leftover = z.object({ accessId: z.string(), connectionId: z.string().nullable() });
type Leftover = z.infer<typeof Leftover>;
/** Versions before this one did not note whose they are. */
const Stored = z.array(z.union([Leftover, z.string().transform((accessId) => ({ accessId, connectionId: null }))]));

export type LeftoverAccesses = ReturnType<typeof createLeftoverAccesses>;

export function createLeftoverAccesses(db: Db) {
  const find = db.prepare('SELECT value FROM settings WHERE name = :name').pluck();
  const save = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM settings WHERE name = :name');
  const read = (): readonly Leftover[] => {
    const value = find.get({ name: NAME }) as string | undefined; // plucked TEXT NOT NULL
    return value === undefined ? [] : Stored.parse(JSON.parse(value));
  };
  const write = (leftovers: readonly Leftover[]): void => {
    if (leftovers.length > 0) save.run({ name: NAME, value: JSON.stringify(leftovers) });
    else remove.run({ name: NAME });
  };
  return {
    list: (): readonly string[] => read().map((one) => one.accessId),
    listOf: (connectionId: string): readonly string[] => read().flatMap((one) => (one.connectionId === connectionId ? one.accessId : [])),
    add: (accessId: string, connectionId: string | null) =>
      write([...read().filter((one) => one.accessId !== accessId), { accessId, connectionId }]),
    remove: (accessId: string) => write(read().filter((one) => one.accessId !== accessId)),
    /** Of a bank that is disconnected: whoever removes it tells the provider. */
    removeOf: (connectionId: string) => write(read().filter((one) => one.connectionId !== connectionId)),
  };
}
