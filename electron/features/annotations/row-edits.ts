/**
 * @file Says one thing of many rows at once, and takes it back. Whole sets of rows per statement, so that a hundred thousand rows are a matter
 * of seconds. What was before is kept in memory (temporary tables), as long as the store is open. Inside the caller's transaction.
 */
import type { Db } from '../../db/open.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { createAnnotations } from './annotations.ts';

/** Only what is named changes; null takes back what was said. */
export type FieldChanges = {
  readonly title?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly categoryId?: number | null | undefined;
  readonly isReviewed?: boolean | undefined;
};
export type RowChange = { readonly fields: FieldChanges; readonly addTagIds: readonly number[]; readonly removeTagIds: readonly number[] };

const TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS edited_rows (id INTEGER PRIMARY KEY) STRICT;
  CREATE TEMP TABLE IF NOT EXISTS undo_values (
    token INTEGER, transaction_id INTEGER, title TEXT, note TEXT, category_id INTEGER, is_reviewed INTEGER,
    PRIMARY KEY (token, transaction_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TEMP TABLE IF NOT EXISTS undo_tags (
    token INTEGER, transaction_id INTEGER, tag_id INTEGER, was_added INTEGER,
    PRIMARY KEY (token, transaction_id, tag_id)
  ) STRICT, WITHOUT ROWID;`;

const HAS_TAG = 'EXISTS (SELECT 1 FROM transaction_tags x WHERE x.transaction_id = r.id AND x.tag_id = a.value)';
/** A row that is as wanted already. */
const UNCHANGED = `
  SELECT r.id FROM temp.edited_rows r
  CROSS JOIN transactions t ON t.id = r.id
  LEFT JOIN transaction_edits e ON e.transaction_id = r.id
  WHERE (:setsTitle = 0 OR e.title IS :title)
    AND (:setsNote = 0 OR e.note IS :note)
    AND (:setsCategory = 0 OR e.category_id IS :categoryId)
    AND (:setsReviewed = 0 OR t.is_reviewed = :isReviewed)
    AND NOT EXISTS (SELECT 1 FROM json_each(:addTags) a WHERE NOT ${HAS_TAG})
    AND NOT EXISTS (
      SELECT 1 FROM transaction_tags x WHERE x.transaction_id = r.id AND x.tag_id IN (SELECT value FROM json_each(:removeTags)))`;

const SAVE = `
  INSERT INTO transaction_edits (transaction_id, account_id, title, note, category_id, is_reviewed, edited_at)
  SELECT t.id, t.account_id, :title, :note, :categoryId, :isReviewed, :at
  FROM temp.edited_rows r CROSS JOIN transactions t ON t.id = r.id WHERE true
  ON CONFLICT (transaction_id) DO UPDATE SET
    title = iif(:setsTitle, excluded.title, title),
    note = iif(:setsNote, excluded.note, note),
    category_id = iif(:setsCategory, excluded.category_id, category_id),
    is_reviewed = iif(:setsReviewed, excluded.is_reviewed, is_reviewed),
    edited_at = excluded.edited_at`;

/** Every field the edit set still stands as it set it; else somebody said something newer, which stays. */
const STILL = `
  (:setsTitle = 0 OR e.title IS :title) AND (:setsNote = 0 OR e.note IS :note)
  AND (:setsCategory = 0 OR e.category_id IS :categoryId) AND (:setsReviewed = 0 OR e.is_reviewed IS :isReviewed)`;
const PUT_BACK = `
  UPDATE transaction_edits AS e SET
    title = iif(:setsTitle AND e.title IS :title, u.title, e.title),
    note = iif(:setsNote AND e.note IS :note, u.note, e.note),
    category_id = iif(:setsCategory AND e.category_id IS :categoryId, u.category_id, e.category_id),
    is_reviewed = iif(:setsReviewed AND e.is_reviewed IS :isReviewed, u.is_reviewed, e.is_reviewed),
    edited_at = :at
  FROM temp.undo_values u WHERE u.token = :token AND u.transaction_id = e.transaction_id`;

function prepare(db: Db) {
  db.exec(TABLES);
  return {
    clear: db.prepare('DELETE FROM temp.edited_rows'),
    select: db.prepare('INSERT OR IGNORE INTO temp.edited_rows (id) SELECT value FROM json_each(:ids)'),
    dropGone: db.prepare('DELETE FROM temp.edited_rows WHERE id NOT IN (SELECT id FROM transactions)'),
    dropUnchanged: db.prepare(`DELETE FROM temp.edited_rows WHERE id IN (${UNCHANGED})`),
    ids: db.prepare('SELECT id FROM temp.edited_rows').pluck(),
    keepValues: db.prepare(
      `INSERT INTO temp.undo_values (token, transaction_id, title, note, category_id, is_reviewed)
       SELECT :token, t.id, e.title, e.note, e.category_id, t.is_reviewed
       FROM temp.edited_rows r CROSS JOIN transactions t ON t.id = r.id LEFT JOIN transaction_edits e ON e.transaction_id = t.id`,
    ),
    keepAdded: db.prepare(
      `INSERT INTO temp.undo_tags (token, transaction_id, tag_id, was_added)
       SELECT :token, r.id, a.value, 1 FROM temp.edited_rows r CROSS JOIN json_each(:addTags) a WHERE NOT ${HAS_TAG}`,
    ),
    keepRemoved: db.prepare(
      `INSERT INTO temp.undo_tags (token, transaction_id, tag_id, was_added)
       SELECT :token, x.transaction_id, x.tag_id, 0
       FROM temp.edited_rows r CROSS JOIN transaction_tags x ON x.transaction_id = r.id
       WHERE x.tag_id IN (SELECT value FROM json_each(:removeTags))`,
    ),
    save: db.prepare(SAVE),
    addTags: db.prepare(
      `INSERT INTO transaction_tags (transaction_id, tag_id, account_id)
       SELECT transaction_id, tag_id, account_id FROM (
         SELECT u.transaction_id, u.tag_id, coalesce(
           (SELECT account_id FROM transactions WHERE id = u.transaction_id),
           (SELECT account_id FROM removed_transactions WHERE id = u.transaction_id)) AS account_id
         FROM temp.undo_tags u
         WHERE u.token = :token AND u.was_added = :wasAdded AND u.tag_id IN (SELECT id FROM tags))
       WHERE account_id IS NOT NULL
       ON CONFLICT DO NOTHING`,
    ),
    removeTags: db.prepare(
      `DELETE FROM transaction_tags WHERE (transaction_id, tag_id) IN
         (SELECT transaction_id, tag_id FROM temp.undo_tags WHERE token = :token AND was_added = :wasAdded)`,
    ),
    // Of rows about whose review the person said something; of the others it stays what it is.
    settleReviewed: db.prepare(
      `UPDATE transactions SET is_reviewed = e.is_reviewed FROM transaction_edits e
       WHERE e.transaction_id = transactions.id AND e.is_reviewed IS NOT NULL AND transactions.id IN (SELECT id FROM temp.edited_rows)`,
    ),
    putBack: db.prepare(PUT_BACK),
    countKept: db
      .prepare(
        `SELECT count(*) FROM temp.undo_values u LEFT JOIN transaction_edits e ON e.transaction_id = u.transaction_id
         WHERE u.token = :token AND NOT (${STILL})`,
      )
      .pluck(),
    dropEmpty: db.prepare(
      `DELETE FROM transaction_edits WHERE transaction_id IN (SELECT id FROM temp.edited_rows)
         AND title IS NULL AND note IS NULL AND category_id IS NULL AND is_reviewed IS NULL`,
    ),
    selectUndone: db.prepare(
      `INSERT OR IGNORE INTO temp.edited_rows (id)
       SELECT transaction_id FROM temp.undo_values WHERE token = :token UNION SELECT transaction_id FROM temp.undo_tags WHERE token = :token`,
    ),
    forgetValues: db.prepare('DELETE FROM temp.undo_values WHERE token = :token'),
    forgetTags: db.prepare('DELETE FROM temp.undo_tags WHERE token = :token'),
  };
}

function paramsOf({ fields, addTagIds, removeTagIds }: RowChange) {
  const { title, note, categoryId, isReviewed } = fields;
  return {
    setsTitle: Number(title !== undefined),
    setsNote: Number(note !== undefined),
    setsCategory: Number(categoryId !== undefined),
    setsReviewed: Number(isReviewed !== undefined),
    title: title ?? null,
    note: note ?? null,
    categoryId: categoryId ?? null,
    isReviewed: isReviewed === undefined ? null : Number(isReviewed),
    addTags: JSON.stringify(addTagIds),
    removeTags: JSON.stringify(removeTagIds),
  };
}

const changesFields = ({ fields }: RowChange): boolean => Object.values(fields).some((value) => value !== undefined);
const changesTags = ({ addTagIds, removeTagIds }: RowChange): boolean => addTagIds.length + removeTagIds.length > 0;

export type RowEdits = ReturnType<typeof createRowEdits>;

export function createRowEdits(db: Db) {
  const run = prepare(db);
  const annotations = createAnnotations(db);
  const recategoriser = createRecategoriser(db);
  const editedIds = () => run.ids.all() as number[]; // plucked INTEGER

  /** Search text, review and category follow from what is said now. */
  function settle(change: RowChange): void {
    const { title, note, categoryId, isReviewed } = change.fields;
    if (isReviewed !== undefined) run.settleReviewed.run();
    const ids = editedIds();
    if (title !== undefined || note !== undefined || changesTags(change)) annotations.settleTexts(ids);
    if (categoryId !== undefined) recategoriser.rows(ids);
  }

  return {
    /**
     * @param withRemoved rows the bank took back change too: a tag that is no more is no more there either
     * @returns what became of the rows; `token` finds what was before
     */
    apply(ids: readonly number[], change: RowChange, token: number, at: string, withRemoved = false) {
      run.clear.run();
      const selected = run.select.run({ ids: JSON.stringify(ids) }).changes;
      const skipped = withRemoved ? 0 : run.dropGone.run().changes;
      const params = { ...paramsOf(change), token, at };
      const same = run.dropUnchanged.run(params).changes;
      run.keepAdded.run(params);
      run.keepRemoved.run(params);
      if (changesFields(change)) {
        run.keepValues.run(params);
        run.save.run(params);
      }
      run.addTags.run({ token, wasAdded: 1 });
      run.removeTags.run({ token, wasAdded: 0 });
      settle(change);
      return { changed: selected - skipped - same, same, skipped };
    },

    /** Puts back what `apply` replaced, field by field, where nothing newer was said. */
    restore(change: RowChange, token: number, at: string) {
      const params = { ...paramsOf(change), token, at };
      run.clear.run();
      const all = run.selectUndone.run({ token }).changes;
      const kept = Number(run.countKept.get(params));
      run.putBack.run(params);
      run.removeTags.run({ token, wasAdded: 1 });
      run.addTags.run({ token, wasAdded: 0 });
      settle(change);
      run.dropEmpty.run();
      return { restored: all - kept, kept };
    },

    /** Rows a token is about. */
    idsOf(token: number): number[] {
      run.clear.run();
      run.selectUndone.run({ token });
      return editedIds();
    },

    forget(token: number): void {
      run.forgetValues.run({ token });
      run.forgetTags.run({ token });
    },
  };
}
