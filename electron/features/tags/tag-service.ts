/** @file Renames, merges and removes tags; each can be taken back as an edit can. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Tag } from '../../../shared/contract/tags.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RowChange, RowEdits } from '../annotations/row-edits.ts';
import type { UndoJournal } from '../annotations/undo-journal.ts';
import type { StoredTag, Tags } from './tags.ts';

export type TagServiceDeps = {
  readonly tags: Tags;
  readonly edits: RowEdits;
  readonly journal: UndoJournal;
  readonly inTransaction: <T>(work: () => T) => T;
  /** Brings what search finds of these rows in step. */
  readonly settle: (ids: readonly number[]) => void;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
};
type Outcome = { readonly changed: number; readonly undoToken: number | null };

export class TagService {
  readonly #deps: TagServiceDeps;

  constructor(deps: TagServiceDeps) {
    this.#deps = deps;
  }

  list(): Tag[] {
    return this.#deps.tags.list();
  }

  suggest(id: number | null): string[] {
    return this.#deps.tags.suggest(id);
  }

  /** To the name of another tag: the two become one. @throws AppError `not_found` */
  rename(id: number, name: string): Outcome {
    const { tags, journal } = this.#deps;
    const tag = this.#get(id);
    const other = tags.findByName(name);
    if (other && other.id !== id) return this.merge(id, other.id);
    if (tag.name === name) return { changed: 0, undoToken: null };
    const changed = this.#write(() => this.#call(id, name));
    const deed = {
      undo: () => {
        const isFree = (tags.findByName(tag.name)?.id ?? id) === id;
        const restored = isFree ? this.#call(id, tag.name) : 0;
        return { restored, kept: 0, again: null };
      },
      forget: () => undefined,
    };
    return { changed, undoToken: journal.add(deed, journal.nextToken()) };
  }

  merge(id: number, intoId: number): Outcome {
    this.#get(intoId);
    return id === intoId ? { changed: 0, undoToken: null } : this.#replace(id, [intoId]);
  }

  remove(id: number): Outcome {
    return this.#replace(id, []);
  }

  #call(id: number, name: string): number {
    const { tags, settle } = this.#deps;
    const rows = tags.rowsOf(id);
    tags.rename(id, name);
    settle(rows);
    return rows.length;
  }

  /** Rows that carry the tag carry these instead, and the tag is no more. */
  #replace(id: number, byIds: readonly number[]): Outcome {
    const { tags, edits, journal, clock } = this.#deps;
    const tag = this.#get(id);
    const change: RowChange = { fields: {}, addTagIds: byIds, removeTagIds: [id] };
    const token = journal.nextToken();
    const rows = this.#write(() => {
      const carrying = tags.rowsOf(id);
      edits.apply(carrying, change, token, toInstant(clock.now()), true);
      tags.remove(id);
      return carrying.length;
    });
    const deed = {
      undo: () => {
        tags.putBack(tag);
        const outcome = edits.restore(change, token, toInstant(clock.now()));
        edits.forget(token);
        return { ...outcome, again: null };
      },
      forget: () => edits.forget(token),
    };
    return { changed: rows, undoToken: journal.add(deed, token) };
  }

  #get(id: number): StoredTag {
    const tag = this.#deps.tags.findById(id);
    if (!tag) throw new AppError('not_found', 'no such tag');
    return tag;
  }

  #write<T>(work: () => T): T {
    const done = this.#deps.inTransaction(work);
    this.#deps.emit('tags.changed');
    this.#deps.emit('transactions.changed');
    return done;
  }
}
