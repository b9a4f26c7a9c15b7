import type { Db } from '../../db/open.ts';
import type { EnvelopeStore } from './envelope.ts';

const NAME = 'secrets.sealed_tokens';

/** The sealed token set in the environment's own database. */
export function createEnvelopeRepo(db: Db): EnvelopeStore {
  const select = db.prepare('SELECT value FROM settings WHERE name = :name');
  const upsert = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM settings WHERE name = :name');
  return {
    read: () => (select.get({ name: NAME }) as { value: string } | undefined)?.value, // the statement selects exactly this column
    write: (value) => {
      upsert.run({ name: NAME, value });
    },
    clear: () => {
      remove.run({ name: NAME });
    },
  };
}
