/** @file The tour of docs/guide, step by step: the figure it ends with is the sum in the ledger, and what the household really spent. */
import { expect, test } from '@playwright/test';
import { riyadhDay } from '../../shared/domain/dates.ts';
import { figuresFromSeed, NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { groceriesFigure, walkTour } from '../harness/guide-tour.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';
import { LANGUAGES, viewOf } from '../harness/window/view.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

/** The salary came on the 27th of September and of October; the month between the two is the last whole one. */
const MONTH = { fromDay: '2026-09-27', toDay: '2026-10-26' } as const;
/** Groceries, as the practice bank numbers them. */
const GROCERIES = 31;

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: true });
  bank = await startBank({ hasControls: true });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

/** Straight from the generator: booked, in riyals. */
function spentFromSeed(): number {
  const rows = figuresFromSeed().accounts.flatMap(({ spec, rows: all }) => (spec.currency === 'SAR' ? all : []));
  return rows
    .filter((row) => row.words.categoryId === GROCERIES && row.bookedFrom <= Date.parse(NOW))
    .filter((row) => riyadhDay(row.at) >= MONTH.fromDay && riyadhDay(row.at) <= MONTH.toDay)
    .reduce((sum, row) => sum + row.minor, 0);
}

async function spentInLedger(): Promise<number> {
  const categoryId = (await mizan.ask('categories.list', {})).find(({ key }) => key === 'groceries')?.id ?? -1;
  const { rows, nextCursor } = await mizan.ask('transactions.page', { ...MONTH, categoryIds: [categoryId], cursor: null, limit: 500 });
  expect(nextCursor).toBeNull();
  expect(rows.length).toBeGreaterThan(5);
  return rows.reduce((sum, row) => sum + row.amountMinor, 0);
}

for (const language of LANGUAGES) {
  test(`somebody new finds what groceries cost last salary month (${language})`, async () => {
    const view = viewOf({ mizan, desktop, bank, language });
    let found = '';
    await walkTour(view, async ({ name }) => {
      if (name === 'last-month') found = await groceriesFigure(view);
    });
    const spent = await spentInLedger();
    expect(found).toBe(readable(-spent));
    expect(spent).toBe(spentFromSeed());
    // The list the tour ends with says the same above its rows.
    await expect(mizan.page.getByRole('main')).toContainText(readable(spent));
  });
}
