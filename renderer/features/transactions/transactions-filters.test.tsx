import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { axeProblems } from '../../../test/harness/axe.ts';
import { giveElementsSizes } from '../../../test/harness/element-sizes.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp } from '../../../test/harness/fake-bridge-render.tsx';

giveElementsSizes();

const open = (query = '', state = {}) => renderApp(`#/transactions${query}`, { state });
const list = () => screen.findByRole('grid');
const hash = () => decodeURIComponent(window.location.hash);
const count = (text: RegExp) => screen.findByText(text);
const addFilter = async ({ user }: RenderedApp, what: string) => {
  await list();
  await user.click(screen.getByRole('button', { name: 'Add a filter' }));
  await user.click(await screen.findByRole('option', { name: what }));
};

describe('filters', () => {
  it('are found by typing, chosen by keys, and change the list and its address at once', async () => {
    const app = open();
    await list();
    await app.user.click(screen.getByRole('button', { name: 'Add a filter' }));
    await app.user.keyboard('acc{Enter}');
    await app.user.click(await screen.findByRole('option', { name: /Wallet/ }));
    expect(hash()).toBe('#/transactions?account=a-5508');
    await waitFor(() => expect(screen.queryByRole('row', { name: /Coffee Counter/ })).toBeNull());
    await app.user.keyboard('{Escape}');
    await app.user.click(await screen.findByRole('button', { name: 'Remove filter: Account' }));
    expect(hash()).toBe('#/transactions');
  });

  it.each([
    ['Bank', 'Practice Wallet', 'bank=c-wallet'],
    ['Category', 'Groceries', 'category=301'],
    ['Direction', 'Money in', 'direction=in'],
    ['Tag', /^family/, 'tag=1'],
    ['Note', 'with a note', 'note=1'],
    ['State', 'Pending', 'status=pending'],
    ['Currency', 'USD', 'currency=USD'],
    ['Kind of account', /Wallet/, 'account-kind=emoney'],
    ['Kind', 'Direct debit', 'kind=direct_debit'],
  ])('by %s', async (what, choice, query) => {
    const app = open();
    await addFilter(app, what);
    await app.user.click(await screen.findByRole('option', { name: choice }));
    expect(hash()).toBe(`#/transactions?${query}`);
  });

  it.each([
    ['Not reviewed', 'unreviewed=1', 2],
    ['Without own transfers', 'no-transfers=1', 360],
    ['Foreign currency', 'foreign=1', 0],
  ])('%s is on or off', async (what, query, matching) => {
    const app = open();
    await addFilter(app, what);
    expect(hash()).toBe(`#/transactions?${query}`);
    await count(new RegExp(`^${matching} of 400$`));
    await app.user.click(screen.getByRole('button', { name: `Remove filter: ${what}` }));
    await count(/^400 transactions$/);
  });

  it('take days as people write them, Gregorian or Hijri, and say what was understood', async () => {
    const app = open();
    await addFilter(app, 'Period');
    await app.user.type(await screen.findByRole('textbox', { name: 'From' }), '1 jumada i 1448');
    expect(screen.getByText('12 Oct 2026 · 1 Jumada I 1448')).toBeTruthy();
    await app.user.type(screen.getByRole('textbox', { name: 'To' }), 'yesterdy');
    expect(screen.getByText('This is not a day. Try 27/10/2026.')).toBeTruthy();
    await app.user.type(screen.getByRole('textbox', { name: 'To' }), '{Backspace}ay{Enter}');
    expect(hash()).toBe('#/transactions?from=2026-10-12&to=2026-11-06');
    expect(await screen.findByRole('button', { name: 'Period: 12 Oct – 6 Nov. Change' })).toBeTruthy();
  });

  it('keep a period as it was said, so that it moves on with time', async () => {
    const app = open();
    await addFilter(app, 'Period');
    await app.user.click(await screen.findByRole('option', { name: /Last month/ }));
    expect(hash()).toBe('#/transactions?period=lastMonth');
    const asked = app.bridge.calls.findLast((call) => call.name === 'transactions.sections')?.input;
    await waitFor(() =>
      expect(app.bridge.calls.findLast((call) => call.name === 'transactions.sections')?.input ?? asked).toMatchObject({
        fromDay: '2026-10-01',
        toDay: '2026-10-31',
      }),
    );
  });

  it('take amounts in either digits, grouped or not', async () => {
    const app = open();
    await addFilter(app, 'Amount');
    const apply = await screen.findByRole('button', { name: 'Apply' });
    expect(apply.hasAttribute('disabled')).toBe(true);
    await app.user.type(await screen.findByRole('textbox', { name: 'At least' }), '١٬٠٠٠');
    expect(apply.hasAttribute('disabled')).toBe(false);
    await app.user.type(screen.getByRole('textbox', { name: 'At most' }), '999{Enter}');
    expect(screen.getByText('This is less than the first amount.')).toBeTruthy();
    await app.user.type(screen.getByRole('textbox', { name: 'At most' }), '9.50{Enter}');
    expect(hash()).toBe('#/transactions?amount=>=1000&amount=<=9999.50');
    expect(await screen.findByRole('button', { name: 'Amount: 1,000 to 9,999.50. Change' })).toBeTruthy();
  });

  it('are changed where they stand', async () => {
    const { user } = open('?direction=in');
    await list();
    await user.click(screen.getByRole('button', { name: 'Direction: Money in. Change' }));
    await user.click(await screen.findByRole('option', { name: 'Money out' }));
    expect(hash()).toBe('#/transactions?direction=out');
  });

  it('tell how many and how much they keep, and are cleared together', async () => {
    const { user } = open('?account=a-4821&direction=in');
    expect((await count(/of 400/)).parentElement?.textContent).toMatch(/^\d+ of 400in \+[\d,.]+$/);
    await user.click(screen.getByRole('link', { name: 'Clear' }));
    expect(hash()).toBe('#/transactions');
  });
});

describe('what the search says', () => {
  it('becomes chips that are seen, and the rest stays text', async () => {
    const { bridge } = open(`?q=${encodeURIComponent('>100 grocery last month')}`);
    await list();
    expect(screen.getByText('more than 100')).toBeTruthy();
    expect(screen.getByText('1 Oct – 31 Oct')).toBeTruthy();
    expect(bridge.calls.findLast((call) => call.name === 'transactions.sections')?.input).toMatchObject({
      search: 'grocery',
      fromDay: '2026-10-01',
      toDay: '2026-10-31',
      amounts: [{ op: '>', value: '100' }],
    });
  });

  it('is taken out, or taken as text, by a press', async () => {
    const { user } = open(`?q=${encodeURIComponent('>100 last month')}`);
    await list();
    await user.click(screen.getByRole('button', { name: 'Remove filter: Amount >100' }));
    expect(hash()).toBe('#/transactions?q=last+month');
    await user.click(await screen.findByRole('button', { name: 'Search for “last month” as text' }));
    expect(hash()).toBe('#/transactions?q="last+month"');
    await waitFor(() => expect(screen.queryByText('1 Oct – 31 Oct')).toBeNull());
  });

  it('is understood in Arabic', async () => {
    open(`?q=${encodeURIComponent('أكثر من ٢٠٠ الشهر الماضي')}`, { settings: { ...demoSettings, language: 'ar' } });
    await list();
    expect(screen.getByText('أكثر من 200')).toBeTruthy();
    expect(screen.getByText('1 أكتوبر – 31 أكتوبر')).toBeTruthy();
  });
});

const checked = (items: readonly HTMLElement[]) =>
  items.filter((item) => item.getAttribute('aria-checked') === 'true').map((item) => item.textContent);

describe('sort', () => {
  it('puts the largest first, each row with its day, and says so', async () => {
    const { user } = open();
    await list();
    await user.click(screen.getByRole('button', { name: 'Sort: Newest first' }));
    expect(checked(await screen.findAllByRole('menuitemradio'))).toEqual(['Newest first']);
    await user.click(screen.getByRole('menuitemradio', { name: 'Largest first' }));
    expect(hash()).toBe('#/transactions?sort=largest');
    const grid = await screen.findByRole('grid', { name: 'Transactions by size' });
    const first = await waitFor(() => {
      const row = grid.querySelector('[aria-rowindex="1"]');
      expect(row?.getAttribute('aria-label')).toContain('SAR +16,500.00');
      return row;
    });
    expect(first?.textContent).toMatch(/Salary.*2026/);
    expect(within(grid).queryByRole('rowheader')).toBeNull();
  });
});

describe('saved views', () => {
  it('keep filters, search and sort under a name, come back, and are put in order', async () => {
    const { user } = open('?q=rent&direction=out&open=4');
    await user.click(await screen.findByRole('button', { name: /Saved views/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save this view…' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Rent{Enter}');
    expect(await screen.findByRole('button', { name: 'Saved views Rent' })).toBeTruthy();
    window.location.hash = '#/transactions?sort=largest';
    await list();
    await user.click(await screen.findByRole('button', { name: /Saved views/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save this view…' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Big{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Saved views Big' }));
    expect(checked(await screen.findAllByRole('menuitemradio'))).toEqual(['Big']);
    await user.click(screen.getByRole('menuitemradio', { name: 'Rent' }));
    await waitFor(() => expect(hash()).toBe('#/transactions?q=rent&direction=out'));
    await user.click(await screen.findByRole('button', { name: 'Saved views Rent' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Manage views…' }));
    await user.click(await screen.findByRole('button', { name: 'Move Big up' }));
    await waitFor(() =>
      expect(
        screen
          .getAllByRole('listitem')
          .map((item) => item.textContent)
          .filter((text) => /Rent|Big/.test(text ?? '')),
      ).toEqual(['Big', 'Rentshown']),
    );
    await user.click(screen.getByRole('button', { name: 'Remove Rent' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Rent' })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Remove Rent' })).toBeTruthy();
  });
});

describe('accessibility', () => {
  it.each(['en', 'ar'] as const)('breaks no rule with chips and an open menu (%s)', async (language) => {
    const { user, container } = open(`?q=${encodeURIComponent('>100 last month')}&account=a-9034&unreviewed=0&direction=out`, {
      settings: { ...demoSettings, language },
    });
    await list();
    expect(await axeProblems(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: language === 'en' ? 'Add a filter' : 'أضف مرشّحًا' }));
    expect(await axeProblems(await screen.findByRole('dialog'))).toEqual([]);
  });
});
