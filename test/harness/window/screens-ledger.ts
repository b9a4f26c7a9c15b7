/** @file Screens of what is held: overview, accounts, transactions, with their drawers, menus and dialogs. */
import type { Account } from '../../../shared/contract/accounts.ts';
import { afterPressing, at, button, byCommand, fieldButton, menuItem, moreButton, type WindowScreen } from './screen.ts';
import { goTo, settle, type View } from './view.ts';

const accountOf = async ({ mizan }: View, fits: (account: Account) => boolean): Promise<Account> => {
  const found = (await mizan.ask('accounts.list', {})).find(fits);
  if (!found) throw new Error('the household has no such account');
  return found;
};
const accountScreen = (name: string, fits: (account: Account) => boolean): WindowScreen => ({
  name,
  open: async (view) => goTo(view, `#/accounts/${(await accountOf(view, fits)).id}`),
});
const isCard = (account: Account) => account.kind === 'credit_card';
const accountCommand = (name: string, key: string) =>
  byCommand(name, async (view) => view.t(key, { name: (await accountOf(view, isCard)).name }), '#/accounts');

const search = (text: string, more = '') => `#/transactions?q=${encodeURIComponent(text)}${more}`;

/** The list has the keyboard at its fourth row; then these keys. */
const inList = (name: string, ...keys: readonly string[]): WindowScreen => ({
  name,
  async open(view) {
    const { page } = view.mizan;
    await goTo(view, '#/transactions');
    await page.getByRole('grid').focus();
    for (const key of ['Home', 'j', 'j', 'j', ...keys]) await page.keyboard.press(key);
    await settle(view);
  },
  async leave(view) {
    await view.mizan.page.keyboard.press('Escape');
    await goTo(view, '#/overview');
  },
});

/** A dialog that the drawer of that row leads to. */
const fromDrawer = (name: string, press: ReturnType<typeof button>): WindowScreen => ({
  name,
  async open(view) {
    await inList('', 'Enter').open(view);
    await press(view).click();
    await settle(view);
  },
});

const viewsButton = ({ mizan, t }: View) => mizan.page.getByRole('button', { name: t('transactions.views.label', { name: '' }).trim() });

/** The view that was saved, under a name in the language shown. */
const onSavedView = (name: string, ...presses: Parameters<typeof afterPressing>[2][]): WindowScreen => ({
  name,
  async open(view) {
    const [saved] = await view.mizan.ask('views.list', {});
    if (!saved) throw new Error('no view was saved');
    await view.mizan.ask('views.update', { id: saved.id, name: view.language === 'ar' ? 'بقالة الشهر الماضي' : 'Groceries last month' });
    await afterPressing(name, `#/transactions?${saved.address}`, ...presses).open(view);
  },
});

export const LEDGER_SCREENS: readonly WindowScreen[] = [
  at('overview', '#/overview'),
  afterPressing('overview-table', '#/overview', ({ mizan }) => mizan.page.getByRole('main').locator('[aria-pressed], button').first()),
  {
    name: 'overview-freshness-tip',
    async open(view) {
      await goTo(view, '#/overview');
      await view.mizan.page.locator('header a[href="#/activity"], a[href="#/activity"]').last().hover();
      await view.mizan.page.getByRole('tooltip').waitFor();
    },
    leave: (view) => view.mizan.page.mouse.move(0, 0),
  },
  afterPressing(
    'overview-days',
    '#/overview',
    ({ mizan, t }) => mizan.page.getByRole('main').getByText(t('overview.net.range.custom'), { exact: true }),
    fieldButton('overview.net.range.open'),
  ),
  at('accounts', '#/accounts'),
  {
    name: 'accounts-by-bank',
    async open(view) {
      await view.mizan.ask('settings.update', { accountGrouping: 'bank' });
      await goTo(view, '#/accounts');
    },
    leave: async (view) => void (await view.mizan.ask('settings.update', { accountGrouping: 'kind' })),
  },
  accountScreen('account-current', (account) => account.kind === 'current'),
  accountScreen('account-card', isCard),
  accountScreen('account-dollars', (account) => account.currency === 'USD'),
  {
    name: 'account-menu',
    async open(view) {
      await goTo(view, `#/accounts/${(await accountOf(view, isCard)).id}`);
      await moreButton(view).click();
    },
  },
  accountCommand('account-rename', 'commands.item.accountRename'),
  accountCommand('account-forget', 'commands.item.accountForget'),
  at('transactions', '#/transactions'),
  at('transactions-search', search('grocery')),
  at('transactions-filters', search('>100 last month', '&direction=out&category=3')),
  at('transactions-largest', '#/transactions?sort=largest'),
  at('transactions-nothing', search('zzzzzz')),
  inList('transactions-drawer', 'Enter'),
  inList('transactions-rename', 'e'),
  inList('transactions-selected', 'x', 'j', 'x', 'j', 'x'),
  inList('transactions-category', 'x', 'j', 'x', 'c'),
  inList('transactions-tags', 't'),
  inList('transactions-note', 'n'),
  inList('transactions-undo', 'r'),
  fromDrawer('transactions-rule', button('rules.always')),
  fromDrawer('transactions-link', button('transfers.link.action')),
  {
    name: 'transactions-manage-tags',
    async open(view) {
      await inList('', 't').open(view);
      await button('transactions.tags.manage')(view).click();
      await settle(view);
    },
  },
  afterPressing('transactions-add-filter', '#/transactions', button('transactions.filters.addLabel')),
  afterPressing('transactions-filter-days', '#/transactions', button('transactions.filters.addLabel'), ({ mizan, t }) =>
    mizan.page.getByRole('option', { name: t('transactions.filters.kinds.days') }),
  ),
  afterPressing('transactions-filter-amount', '#/transactions', button('transactions.filters.addLabel'), ({ mizan, t }) =>
    mizan.page.getByRole('option', { name: t('transactions.filters.kinds.amount') }),
  ),
  afterPressing('transactions-sort', '#/transactions', ({ mizan, t }) =>
    mizan.page.getByRole('button', { name: t('transactions.sort.label', { sort: t('transactions.sort.newest') }) }),
  ),
  onSavedView('transactions-views', viewsButton),
  afterPressing('transactions-save-view', search('grocery'), viewsButton, menuItem('transactions.views.save')),
  onSavedView('transactions-manage-views', viewsButton, menuItem('transactions.views.manage')),
  {
    name: 'transactions-copy-menu',
    async open(view) {
      await goTo(view, '#/transactions');
      await view.mizan.page.getByRole('row').nth(4).getByRole('gridcell').last().click({ button: 'right' });
      await settle(view);
    },
  },
];
