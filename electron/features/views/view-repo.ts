import type { SavedView } from '../../../shared/contract/views.ts';
import type { Db } from '../../db/open.ts';

export function createViewRepo(db: Db) {
  const statements = {
    list: db.prepare<[], SavedView>('SELECT id, name, address FROM saved_views ORDER BY position, id'),
    find: db.prepare<{ id: number }, SavedView>('SELECT id, name, address FROM saved_views WHERE id = :id'),
    add: db.prepare(
      `INSERT INTO saved_views (name, address, position)
       VALUES (:name, :address, (SELECT coalesce(max(position), 0) + 1 FROM saved_views))`,
    ),
    update: db.prepare('UPDATE saved_views SET name = :name, address = :address WHERE id = :id'),
    place: db.prepare('UPDATE saved_views SET position = :position WHERE id = :id'),
    remove: db.prepare('DELETE FROM saved_views WHERE id = :id'),
  };
  return {
    list: (): SavedView[] => statements.list.all(),
    find: (id: number): SavedView | undefined => statements.find.get({ id }),
    add: (view: Omit<SavedView, 'id'>): number => Number(statements.add.run(view).lastInsertRowid),
    update: (view: SavedView): void => void statements.update.run(view),
    place: (id: number, position: number): void => void statements.place.run({ id, position }),
    remove: (id: number): boolean => statements.remove.run({ id }).changes === 1,
  };
}
