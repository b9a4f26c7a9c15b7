/**
 * @file What a person arranges among accounts: their order, and which are put away. Inside the caller's transaction.
 * A place the person gave is below zero, so that accounts that come later, whose numbers rise from one, follow what was arranged.
 */
import type { Db } from '../../db/open.ts';

/** Apart from `archived_at`, which is the bank's: it is set when an account is no longer listed and cleared when it is again. */
const PUT_AWAY = 'accounts.put_away';
/** Of the account row `a`. */
export const IS_PUT_AWAY = `EXISTS (
      SELECT 1 FROM settings s JOIN json_each(s.value) put_away ON put_away.value = a.id WHERE s.name = '${PUT_AWAY}'
    )`;

export type Places = readonly { readonly id: string; readonly place: number }[];

export function createAccountArrangement(db: Db) {
  const statements = {
    places: db.prepare('SELECT id, sort_order AS place FROM accounts'),
    place: db.prepare('UPDATE accounts SET sort_order = :place WHERE id = :id'),
    putAway: db.prepare(`SELECT a.id FROM accounts a WHERE ${IS_PUT_AWAY}`).pluck(),
    savePutAway: db.prepare(
      `INSERT INTO settings (name, value) VALUES ('${PUT_AWAY}', :ids) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    ),
  };
  return {
    places: (): Places => statements.places.all() as { id: string; place: number }[], // columns as selected
    setPlaces(places: Places): void {
      for (const place of places) statements.place.run(place);
    },
    /** The whole list in its new order. */
    arrange(ids: readonly string[]): void {
      for (const [index, id] of ids.entries()) statements.place.run({ id, place: index - ids.length });
    },
    setPutAway(id: string, isPutAway: boolean): void {
      const others = (statements.putAway.all() as string[]).filter((other) => other !== id); // plucked TEXT PRIMARY KEY
      statements.savePutAway.run({ ids: JSON.stringify(isPutAway ? [...others, id] : others) });
    },
  };
}
export type AccountArrangement = ReturnType<typeof createAccountArrangement>;
