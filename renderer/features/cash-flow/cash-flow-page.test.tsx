import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CashFlowCalendar } from '../../../shared/contract/cash-flow.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import type { FakeBridgeOptions } from '../../../test/harness/fake-bridge.ts';
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const SALARY: CashFlowCalendar = { kind: 'salary', salary: { startDay: 27, weekendRule: 'none', overrides: [] } };
const open = (options: FakeBridgeOptions = {}, hash = '#/cash-flow') => renderApp(hash, options);
/** The skeleton has cards of the same names. */
const card = async (name: string) => {
  await screen.findByRole('slider');
  return within(await screen.findByRole('region', { name }));
};
const rowsOf = (part: { getAllByRole: typeof screen.getAllByRole }) =>
  part
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);

describe('cash flow', () => {
  it('shows the running month with its days in both calendars, its figures and what they are compared with', async () => {
    const { container } = open();
    expect(await screen.findByText('day 7 of 30')).toBeTruthy();
    expect(screen.getByText('1 – 30 Nov 2026 · 21 Jumada I – 20 Jumada II 1448')).toBeTruthy();
    expect(await screen.findByText('Usual by day 7')).toBeTruthy();
    expect(screen.getByText('October 2026, first 7 days')).toBeTruthy();
    expect(screen.getByText('November 2025, first 7 days')).toBeTruthy();
    expect(container.textContent).toContain('+16,900.00');
    expect(container.textContent).toContain('−10,214.35');
  });

  it('R26 tells the age of the figures and the bank that is behind', async () => {
    open();
    expect(await screen.findByText('As of 14:05')).toBeTruthy();
    expect(screen.getByText('Practice Wallet as of yesterday 21:40')).toBeTruthy();
  });

  it('R26 tells from when on a bank is held, and compares with what is held of the month before', async () => {
    open({ cashFlow: { state: 'short' } });
    expect(await screen.findByText('Sample Bank from 5 Oct 2026 on')).toBeTruthy();
    expect(await screen.findByText('October 2026, first 7 days, without some banks')).toBeTruthy();
    const months = await card('Months in a table');
    expect(months.getAllByText('—').length).toBeGreaterThan(3);
  });

  it('lists categories with their share and difference, and opens a parent to what it is made of', async () => {
    const { user } = open();
    const categories = await card('Spending by category');
    expect(rowsOf(categories).slice(0, 2)).toEqual(['Home4,098.7040%+118.70', 'Food3,597.3535%−52.65']);
    await user.click(categories.getByRole('button', { name: 'Show what Food is made of' }));
    expect(rowsOf(categories).slice(1, 4)).toEqual(['Food3,597.3535%−52.65', 'Groceries2,184.6021%+164.60', 'Eating out900.009%−230.00']);
    await user.click(categories.getByRole('button', { name: 'Hide what Food is made of' }));
    expect(categories.queryByText('Groceries')).toBeNull();
  });

  it('leads from a category, with its children, and from a merchant to their transactions', async () => {
    open();
    const categories = await card('Spending by category');
    expect(categories.getByRole('link', { name: 'Food' }).getAttribute('href')).toBe(
      '#/transactions?from=2026-11-01&to=2026-11-30&category=3&category=301&category=302&category=303',
    );
    const merchants = await card('Spending by merchant');
    expect((await merchants.findByRole('link', { name: 'Corner Grocery' })).getAttribute('href')).toBe(
      '#/transactions?from=2026-11-01&to=2026-11-30&q=Corner+Grocery',
    );
  });

  it('compares with the month before or a year ago when asked, says why a merchant has no usual, and remembers it in the address', async () => {
    const { user } = open();
    const categories = await card('Spending by category');
    const merchants = await card('Spending by merchant');
    const reason = /too few transactions for a usual/;
    expect(await merchants.findByText(reason)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'A year ago' }));
    expect(categories.getByText('Against a year ago')).toBeTruthy();
    expect(merchants.queryByText(reason)).toBeNull();
    expect(window.location.hash).toBe('#/cash-flow?compare=yearAgo');
  });

  it('shows where income comes from', async () => {
    const { user } = open();
    await card('Spending by category');
    await user.click(screen.getByRole('radio', { name: 'Income' }));
    expect(rowsOf(await card('Income by category'))[0]).toBe('Income16,900.00100%+400.00');
    expect(await (await card('Income by sender')).findByText('Sample Company')).toBeTruthy();
  });

  it('goes to another month by its row, and back to the running one', async () => {
    const { user, bridge } = open();
    const months = await card('Months in a table');
    await user.click(months.getByRole('button', { name: 'September 2026' }));
    expect(window.location.hash).toBe('#/cash-flow?period=2026-09-01');
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        name: 'cashFlow.breakdown',
        input: { fromDay: '2026-09-01', toDay: '2026-09-30', currency: 'SAR', accountIds: [] },
      }),
    );
    // Named by what it is compared with, beside its row in the table.
    await waitFor(() => expect(screen.getAllByText('August 2026')).toHaveLength(2));
    expect((await card('Spending by category')).getByText('September 2026')).toBeTruthy();
    expect(await (await card('Spending by merchant')).findByText('September 2026')).toBeTruthy();
    await user.click(months.getByRole('button', { name: 'November 2026' }));
    expect(window.location.hash).toBe('#/cash-flow');
  });

  it('reaches back as far as asked', async () => {
    const { user, bridge } = open();
    await screen.findByRole('slider');
    await user.click(screen.getByRole('button', { name: /Months shown/ }));
    await user.click(screen.getByRole('option', { name: 'Since the beginning' }));
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'cashFlow.overview', input: { periods: 'all', accountIds: [] } }));
    expect(await screen.findByText('12 of 124')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Show all' }));
    expect(await screen.findByText('124 of 124')).toBeTruthy();
  });

  it('says in a sentence what the bars show, and saves them as a file', async () => {
    const { user, bridge } = open();
    const months = await card('Months in a table');
    expect(
      months.getByText(
        'On average 16,813.00 in and 12,573.00 out a month. Most was spent in March 2026: 15,480.00. Own transfers are not counted.',
      ),
    ).toBeTruthy();
    await user.click(months.getByRole('link', { name: 'Export' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'cashFlow.export', input: { periods: 12, accountIds: [] } });
  });

  it('R26 keeps currencies apart and lets one be chosen', async () => {
    const { user, container } = open({ cashFlow: { state: 'odd' } });
    await screen.findByRole('slider');
    await user.click(screen.getByRole('button', { name: /Currency/ }));
    await user.click(screen.getByRole('option', { name: 'USD' }));
    expect(window.location.hash).toBe('#/cash-flow?currency=USD');
    expect(container.textContent).toContain('USD−59.99');
  });

  it('looks at one account alone, and leads to its transactions', async () => {
    const { user, bridge } = open();
    await screen.findByRole('slider');
    await user.click(screen.getByRole('button', { name: /Accounts/ }));
    await user.click(await screen.findByRole('option', { name: 'Credit card •• 9034' }));
    expect(window.location.hash).toBe('#/cash-flow?account=a-9034');
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'cashFlow.overview', input: { periods: 12, accountIds: ['a-9034'] } }));
    const categories = await card('Spending by category');
    expect(categories.getByRole('link', { name: 'Transport' }).getAttribute('href')).toBe(
      '#/transactions?from=2026-11-01&to=2026-11-30&category=6&category=601&category=602&category=603&account=a-9034',
    );
  });

  it('leads back to all accounts from one without any booked row', async () => {
    const { user } = open({ cashFlow: { state: 'empty' } }, '#/cash-flow?account=a-9034');
    expect(await screen.findByText('Nothing was booked yet')).toBeTruthy();
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'All accounts' }));
    expect(window.location.hash).toBe('#/cash-flow');
  });

  it('S6 shows a hostile merchant name as text, isolated', async () => {
    const { container } = open({ cashFlow: { state: 'odd' } });
    const merchants = await card('Spending by merchant');
    const name = await merchants.findByText(/^<img src=x/);
    expect(name.tagName).toBe('BDI');
    expect(container.querySelector('img')).toBeNull();
    expect(merchants.getByText('No name')).toBeTruthy();
  });
});

describe('the calendar of cash flow', () => {
  it('changes at once to Hijri months, for the overview too', async () => {
    const { user, bridge } = open();
    await screen.findByRole('slider');
    await user.click(screen.getByRole('radio', { name: 'Hijri' }));
    expect(await screen.findByText('day 27 of 30')).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'cashFlow.setCalendar', input: { kind: 'hijri' } });
  });

  it('calls a salary month by its days', async () => {
    open({ cashFlow: { calendar: SALARY } });
    expect(await screen.findByText('day 12 of 31')).toBeTruthy();
    expect(screen.getAllByText('27 Oct – 26 Nov').length).toBeGreaterThan(1);
    // Compared with the same days, which name themselves.
    expect(await screen.findByText('27 Sep – 8 Oct')).toBeTruthy();
  });

  it('offers salary months from the salary that was seen before it changes to them', async () => {
    const { user, bridge } = open();
    await screen.findByRole('slider');
    await user.click(screen.getByRole('radio', { name: 'Salary month' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Salary months' }));
    expect(await dialog.findByText('It came on day 27, before a weekend on the Thursday.')).toBeTruthy();
    expect(dialog.getByText('17 Mar 2026 instead of 26 Mar 2026')).toBeTruthy();
    expect(dialog.getByText('The month of today: 27 Oct – 25 Nov')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Use salary months' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.calls).toContainEqual({
      name: 'cashFlow.setCalendar',
      input: { kind: 'salary', salary: { startDay: 27, weekendRule: 'before', overrides: [{ month: '2026-03', startOn: '2026-03-17' }] } },
    });
  });

  it('lets day, weekend and a single month be set by hand', async () => {
    const { user, bridge } = open({ cashFlow: { calendar: SALARY } });
    await screen.findByRole('slider');
    await user.click(screen.getByRole('button', { name: 'Set up salary months' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: /Starts on day/ }));
    await user.click(screen.getByRole('option', { name: '25' }));
    await user.click(dialog.getByRole('radio', { name: 'Sunday after' }));
    await user.click(dialog.getByRole('button', { name: /Start of the month of November 2026/ }));
    await user.click(screen.getByRole('option', { name: 'Tue 17 Nov 2026' }));
    expect(dialog.getByText('The month of today: 25 Oct – 16 Nov')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Use salary months' }));
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        name: 'cashFlow.setCalendar',
        input: { kind: 'salary', salary: { startDay: 25, weekendRule: 'after', overrides: [{ month: '2026-11', startOn: '2026-11-17' }] } },
      }),
    );
  });

  it('says so when no salary was seen, and when the months could not be saved', async () => {
    const { user } = open({
      cashFlow: { state: 'short' },
      handlers: {
        'cashFlow.setCalendar': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    });
    await screen.findByRole('slider');
    await user.click(screen.getByRole('radio', { name: 'Salary month' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('No repeated salary was seen yet. Choose the day yourself.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Use salary months' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('This could not be saved.');
  });
});

describe('states of cash flow', () => {
  it('offers one step when no bank is connected, and says why when nothing was booked', async () => {
    open({ ledger: { state: 'empty' }, state: { connections: [] } });
    expect((await screen.findByRole('link', { name: 'Connect a bank' })).getAttribute('href')).toBe('#/connect');
  });

  it('says that nothing was booked where there are banks', async () => {
    open({ cashFlow: { state: 'empty' } });
    expect(await screen.findByText('Nothing was booked yet')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Connect a bank' })).toBeNull();
  });

  it('stands at its final shape while it loads', async () => {
    open({ handlers: { 'cashFlow.overview': () => new Promise<never>(() => {}) } });
    expect(await screen.findByRole('region', { name: 'Spending by category' })).toBeTruthy();
    expect(screen.getAllByText('Loading').length).toBeGreaterThan(2);
  });

  it('names the cause when it cannot be read, and only the part that cannot', async () => {
    const failing = () => {
      throw new AppError('database_damaged', 'bad page');
    };
    open({ handlers: { 'cashFlow.merchants': failing } });
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
    expect(await card('Spending by category')).toBeTruthy();
  });

  it('says what a first import still lacks', async () => {
    open({ cashFlow: { state: 'importing' } });
    expect(await screen.findByText('Sample Bank is still importing')).toBeTruthy();
  });

  it('stays as it is offline, with its age', async () => {
    open({ state: { sync: { ...demoSync, isOffline: true } } });
    expect(await (await card('Spending by category')).findByText('Home')).toBeTruthy();
    expect(screen.getByText('As of 14:05')).toBeTruthy();
  });

  it('S36 shows no amount in privacy mode', async () => {
    const { container } = open({ state: { settings: { ...demoSettings, privacyMode: true } } });
    await card('Spending by category');
    expect(container.textContent).not.toMatch(/\d[.,]\d\d|\d+k/);
  });

  it('reads in Arabic, months by their Hijri names', async () => {
    const { container } = open({
      state: { settings: { ...demoSettings, language: 'ar' } },
      cashFlow: { calendar: { kind: 'hijri', salary: null } },
    });
    expect(await screen.findByText('اليوم 27 من 30')).toBeTruthy();
    expect(screen.getAllByText('جمادى الأولى 1448').length).toBeGreaterThan(0);
    expect(container.textContent).toContain('الصرف حسب الفئة');
  });

  it('breaks no accessibility rule, its dialog neither', async () => {
    const { container, user } = open({ cashFlow: { calendar: SALARY } });
    await (await card('Spending by merchant')).findByText('Corner Grocery');
    expect(await axeProblems(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Set up salary months' }));
    await screen.findByText('Use this');
    expect(await axeProblems(document.body)).toEqual([]);
  });
});
