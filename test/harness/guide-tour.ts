/**
 * @file The scripted tour of docs/guide: somebody who has never seen Mizan finds what they spent on groceries last salary month. The pictures
 * of the guide are taken on it, and a test walks the very same steps and checks the figure.
 */
import { expect, type Locator } from '@playwright/test';
import { completeWidget } from './complete-widget.ts';
import { goTo, settle, speak, type View } from './window/view.ts';

export type TourStep = {
  /** Names its picture in docs/guide/images, where it has one. */
  readonly name: string;
  readonly hasPicture: boolean;
  readonly act: (view: View) => Promise<void>;
};

const button = ({ mizan, t }: View, key: string): Locator => mizan.page.getByRole('button', { name: t(key), exact: true });

async function agreeAtBank(view: View): Promise<void> {
  const { mizan, desktop, bank, t } = view;
  await button(view, 'connections.continueInBrowser').click();
  await expect.poll(() => desktop.openedAddresses().length).toBe(1);
  await mizan.handOver(await completeWidget(bank.baseUrl, desktop.openedAddresses()[0] ?? ''));
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
  await mizan.page.getByRole('link', { name: t('connections.done.overview') }).click();
}

const monthsTable = ({ mizan, t }: View) => mizan.page.getByRole('table', { name: t('cash-flow.table.title') });
const categoriesTable = ({ mizan, t }: View) => mizan.page.getByRole('table', { name: t('cash-flow.categories.expense') });
const categoryName = async ({ mizan, language }: View, key: string): Promise<string> => {
  const found = (await mizan.ask('categories.list', {})).find((category) => category.key === key);
  return (language === 'ar' ? found?.nameAr : found?.nameEn) ?? '';
};

export const TOUR: readonly TourStep[] = [
  { name: 'welcome', hasPicture: false, act: (view) => button(view, 'welcome.startPractice').click() },
  { name: 'consent', hasPicture: true, act: async ({ mizan }) => await expect(mizan.page.getByRole('checkbox')).toBeChecked() },
  { name: 'overview', hasPicture: false, act: agreeAtBank },
  {
    name: 'salary-months',
    hasPicture: true,
    async act(view) {
      const { page } = view.mizan;
      await page.getByRole('link', { name: view.t('common.nav.cash-flow'), exact: true }).click();
      await page.getByText(view.t('cash-flow.calendar.salary'), { exact: true }).click();
      await expect(page.getByRole('dialog', { name: view.t('cash-flow.salary.title') })).toContainText('27');
    },
  },
  {
    name: 'last-month',
    hasPicture: true,
    async act(view) {
      await button(view, 'cash-flow.salary.save').click();
      // The newest month stands first and is not over yet; the one below it is the last whole one.
      await monthsTable(view).getByRole('row').nth(2).getByRole('button').click();
      const food = await categoryName(view, 'food');
      await categoriesTable(view)
        .getByRole('button', { name: view.t('cash-flow.categories.expand', { name: food }) })
        .click();
    },
  },
  {
    name: 'groceries',
    hasPicture: true,
    async act(view) {
      const groceries = await categoryName(view, 'groceries');
      await categoriesTable(view).getByRole('link', { name: groceries }).click();
      await expect(view.mizan.page.getByRole('grid')).toBeVisible();
    },
  },
];

/** What the table of cash flow says of groceries, before its name is pressed. */
export async function groceriesFigure(view: View): Promise<string> {
  const row = categoriesTable(view).getByRole('row', { name: await categoryName(view, 'groceries') });
  return ((await row.getByRole('cell').nth(1).textContent()) ?? '').trim();
}

/** Walks the tour in one language; `onStep` runs when a step is done and the page is at rest. */
export async function walkTour(view: View, onStep: (step: TourStep) => Promise<void>): Promise<void> {
  await goTo(view, '#/welcome');
  await speak(view);
  for (const step of TOUR) {
    await step.act(view);
    await settle(view);
    await onStep(step);
  }
}
