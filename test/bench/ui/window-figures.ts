/** @file What a person waits for in the real window over a long history, from doing something until it is painted. */
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningMizan } from '../../harness/electron-app.ts';
import { atMost, type Figure } from '../figures.ts';
import { singleFilters, type Wanted } from '../list-filters.ts';
import { median, percentile } from '../samples.ts';
import { SEARCHES } from '../seed/seed-words.ts';
import { probePage } from './page-probe.ts';

const LIST_MS = 100;
/** A jump asks for its rows once the thumb has been still for 120 ms. */
const DEEP_MS = 250;
const LONG_TASK_MS = 50;
const PAINT_MS = 100;
const CASH_FLOW_MS = 150;
const ROUNDS = 7;
const SEARCH_ROUNDS = 3;
const SCROLL_STEPS = 600;
const PAGES = ['overview', 'transactions', 'accounts', 'cash-flow', 'categories', 'consents', 'activity', 'export', 'settings'] as const;
/** Longer than any pause the page makes before it asks. */
const SETTLED_MS = 400;

type Probe = Awaited<ReturnType<typeof probePage>>;

/** The page loaded anew, on Overview and at rest: nothing was looked at before. */
async function freshPage({ page }: RunningMizan): Promise<Probe> {
  await page.evaluate(() => {
    window.location.hash = '#/overview';
  });
  await page.reload();
  const probe = await probePage(page);
  await probe.rest();
  await pause(SETTLED_MS);
  return probe;
}

async function repeated(times: number, work: (round: number) => Promise<number>): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < times; round += 1) samples.push(await work(round));
  return samples;
}

const firstList = (mizan: RunningMizan) =>
  repeated(ROUNDS, async () => (await freshPage(mizan)).until({ kind: 'hash', to: '#/transactions' }, 'rows'));

/** All sections are counted: the scroll bar means the whole list. */
async function wholeList(mizan: RunningMizan): Promise<Probe> {
  const probe = await freshPage(mizan);
  await probe.until({ kind: 'hash', to: '#/transactions' }, 'rows');
  await probe.rest();
  return probe;
}

async function deepList(probe: Probe): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    samples.push(await probe.until({ kind: 'scroll', part: ((round * 37 + 50) % 97) / 97 }, 'rows'));
    await pause(SETTLED_MS);
  }
  await probe.until({ kind: 'scroll', part: 0 }, 'rows');
  return samples;
}

function addressOf(filter: Wanted): string {
  const params = new URLSearchParams();
  const put = (name: string, values: readonly (string | number)[] | undefined) => {
    for (const value of values ?? []) params.append(name, String(value));
  };
  put('from', filter.fromDay ? [filter.fromDay] : []);
  put('to', filter.toDay ? [filter.toDay] : []);
  put('account', filter.accountIds);
  put('bank', filter.connectionIds);
  put('account-kind', filter.accountKinds);
  put('kind', filter.kinds);
  put('category', filter.categoryIds);
  put('currency', filter.currencies);
  put('status', filter.statuses);
  put('tag', filter.tagIds);
  put(
    'amount',
    filter.amounts?.map(({ op, value }) => op + value),
  );
  put('direction', filter.direction ? [filter.direction] : []);
  put('note', filter.hasNote ? ['1'] : []);
  put('foreign', filter.isForeign ? ['1'] : []);
  put('unreviewed', filter.isUnreviewed ? ['1'] : []);
  put('no-transfers', filter.isWithoutTransfers ? ['1'] : []);
  return `#/transactions?${params}`;
}

/** Each filter once, none seen before, from the list without any: what shows no rows could not be told from what follows it. */
async function filtered(mizan: RunningMizan, probe: Probe): Promise<number[]> {
  const samples: number[] = [];
  for (const { filter } of await singleFilters(mizan.ask)) {
    if (filter.search !== undefined) continue;
    await probe.until({ kind: 'hash', to: '#/transactions' }, 'rows');
    await probe.rest();
    await pause(SETTLED_MS);
    samples.push(await probe.until({ kind: 'hash', to: addressOf(filter) }, 'list'));
  }
  return samples;
}

/** What stands in the field already, with rows that match, and what comes last. */
type Typed = readonly [start: string, rest: string];
const TYPED: Readonly<Record<keyof typeof SEARCHES, readonly Typed[]>> = {
  rare: Object.values(SEARCHES.rare).map((word) => [word.slice(0, -1), word.slice(-1)]),
  frequent: Object.values(SEARCHES.frequent).map((word) => [word.slice(0, -1), word.slice(-1)]),
  absent: [
    ['market', 'ing'],
    ['بقال', 'ات'],
  ],
};

/** From the last letter of a word until its rows are painted, the pause while typing counted in. */
async function searched(mizan: RunningMizan, words: readonly Typed[]): Promise<number[]> {
  const { page } = mizan;
  const samples: number[] = [];
  for (const [start, rest] of Array.from({ length: SEARCH_ROUNDS }, () => words).flat()) {
    const probe = await freshPage(mizan);
    await probe.until({ kind: 'hash', to: '#/transactions' }, 'rows');
    const field = page.getByRole('main').getByRole('searchbox');
    await field.fill(start);
    await pause(SETTLED_MS);
    await probe.rest();
    samples.push(await probe.until({ kind: 'text', text: rest }, 'list'));
  }
  return samples;
}

async function flows(mizan: RunningMizan, kind: 'gregorian' | 'hijri' | 'salary'): Promise<number[]> {
  await mizan.ask('cashFlow.setCalendar', { kind, salary: { startDay: 27, weekendRule: 'before', overrides: [] } });
  return repeated(ROUNDS, async () => (await freshPage(mizan)).until({ kind: 'hash', to: '#/cash-flow?range=all' }, 'chart'));
}

async function drawers(probe: Probe): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    samples.push(await probe.until({ kind: 'row', index: round + 1 }, 'drawer'));
    await pause(SETTLED_MS);
  }
  return samples;
}

/** Screens that were seen before, one after the other. */
async function walked(mizan: RunningMizan): Promise<number[]> {
  const probe = await freshPage(mizan);
  const samples: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (const name of [...PAGES.slice(1), PAGES[0]]) {
      const ms = await probe.until({ kind: 'hash', to: `#/${name}` }, 'page');
      if (round > 0) samples.push(ms);
      await pause(SETTLED_MS / 4);
    }
  }
  return samples;
}

export async function windowFigures(mizan: RunningMizan, say: (what: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  const note = (figure: Figure) => {
    say(`${figure.name}: ${figure.value.toFixed(1)} ${figure.unit}`);
    figures.push(figure);
  };
  note(atMost('list-first', median(await firstList(mizan)), 'ms', LIST_MS));
  const probe = await wholeList(mizan);
  note(atMost('list-deep', median(await deepList(probe)), 'ms', DEEP_MS));
  note(atMost('scroll-longest-task', await probe.scrollThrough(SCROLL_STEPS), 'ms', LONG_TASK_MS));
  note(atMost('drawer-open', median(await drawers(await wholeList(mizan))), 'ms', PAINT_MS));
  note(atMost('filter-p95', percentile(await filtered(mizan, await wholeList(mizan)), 95), 'ms', PAINT_MS));
  for (const kind of ['rare', 'frequent', 'absent'] as const)
    note(atMost(`search-${kind}`, percentile(await searched(mizan, TYPED[kind]), 95), 'ms', PAINT_MS));
  for (const kind of ['gregorian', 'hijri', 'salary'] as const)
    note(atMost(`cashflow-${kind}`, median(await flows(mizan, kind)), 'ms', CASH_FLOW_MS));
  await mizan.ask('cashFlow.setCalendar', { kind: 'gregorian' });
  note(atMost('navigation-p95', percentile(await walked(mizan), 95), 'ms', PAINT_MS));
  return figures;
}
