/** @file What a person asks of a long history: pages, filters, search, cash flow. Each figure is p95 with its p50 beside it. */
import type { Output } from '../../shared/contract/index.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { atMost, type Figure, shown } from './figures.ts';
import { type NamedFilter, pairsOf, singleFilters, type Wanted } from './list-filters.ts';
import { percentile, sample, timed } from './samples.ts';
import { SEARCHES } from './seed/seed-words.ts';
import type { Ask } from './seeded-core.ts';

const PAGE_MS = 5;
const FILTER_MS = 30;
const SEARCH_MS = 50;
const CASH_FLOW_MS = 15;
const ROUNDS = 40;
const FEW_ROUNDS = 12;
const PAIR_ROUNDS = 3;
/** As many rows as the window asks for in one go. */
const ROWS = 100;

const figuresOf = (name: string, samples: readonly number[], targetMs: number): Figure[] => [
  shown(`${name}-p50`, percentile(samples, 50), 'ms'),
  atMost(`${name}-p95`, percentile(samples, 95), 'ms', targetMs),
];

type Questions = { readonly ask: Ask; readonly firstDay: string };

/** Days all over the ten years, in no order. */
const dayAt = (firstDay: string, round: number): string => addDays(firstDay, (round * 1571) % 3600);

async function pages({ ask, firstDay }: Questions): Promise<Figure[]> {
  const first = await sample(ROUNDS, () => ask('transactions.page', { limit: ROWS }));
  const deep = await sample(ROUNDS, (round) =>
    ask('transactions.page', { section: dayAt(firstDay, round), skip: round % 90, limit: ROWS }),
  );
  const last = await sample(ROUNDS, () => ask('transactions.page', { sort: 'oldest', limit: ROWS }));
  return [...figuresOf('page-first', first, PAGE_MS), ...figuresOf('page-deep', deep, PAGE_MS), ...figuresOf('page-oldest', last, PAGE_MS)];
}

const firstRows = (ask: Ask, filter: Wanted) => ask('transactions.page', { ...filter, limit: ROWS });

/** The first rows of every filter, then of every two together; and the first slice of what its scroll bar is made of. */
async function filters({ ask }: Questions): Promise<Figure[]> {
  const singles = await singleFilters(ask);
  const figures: Figure[] = [];
  for (const { name, filter } of singles) {
    const samples = await sample(FEW_ROUNDS, () => firstRows(ask, filter));
    figures.push(...figuresOf(`filter-${name}`, samples, FILTER_MS));
    const counted = await sample(FEW_ROUNDS, () => ask('transactions.sections', filter));
    figures.push(...figuresOf(`filter-${name}-sections`, counted, FILTER_MS));
  }
  return [...figures, ...(await pairs(ask, pairsOf(singles)))];
}

async function pairs(ask: Ask, all: readonly NamedFilter[]): Promise<Figure[]> {
  const samples: number[] = [];
  let slowest = { name: '', ms: 0 };
  for (const { name, filter } of all) {
    const own = await sample(PAIR_ROUNDS, () => firstRows(ask, filter));
    samples.push(...own);
    const ms = percentile(own, 50);
    if (ms > slowest.ms) slowest = { name, ms };
  }
  process.stderr.write(`Slowest of ${all.length} pairs of filters: ${slowest.name}, ${slowest.ms.toFixed(1)} ms\n`);
  return [...figuresOf('filter-pairs', samples, FILTER_MS), atMost('filter-pairs-slowest', slowest.ms, 'ms', FILTER_MS)];
}

async function searches({ ask }: Questions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [kind, words] of Object.entries(SEARCHES)) {
    for (const [language, search] of Object.entries(words)) {
      const samples = await sample(FEW_ROUNDS, () => firstRows(ask, { search }));
      figures.push(...figuresOf(`search-${kind}-${language}`, samples, SEARCH_MS));
      const counted = await sample(FEW_ROUNDS, () => ask('transactions.sections', { search }));
      figures.push(...figuresOf(`search-${kind}-${language}-sections`, counted, SEARCH_MS));
    }
  }
  return figures;
}

type Calendar = Output<'cashFlow.calendar'>;
const SALARY: Calendar['salary'] = { startDay: 27, weekendRule: 'before', overrides: [] };

async function cashFlow({ ask }: Questions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of ['gregorian', 'hijri', 'salary'] as const) {
    await ask('cashFlow.setCalendar', { kind, ...(SALARY && { salary: SALARY }) });
    const samples = await sample(ROUNDS, () => ask('cashFlow.overview', { periods: 'all' }));
    figures.push(...figuresOf(`cashflow-${kind}`, samples, CASH_FLOW_MS));
  }
  const afterWrite: number[] = [];
  for (let round = 0; round < FEW_ROUNDS; round += 1) {
    await ask('transactions.edit', { target: { ids: [round + 1] }, changes: { isReviewed: round % 2 === 0 } });
    afterWrite.push(await timed(() => ask('cashFlow.overview', { periods: 'all' })));
  }
  await ask('cashFlow.setCalendar', { kind: 'gregorian' });
  return [...figures, ...figuresOf('cashflow-after-write', afterWrite, CASH_FLOW_MS)];
}

const GROUPS = { pages, filters, searches, cashFlow };
export type QuestionGroup = keyof typeof GROUPS;
export const QUESTION_GROUPS = Object.keys(GROUPS) as readonly QuestionGroup[]; // the keys of the record above

export async function askAll(ask: Ask, groups: readonly QuestionGroup[] = QUESTION_GROUPS): Promise<Figure[]> {
  const oldest = await ask('transactions.page', { sort: 'oldest', limit: 1 });
  const firstDay = oldest.rows[0]?.day ?? '';
  const figures: Figure[] = [];
  for (const group of groups) figures.push(...(await GROUPS[group]({ ask, firstDay })));
  return figures;
}
