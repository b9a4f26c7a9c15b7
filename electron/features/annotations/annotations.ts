/**
 * @file What a person said of rows (title, note, category, reviewed, tags) and what follows from it beside the row: `own_text` for the
 * search and `is_reviewed`. Inside the caller's transaction; the category is the recategoriser's part.
 */
import { foldText } from '../../../shared/domain/fold.ts';
import type { Db } from '../../db/open.ts';

export type Annotation = {
  readonly title: string | null;
  readonly note: string | null;
  readonly categoryId: number | null;
  readonly isReviewed: 0 | 1 | null;
};
export type StoredAnnotation = Annotation & { readonly tags: readonly string[] };

const NOTHING: Annotation = { title: null, note: null, categoryId: null, isReviewed: null };

type LiveRow = { readonly searchText: string; readonly ownText: string; readonly isReviewed: 0 | 1 };

export type Annotations = ReturnType<typeof createAnnotations>;

export function createAnnotations(db: Db) {
  const statements = {
    find: db.prepare(
      `SELECT title, note, category_id AS categoryId, is_reviewed AS isReviewed FROM transaction_edits WHERE transaction_id = :id`,
    ),
    tags: db
      .prepare(`SELECT g.name FROM transaction_tags x JOIN tags g ON g.id = x.tag_id WHERE x.transaction_id = :id ORDER BY g.folded, g.id`)
      .pluck(),
    live: db.prepare('SELECT search_text AS searchText, own_text AS ownText, is_reviewed AS isReviewed FROM transactions WHERE id = :id'),
    save: db.prepare(
      `INSERT INTO transaction_edits (transaction_id, account_id, title, note, category_id, is_reviewed, edited_at)
       SELECT id, account_id, :title, :note, :categoryId, :isReviewed, :at FROM transactions WHERE id = :id
       ON CONFLICT (transaction_id) DO UPDATE SET
         title = excluded.title, note = excluded.note, category_id = excluded.category_id, is_reviewed = excluded.is_reviewed,
         edited_at = excluded.edited_at`,
    ),
    settle: db.prepare('UPDATE transactions SET own_text = :ownText, is_reviewed = :isReviewed WHERE id = :id'),
    removeFromSearch: db.prepare('DELETE FROM transaction_search WHERE rowid = :id'),
    addToSearch: db.prepare('INSERT INTO transaction_search (rowid, search_text) VALUES (:id, :text)'),
    annotated: db
      .prepare(`SELECT transaction_id FROM transaction_edits UNION SELECT transaction_id FROM transaction_tags ORDER BY transaction_id`)
      .pluck(),
  };
  const tagsOf = (id: number) => statements.tags.all({ id }) as string[]; // plucked TEXT NOT NULL

  function find(id: number): Annotation {
    return (statements.find.get({ id }) as Annotation | undefined) ?? NOTHING; // columns as selected
  }

  /** Brings what stands beside the row in step with what was said of it. A row that is gone keeps what was said, and waits. */
  function settle(id: number): void {
    const live = statements.live.get({ id }) as LiveRow | undefined; // columns as selected
    if (!live) return;
    const { title, note, isReviewed } = find(id);
    const ownText = [title ?? '', note ?? '', ...tagsOf(id)]
      .map(foldText)
      .filter((text) => text !== '')
      .join(' ');
    statements.settle.run({ id, ownText, isReviewed: isReviewed ?? live.isReviewed });
    if (ownText === live.ownText) return;
    statements.removeFromSearch.run({ id });
    statements.addToSearch.run({ id, text: searchableText(live.searchText, ownText) });
  }

  return {
    find: (id: number): StoredAnnotation => ({ ...find(id), tags: tagsOf(id) }),
    /** The whole of what was said, tags apart. `settle` must follow. */
    save: (id: number, annotation: Annotation, at: string) => void statements.save.run({ id, at, ...annotation }),
    settle,
    /** After the rows were made anew. */
    settleAll(): void {
      for (const id of statements.annotated.all() as number[]) settle(id); // plucked INTEGER
    },
  };
}

/** What the search index holds of a row. */
export function searchableText(searchText: string, ownText: string): string {
  return ownText === '' ? searchText : `${searchText} ${ownText}`;
}
