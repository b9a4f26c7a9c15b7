/** @file Screens of what it means: cash flow, categories, rules, transfers, export, consents, activity. */
import { afterPressing, at, button, byCommand, fieldButton, link, menuItem, moreButton, type WindowScreen } from './screen.ts';
import { goTo, settle, type View } from './view.ts';

const cashFlowBy = (kind: 'salary' | 'hijri' | 'gregorian'): WindowScreen => ({
  name: `cash-flow-${kind}`,
  async open(view) {
    const offered = await view.mizan.ask('cashFlow.salarySuggestion', {});
    if (!offered) throw new Error('the household is paid, yet no salary was seen');
    const { startDay, weekendRule, overrides } = offered;
    await view.mizan.ask('cashFlow.setCalendar', { kind, salary: { startDay, weekendRule, overrides } });
    await goTo(view, '#/cash-flow');
  },
});

const firstRow = ({ mizan }: View) => mizan.page.getByRole('main').getByRole('row');

const ofBank = (name: string, key: string): WindowScreen =>
  byCommand(name, async ({ mizan, t, language }) => {
    const [bank] = await mizan.ask('connections.list', {});
    return t(key, { bank: (language === 'ar' ? bank?.bankNameAr : bank?.bankName) ?? '' });
  });

const consentOfBank: WindowScreen = {
  name: 'consents-bank',
  async open(view) {
    // As lanes: a page that is left forgets that it was a table.
    await goTo(view, '#/overview');
    await goTo(view, `#/consents?bank=${(await view.mizan.ask('connections.list', {}))[0]?.id}`);
  },
};

export const MEANING_SCREENS: readonly WindowScreen[] = [
  cashFlowBy('salary'),
  cashFlowBy('hijri'),
  cashFlowBy('gregorian'),
  at('cash-flow-income', '#/cash-flow?range=all&side=income&compare=previous'),
  {
    name: 'cash-flow-salary-months',
    async open(view) {
      await cashFlowBy('salary').open(view);
      await button('cash-flow.calendar.edit')(view).click();
      await settle(view);
    },
  },
  afterPressing('cash-flow-accounts', '#/cash-flow', ({ mizan }) =>
    mizan.page.getByRole('main').locator('button[aria-haspopup=listbox]').first(),
  ),
  at('categories', '#/categories'),
  byCommand('category-new', ({ t }) => t('categories.actions.new'), '#/categories'),
  afterPressing('category-menu', '#/categories', moreButton),
  afterPressing('category-edit', '#/categories', moreButton, menuItem('categories.edit.action')),
  {
    name: 'category-remove',
    async open(view) {
      await goTo(view, '#/categories');
      const own = firstRow(view)
        .filter({ hasText: view.language === 'ar' ? 'العيد' : 'Eid' })
        .first();
      await own.locator('button[aria-haspopup]').click();
      await menuItem('categories.remove.action')(view).click();
      await settle(view);
    },
  },
  at('categories-banks', '#/categories/banks'),
  at('rules', '#/categories/rules'),
  byCommand('rule-new', ({ t }) => t('rules.actions.new'), '#/categories/rules'),
  afterPressing('rule-edit', '#/categories/rules', moreButton, menuItem('rules.edit.action')),
  at('transfers', '#/categories/transfers'),
  at('export', '#/export'),
  afterPressing(
    'export-days',
    '#/export',
    ({ mizan }) => mizan.page.getByRole('main').locator('button[aria-haspopup=listbox]').first(),
    ({ mizan, t }) => mizan.page.getByRole('option', { name: t('exports.range.days') }),
    fieldButton('exports.range.open'),
  ),
  at('export-list', `#/export?q=${encodeURIComponent('grocery')}`),
  at('activity', '#/activity'),
  at('activity-run', '#/activity?run=1'),
  at('activity-calls', '#/activity?view=fetches'),
  at('consents', '#/consents'),
  afterPressing('consents-table', '#/consents', link('consents.view.asTable')),
  consentOfBank,
  {
    name: 'consent-text',
    async open(view) {
      await consentOfBank.open(view);
      await view.mizan.page.getByText(view.t('consents.panel.read', { date: '' }).trim()).click();
      await settle(view);
    },
  },
  ofBank('disconnect', 'commands.item.bankDisconnect'),
  ofBank('renew', 'commands.item.bankRenew'),
];
