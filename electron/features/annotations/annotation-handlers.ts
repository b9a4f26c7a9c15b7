import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { TagService } from '../tags/tag-service.ts';
import { createTags } from '../tags/tags.ts';
import { createListService } from '../transactions/list-service.ts';
import { createAnnotations } from './annotations.ts';
import { EditService } from './edit-service.ts';
import { createRowEdits } from './row-edits.ts';
import { createUndoJournal } from './undo-journal.ts';

type Names = `transactions.${'edit' | 'undo' | 'suggestTags'}` | Extract<keyof Handlers, `tags.${string}`>;

/** Edits and tags share one journal: the last thing done is taken back first, whatever it was. */
export function annotationHandlers(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
}): Pick<Handlers, Names> {
  const { db, clock, emit } = deps;
  const list = createListService(db);
  const annotations = createAnnotations(db);
  const hasCategory = db.prepare('SELECT 1 FROM own_categories WHERE id = ?').pluck();
  const shared = {
    edits: createRowEdits(db),
    tags: createTags(db),
    journal: createUndoJournal(),
    inTransaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    clock,
    emit,
  };
  const tags = new TagService({
    ...shared,
    settle: annotations.settleTexts,
  });
  const edits = new EditService({
    ...shared,
    hasCategory: (id) => hasCategory.get(id) === 1,
    idsOf: (filter) => list.ids(filter),
  });
  return {
    'transactions.edit': (input) => edits.edit(input),
    'transactions.undo': ({ token }) => edits.undo(token),
    'transactions.suggestTags': ({ id }) => tags.suggest(id),
    'tags.list': () => tags.list(),
    'tags.rename': ({ id, name }) => tags.rename(id, name),
    'tags.merge': ({ id, intoId }) => tags.merge(id, intoId),
    'tags.remove': ({ id }) => tags.remove(id),
  };
}
