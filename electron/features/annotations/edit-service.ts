/** @file Says things of rows and takes them back: one transaction each, announced after commit. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { EditChanges, EditOutcome, EditTarget, UndoOutcome } from '../../../shared/contract/transaction-edits.ts';
import type { TransactionFilter } from '../../../shared/contract/transaction-filter.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Tags } from '../tags/tags.ts';
import type { RowChange, RowEdits } from './row-edits.ts';
import type { Deed, UndoJournal } from './undo-journal.ts';

export type EditServiceDeps = {
  readonly edits: RowEdits;
  readonly tags: Tags;
  readonly journal: UndoJournal;
  readonly hasCategory: (id: number) => boolean;
  /** Everything a filter keeps. */
  readonly idsOf: (filter: TransactionFilter) => number[];
  readonly inTransaction: <T>(work: () => T) => T;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
};
type Applied = Omit<EditOutcome, 'undoToken'>;

export class EditService {
  readonly #deps: EditServiceDeps;

  constructor(deps: EditServiceDeps) {
    this.#deps = deps;
  }

  /** @throws AppError `not_found` for a category that is not there */
  edit({ target, changes }: { readonly target: EditTarget; readonly changes: EditChanges }): EditOutcome {
    const { inTransaction, hasCategory, journal } = this.#deps;
    if (typeof changes.categoryId === 'number' && !hasCategory(changes.categoryId)) throw new AppError('not_found', 'no such category');
    const token = journal.nextToken();
    const { applied, deed } = inTransaction(() => this.#apply(this.#rowsOf(target), changes, token));
    this.#announce(changes);
    if (applied.changed === 0) return { ...applied, undoToken: null };
    return { ...applied, undoToken: journal.add(deed, token) };
  }

  undo(token: number | null): UndoOutcome {
    const outcome = this.#deps.inTransaction(() => this.#deps.journal.undo(token));
    this.#announce({ addTags: [] });
    return outcome;
  }

  #rowsOf(target: EditTarget): readonly number[] {
    if ('ids' in target) return target.ids;
    const except = new Set(target.exceptIds);
    return this.#deps.idsOf(target.filter).filter((id) => !except.has(id));
  }

  #apply(ids: readonly number[], changes: EditChanges, token: number): { readonly applied: Applied; readonly deed: Deed } {
    const { edits, tags, clock } = this.#deps;
    const { addTags = [], removeTags = [], ...fields } = changes;
    const added = tags.ensure(addTags);
    const change: RowChange = { fields, addTagIds: added.ids, removeTagIds: tags.find(removeTags) };
    const applied = edits.apply(ids, change, token, toInstant(clock.now()));
    if (applied.changed === 0) tags.dropUnused(added.createdIds);
    return { applied, deed: this.#deed(changes, change, added.createdIds, token) };
  }

  /** Undone, the same rows can be said the same of again. */
  #deed(changes: EditChanges, change: RowChange, createdTagIds: readonly number[], token: number): Deed {
    const { edits, tags, clock, journal } = this.#deps;
    return {
      undo: () => {
        const ids = edits.idsOf(token);
        const outcome = edits.restore(change, token, toInstant(clock.now()));
        tags.dropUnused(createdTagIds);
        edits.forget(token);
        return { ...outcome, again: this.#again(ids, changes, journal.nextToken()) };
      },
      forget: () => edits.forget(token),
    };
  }

  #again(ids: readonly number[], changes: EditChanges, token: number): Deed {
    return {
      undo: () => {
        const { applied, deed } = this.#apply(ids, changes, token);
        return { restored: applied.changed, kept: applied.skipped, again: deed };
      },
      forget: () => undefined,
    };
  }

  #announce(changes: EditChanges): void {
    this.#deps.emit('transactions.changed');
    if (changes.addTags !== undefined || changes.removeTags !== undefined) this.#deps.emit('tags.changed');
  }
}
