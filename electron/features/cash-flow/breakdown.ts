/** @file One span by category, each figure beside what it is compared with. Pure: sums come in, a tree goes out. */
import type { CategoryFlow, Compared, FlowSide } from '../../../shared/contract/cash-flow.ts';
import { addMoney } from '../../../shared/domain/money.ts';
import type { CategorySum } from './flow-sums.ts';
import { usualOf } from './usual.ts';

/** The sums of a span and of what it is compared with; null where nothing is held of those days. */
export type ComparedSums = {
  readonly currency: string;
  readonly now: readonly CategorySum[];
  readonly previous: readonly CategorySum[] | null;
  readonly yearAgo: readonly CategorySum[] | null;
  /** The periods the usual is taken from, with the same first days of each. */
  readonly before: readonly (readonly CategorySum[])[];
};

type SideSums = ReadonlyMap<number, number>;

const SIDES = ['income', 'expense'] as const;

export function sideTotal(sums: ComparedSums, side: FlowSide): Compared {
  const total = (rows: readonly CategorySum[]) =>
    add(
      sums.currency,
      rows.map((row) => minorOf(row, side)),
    );
  return {
    minor: total(sums.now),
    previousMinor: sums.previous && total(sums.previous),
    yearAgoMinor: sums.yearAgo && total(sums.yearAgo),
    usualMinor: usualOf(sums.before.map(total)),
  };
}

/** What the two sides leave. Of the usual too: a net that is a median of its own would not add up with the two figures beside it. */
export function netOf(currency: string, income: Compared, expense: Compared): Compared {
  const both = (a: number | null, b: number | null) => (a === null || b === null ? null : add(currency, [a, b]));
  return {
    minor: add(currency, [income.minor, expense.minor]),
    previousMinor: both(income.previousMinor, expense.previousMinor),
    yearAgoMinor: both(income.yearAgoMinor, expense.yearAgoMinor),
    usualMinor: both(income.usualMinor, expense.usualMinor),
  };
}

/** Both sides, largest first; parents with their children behind them. What is only usual or was only before is told too. */
export function categoryFlows(sums: ComparedSums): CategoryFlow[] {
  return SIDES.flatMap((side) => ofSide(sums, side));
}

function ofSide(sums: ComparedSums, side: FlowSide): CategoryFlow[] {
  const { currency } = sums;
  const now = perCategory(sums.now, side, currency);
  const previous = sums.previous && perCategory(sums.previous, side, currency);
  const yearAgo = sums.yearAgo && perCategory(sums.yearAgo, side, currency);
  const before = sums.before.map((rows) => perCategory(rows, side, currency));
  const flowOf = (categoryId: number, parentId: number | null): CategoryFlow => ({
    side,
    categoryId,
    parentId,
    minor: now.get(categoryId) ?? 0,
    previousMinor: previous && (previous.get(categoryId) ?? 0),
    yearAgoMinor: yearAgo && (yearAgo.get(categoryId) ?? 0),
    usualMinor: usualOf(before.map((rows) => rows.get(categoryId) ?? 0)),
  });
  const parents = parentsOf([sums.now, sums.previous ?? [], ...sums.before].flat());
  const flows = [...parents].map(([id, parentId]) => flowOf(id, parentId)).filter(isWorthTelling);
  const bySize = (a: CategoryFlow, b: CategoryFlow) =>
    size(b.minor, side) - size(a.minor, side) ||
    size(b.usualMinor ?? 0, side) - size(a.usualMinor ?? 0, side) ||
    a.categoryId - b.categoryId;
  const roots = flows.filter((flow) => flow.parentId === null).sort(bySize);
  return roots.flatMap((root) => [root, ...flows.filter((flow) => flow.parentId === root.categoryId).sort(bySize)]);
}

/** What is expense counts upwards, so that a month of refunds stands last. */
const size = (minor: number, side: FlowSide): number => (side === 'income' ? minor : -minor);

const isWorthTelling = ({ minor, previousMinor, usualMinor }: CategoryFlow): boolean =>
  minor !== 0 || (previousMinor ?? 0) !== 0 || (usualMinor ?? 0) !== 0;

const minorOf = (row: CategorySum, side: FlowSide): number => (side === 'income' ? row.incomeMinor : row.expenseMinor);

/** Sums of one side; a parent's holds its own rows and its children's. */
function perCategory(rows: readonly CategorySum[], side: FlowSide, currency: string): SideSums {
  const sums = new Map<number, number>();
  const put = (id: number, minor: number) => sums.set(id, add(currency, [sums.get(id) ?? 0, minor]));
  for (const row of rows) {
    const minor = minorOf(row, side);
    if (minor === 0) continue;
    put(row.categoryId, minor);
    if (row.parentId !== null) put(row.parentId, minor);
  }
  return sums;
}

/** Every category met, and those above them, with their parents. */
function parentsOf(rows: readonly CategorySum[]): ReadonlyMap<number, number | null> {
  const parents = new Map<number, number | null>();
  for (const { categoryId, parentId } of rows) {
    parents.set(categoryId, parentId);
    if (parentId !== null) parents.set(parentId, parents.get(parentId) ?? null);
  }
  return parents;
}

/** @throws RangeError beyond the safe integers */
function add(currency: string, minors: readonly number[]): number {
  return addMoney({ minor: 0, currency }, ...minors.map((minor) => ({ minor, currency }))).minor;
}
