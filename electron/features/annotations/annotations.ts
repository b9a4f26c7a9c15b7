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

type TextRow = {
  readonly id: number;
  readonly searchText: string;
  readonly ownText: string;
  readonly title: string | null;
  readonly note: string | null;
  /** JSON list of names. */
  readonly tags: string;
};
const TEXTS = `
  SELECT t.id, t.search_text AS searchText, t.own_text AS ownText, e.title, e.note,
    (SELECT json_group_array(g.name ORDER BY g.folded, g.id)
     FROM transaction_tags x CROSS JOIN tags g ON g.id = x.tag_id WHERE x.transaction_id = t.id) AS tags
  FROM json_each(:ids) wanted
  CROSS JOIN transactions t ON t.id = wanted.value
  LEFT JOIN transaction_edits e ON e.transaction_id = t.id`;
/** Rows whose texts are in memory at one time. */
const CHUNK = 2000;

export type Annotations = ReturnType<typeof createAnnotations>;

export function createAnnotations(db: Db) {
  const statements = {
    find: db.prepare(
      `SELECT title, note, category_id AS categoryId, is_reviewed AS isReviewed FROM transaction_edits WHERE transaction_id = :id`,
    ),
    tags: db
      .prepare(`SELECT g.name FROM transaction_tags x JOIN tags g ON g.id = x.tag_id WHERE x.transaction_id = :id ORDER BY g.folded, g.id`)
      .pluck(),
    texts: db.prepare(TEXTS),
    save: db.prepare(
      `INSERT INTO transaction_edits (transaction_id, account_id, title, note, category_id, is_reviewed, edited_at)
       SELECT id, account_id, :title, :note, :categoryId, :isReviewed, :at FROM transactions WHERE id = :id
       ON CONFLICT (transaction_id) DO UPDATE SET
         title = excluded.title, note = excluded.note, category_id = excluded.category_id, is_reviewed = excluded.is_reviewed,
         edited_at = excluded.edited_at`,
    ),
    review: db.prepare('UPDATE transactions SET is_reviewed = :isReviewed WHERE id = :id'),
    setText: db.prepare('UPDATE transactions SET own_text = :ownText WHERE id = :id'),
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

  /** What search finds of these rows, from what is said of them now. */
  function settleTexts(ids: readonly number[]): void {
    for (let from = 0; from < ids.length; from += CHUNK) {
      const rows = statements.texts.all({ ids: JSON.stringify(ids.slice(from, from + CHUNK)) }) as TextRow[]; // columns as selected
      for (const row of rows) {
        const ownText = ownTextOf(row);
        if (ownText === row.ownText) continue;
        statements.setText.run({ id: row.id, ownText });
        statements.removeFromSearch.run({ id: row.id });
        statements.addToSearch.run({ id: row.id, text: searchableText(row.searchText, ownText) });
      }
    }
  }

  /** Brings what stands beside the row in step with what was said of it. A row that is gone keeps what was said, and waits. */
  function settle(id: number): void {
    const { isReviewed } = find(id);
    if (isReviewed !== null) statements.review.run({ id, isReviewed });
    settleTexts([id]);
  }

  return {
    find: (id: number): StoredAnnotation => ({ ...find(id), tags: tagsOf(id) }),
    /** The whole of what was said, tags apart. `settle` must follow. */
    save: (id: number, annotation: Annotation, at: string) => void statements.save.run({ id, at, ...annotation }),
    settle,
    settleTexts,
    /** After the rows were made anew. */
    settleAll(): void {
      for (const id of statements.annotated.all() as number[]) settle(id); // plucked INTEGER
    },
  };
}

function ownTextOf({ title, note, tags }: TextRow): string {
  const names = JSON.parse(tags) as string[]; // built by json_group_array of TEXT NOT NULL
  return [title ?? '', note ?? '', ...names]
    .map(foldText)
    .filter((text) => text !== '')
    .join(' ');
}

/** What the search index holds of a row. */
export function searchableText(searchText: string, ownText: string): string {
  return ownText === '' ? searchText : `${searchText} ${ownText}`;
}
