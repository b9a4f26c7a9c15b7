/** @file The person's tags: looked up by folded name, so that `زكاة` and `زكاه` are one. Inside the caller's transaction. */
import type { Tag } from '../../../shared/contract/tags.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import type { Db } from '../../db/open.ts';

export type StoredTag = { readonly id: number; readonly name: string; readonly folded: string };
export type Tags = ReturnType<typeof createTags>;

const MAX_SUGGESTED = 12;
/** Of rows the bank calls the same first, then what is used most. */
const SUGGEST = `
  SELECT g.name
  FROM tags g
  LEFT JOIN transaction_tags x ON x.tag_id = g.id
  LEFT JOIN transactions t ON t.id = x.transaction_id
  GROUP BY g.id
  ORDER BY
    sum(t.title IS NOT NULL AND t.title = (SELECT title FROM transactions WHERE id = :id)) DESC,
    count(x.transaction_id) DESC,
    g.folded
  LIMIT ${MAX_SUGGESTED}`;

export function createTags(db: Db) {
  const statements = {
    list: db.prepare<[], Tag>(
      `SELECT g.id, g.name, (SELECT count(*) FROM transaction_tags x WHERE x.tag_id = g.id) AS count FROM tags g ORDER BY g.folded, g.id`,
    ),
    byId: db.prepare<{ id: number }, StoredTag>('SELECT id, name, folded FROM tags WHERE id = :id'),
    byName: db.prepare<{ folded: string }, StoredTag>('SELECT id, name, folded FROM tags WHERE folded = :folded'),
    add: db.prepare('INSERT INTO tags (id, name, folded) VALUES (:id, :name, :folded) ON CONFLICT DO NOTHING'),
    rename: db.prepare('UPDATE tags SET name = :name, folded = :folded WHERE id = :id'),
    remove: db.prepare('DELETE FROM tags WHERE id = :id'),
    dropUnused: db.prepare('DELETE FROM tags WHERE id = :id AND NOT EXISTS (SELECT 1 FROM transaction_tags x WHERE x.tag_id = tags.id)'),
    rows: db.prepare<{ id: number }, number>('SELECT transaction_id FROM transaction_tags WHERE tag_id = :id').pluck(),
    suggest: db.prepare<{ id: number | null }, string>(SUGGEST).pluck(),
  };
  const find = (name: string): StoredTag | undefined => statements.byName.get({ folded: foldText(name) });

  return {
    list: (): Tag[] => statements.list.all(),
    findById: (id: number): StoredTag | undefined => statements.byId.get({ id }),
    findByName: find,
    find: (names: readonly string[]): number[] => names.flatMap((name) => find(name)?.id ?? []),
    /** Ids of these names; those nobody used yet are made. */
    ensure(names: readonly string[]): { readonly ids: number[]; readonly createdIds: number[] } {
      const createdIds: number[] = [];
      const ids = names.map((name) => {
        const known = find(name);
        if (known) return known.id;
        const id = Number(statements.add.run({ id: null, name, folded: foldText(name) }).lastInsertRowid);
        createdIds.push(id);
        return id;
      });
      return { ids: [...new Set(ids)], createdIds };
    },
    dropUnused(ids: readonly number[]): void {
      for (const id of ids) statements.dropUnused.run({ id });
    },
    rename: (id: number, name: string): void => void statements.rename.run({ id, name, folded: foldText(name) }),
    remove: (id: number): void => void statements.remove.run({ id }),
    /** A tag that was removed, under the number it had. */
    putBack: ({ id, name, folded }: StoredTag): void => void statements.add.run({ id, name, folded }),
    rowsOf: (id: number): number[] => statements.rows.all({ id }),
    suggest: (id: number | null): string[] => statements.suggest.all({ id }),
  };
}
