/**
 * @file Rules: ordered, editable, undoable, with a preview that is the change itself, rolled back. What the bank sent is never touched.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers, Output } from '../../../shared/contract/index.ts';
import type { RuleDraft, RulePreview } from '../../../shared/contract/rules.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { fits, prepareRule, type Rule } from '../categories/rule-match.ts';
import { parseSearch } from '../transactions/search-terms.ts';
import type { UndoBook } from '../undo/undo-book.ts';
import { createRuleRepo, type StoredRule } from './rule-repo.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly undo: UndoBook; readonly emit: (topic: EventTopic) => void };
type RuleHandlers = Pick<Handlers, Extract<keyof Handlers, `rules.${string}`>>;
type Changed = Output<'rules.create'>;

const PREVIEW_ROWS = 20;
/** Thrown to take a preview back; never leaves this file. */
class RolledBack extends Error {}

export class RuleService {
  readonly #deps: Deps;
  readonly #repo: ReturnType<typeof createRuleRepo>;
  readonly #recategorise: (ids: readonly number[]) => number;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#repo = createRuleRepo(deps.db);
    this.#recategorise = createRecategoriser(deps.db).rows;
  }

  list = () => this.#repo.list();

  /** The name of whoever was paid, and the direction: what a person means by "like this". @throws AppError `not_found` */
  suggest(transactionId: number): RuleDraft {
    const row = this.#repo.findRow(transactionId);
    if (!row) throw new AppError('not_found', 'no such transaction');
    return {
      text: (row.counterparty.trim() || row.title).slice(0, 200),
      direction: row.amountMinor < 0 ? 'out' : 'in',
      minMinor: null,
      maxMinor: null,
      currency: null,
      accountId: null,
      categoryId: row.categoryId,
    };
  }

  preview(id: number | null, draft: RuleDraft): RulePreview {
    const { db } = this.#deps;
    let found: RulePreview | undefined;
    try {
      db.transaction(() => {
        const rule = id === null ? this.#repo.newRule(draft, toInstant(0)) : { ...this.#find(id), ...draft };
        const fitting = this.#fitting(rule);
        const touched = [...new Set([...fitting, ...this.#repo.decidedBy(rule.id)])];
        const before = this.#repo.categories(touched);
        this.#repo.replaceAll(id === null ? [rule, ...this.#repo.stored()] : this.#with(rule));
        this.#recategorise(touched);
        found = this.#compare(fitting, before, this.#repo.categories(touched), rule);
        throw new RolledBack();
      }).immediate();
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
    if (!found) throw new AppError('internal', 'the preview gave nothing');
    return found;
  }

  create(draft: RuleDraft): Changed {
    const at = toInstant(this.#deps.clock.now());
    return this.#change((rules) => [this.#repo.newRule(draft, at), ...rules]);
  }

  update(id: number, draft: RuleDraft | undefined, isActive: boolean | undefined): Changed {
    const changed = { ...this.#find(id), ...draft, ...(isActive !== undefined && { isActive: isActive ? (1 as const) : (0 as const) }) };
    return this.#change(() => this.#with(changed));
  }

  remove(id: number): Changed {
    this.#find(id);
    return this.#change((rules) => rules.filter((rule) => rule.id !== id));
  }

  move(id: number, position: number): Changed {
    const rule = this.#find(id);
    return this.#change((rules) => rules.filter((one) => one.id !== id).toSpliced(position - 1, 0, rule));
  }

  #find(id: number): StoredRule {
    const rule = this.#repo.stored().find((one) => one.id === id);
    if (!rule) throw new AppError('not_found', 'no such rule');
    return rule;
  }

  #with = (changed: StoredRule): readonly StoredRule[] => this.#repo.stored().map((rule) => (rule.id === changed.id ? changed : rule));

  /** Ids of the rows the rule fits, whatever else decides them. */
  #fitting(rule: Rule): number[] {
    const prepared = prepareRule(rule);
    const ids: number[] = [];
    for (const row of this.#repo.mayFit(parseSearch(rule.text).trigrams, rule.accountId)) if (fits(prepared, row)) ids.push(row.id);
    return ids;
  }

  #compare(
    fitting: readonly number[],
    before: ReadonlyMap<number, number>,
    after: ReadonlyMap<number, number>,
    rule: StoredRule,
  ): RulePreview {
    const changing = [...before.keys()].filter((id) => before.get(id) !== after.get(id));
    const rows = this.#repo.previewRows(changing, PREVIEW_ROWS);
    const elsewhere = fitting.filter((id) => after.get(id) !== rule.categoryId);
    const { person, rule: byRule, other } = this.#repo.deciders(elsewhere);
    return {
      fitting: fitting.length,
      changing: changing.length,
      already: fitting.filter((id) => before.get(id) === rule.categoryId && after.get(id) === rule.categoryId).length,
      // A paused rule moves nothing: what it would fit is kept by nobody.
      kept: { person, rule: byRule, transfer: rule.isActive === 1 ? other : 0 },
      rows: rows.map((row) => ({ ...row, fromCategoryId: before.get(row.id) ?? 0, toCategoryId: after.get(row.id) ?? 0 })),
    };
  }

  /** Rows that the difference between two lists of rules can touch. */
  #touchedBy(before: readonly StoredRule[], after: readonly StoredRule[]): number[] {
    const text = (rules: readonly StoredRule[]) =>
      new Map(rules.map((rule, index) => [rule.id, JSON.stringify({ ...rule, position: index })]));
    const [old, now] = [text(before), text(after)];
    const changed = [...before, ...after].filter((rule) => old.get(rule.id) !== now.get(rule.id));
    return [...new Set(changed.flatMap((rule) => [...this.#fitting(rule), ...this.#repo.decidedBy(rule.id)]))];
  }

  #apply(rules: readonly StoredRule[]): number {
    const before = this.#repo.stored();
    const touched = this.#touchedBy(before, rules);
    this.#repo.replaceAll(rules);
    return this.#recategorise(touched);
  }

  #change(next: (rules: readonly StoredRule[]) => readonly StoredRule[]): Changed {
    const { db, undo } = this.#deps;
    const before = this.#repo.stored();
    const changedCount = db.transaction(() => this.#apply(next(before))).immediate();
    this.#tell();
    const undoToken = undo.add(() => {
      db.transaction(() => this.#apply(before)).immediate();
      this.#tell();
    });
    return { rules: this.#repo.list(), changedCount, undoToken };
  }

  #tell(): void {
    this.#deps.emit('categories.changed');
    this.#deps.emit('transactions.changed');
  }
}

export function ruleHandlers(deps: Deps): RuleHandlers {
  const service = new RuleService(deps);
  return {
    'rules.list': () => service.list(),
    'rules.suggest': ({ transactionId }) => service.suggest(transactionId),
    'rules.preview': ({ id, draft }) => service.preview(id, draft),
    'rules.create': ({ draft }) => service.create(draft),
    'rules.update': ({ id, draft, isActive }) => service.update(id, draft, isActive),
    'rules.remove': ({ id }) => service.remove(id),
    'rules.move': ({ id, position }) => service.move(id, position),
  };
}
