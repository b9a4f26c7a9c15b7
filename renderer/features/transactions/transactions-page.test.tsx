import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { giveElementsSizes } from '../../../test/harness/element-sizes.ts';
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { createFakeLedger, type FakeLedgerOptions } from '../../../test/harness/fake-ledger.ts';

giveElementsSizes();

function open(hash = '#/transactions', options: FakeLedgerOptions = {}, state = {}) {
  return renderApp(hash, { handlers: createFakeLedger(options), state });
}
const list = () => screen.findByRole('grid', { name: 'Transactions by day' });
const row = async (name: RegExp): Promise<HTMLElement> => {
  const [first] = await screen.findAllByRole('row', { name });
  if (!first) throw new Error(`no row ${name}`);
  return first;
};
const current = (grid: HTMLElement) =>
  document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label');

describe('transactions', () => {
  it('announces date, name, signed amount and account of a row', async () => {
    open();
    expect((await row(/Corner Grocery/)).getAttribute('aria-label')).toBe(
      'Saturday 7 November 2026. Corner Grocery. SAR −186.35. Current account 4821. Not reviewed.',
    );
    expect((await row(/Coffee Counter/)).getAttribute('aria-label')).toContain('SAR −19.00, pending');
    expect((await row(/Family Restaurant/)).getAttribute('aria-label')).toBe(
      'Thursday 5 November 2026. Family Restaurant. SAR −117.50. Credit card 9034. Has a note. Tags: family, reimburse.',
    );
  });

  it('heads a day with both dates and its booked sum', async () => {
    open();
    const header = await row(/^Thursday/);
    expect(header.textContent).toBe('Thursday5 Nov25 Jumada ISum of the day: −232.25');
    expect((await row(/^Today/)).textContent).toContain('Pending, not counted:−19.00Sum of the day: −278.35');
  });

  it('searches from the address and writes what is typed into it', async () => {
    const { user } = open();
    await list();
    await user.keyboard('/pharmacy');
    await waitFor(() => expect(window.location.hash).toBe('#/transactions?q=pharmacy'));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Corner Grocery/ })).toBeNull());
    expect(await row(/City Pharmacy/)).toBeTruthy();
    expect(screen.getByText(/ of 400$/)).toBeTruthy();
  });

  it('moves with arrows, opens with Enter, keeps the keyboard in the list and closes with Escape', async () => {
    const { user } = open();
    const grid = await list();
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(current(grid)).toContain('Corner Grocery');
    expect(window.location.hash).toBe('#/transactions?open=2');
    expect(await screen.findByRole('heading', { name: 'Corner Grocery' })).toBeTruthy();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('heading', { name: 'Fuel Station 12' })).toBeTruthy();
    expect(document.activeElement).toBe(grid);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect(document.activeElement).toBe(grid);
  });

  it('jumps to the very end and back, asking only for rows that are seen', async () => {
    const { user, bridge } = open('#/transactions', { transactions: 5000 });
    const grid = await list();
    grid.focus();
    await user.keyboard('{End}');
    await waitFor(() => expect(grid.querySelector('[aria-rowindex="5000"]')?.getAttribute('aria-label')).toMatch(/SAR/));
    expect(grid.getAttribute('aria-rowcount')).toBe('5000');
    await user.keyboard('{Home}');
    await waitFor(() => expect(current(grid)).toContain('Coffee Counter'));
    expect(bridge.calls.filter((call) => call.name === 'transactions.page').length).toBeLessThan(8);
  });

  it('begins at the top when the list becomes another one', async () => {
    const { user } = open('#/transactions', { transactions: 2000 });
    const grid = await list();
    grid.focus();
    await user.keyboard('{End}');
    await waitFor(() => expect(grid.scrollTop).toBeGreaterThan(1000));
    window.location.hash = '#/transactions?sort=oldest';
    await waitFor(() => expect(grid.scrollTop).toBe(0));
    expect(grid.querySelector('[aria-rowindex="1"]')?.getAttribute('aria-label')).not.toContain('2026. Coffee');
  });

  it('says how many transactions the filters hide, and clears them', async () => {
    const { user } = open('#/transactions?q=zzz&account=a-4821');
    expect(await screen.findByText('2 filters hide 400 transactions.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await list()).toBeTruthy();
    expect(window.location.hash).toBe('#/transactions');
  });

  it('offers to clear the search, once, where nothing but the search finds nothing', async () => {
    const { user } = open('#/transactions?q=zzz');
    expect(await screen.findByText('Nothing matches the search')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Clear' })).toBeNull();
    await user.click(screen.getByText('Clear search'));
    expect(await list()).toBeTruthy();
    expect(window.location.hash).toBe('#/transactions');
  });

  it('offers one step when nothing was ever read', async () => {
    open('#/transactions', { state: 'empty' });
    expect(await screen.findByText('No transactions yet')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect a bank' }).getAttribute('href')).toBe('#/connect');
  });

  it('says that transactions are on their way during a first import', async () => {
    const accounts = [
      {
        accountId: 'a',
        accountName: 'a',
        bankName: 'b',
        bankNameAr: null,
        phase: 'reading' as const,
        rows: 0,
        isFirstImport: true,
        errorCode: null,
      },
    ];
    open('#/transactions', { state: 'empty' }, { sync: { ...demoSync, isRunning: true, accounts } });
    expect(await screen.findByText('The first import is running. Transactions appear as they arrive.')).toBeTruthy();
  });

  it('names the cause when the list cannot be read, and tries again', async () => {
    let isBroken = true;
    const ledger = createFakeLedger();
    const { user } = renderApp('#/transactions', {
      handlers: {
        ...ledger,
        'transactions.page': (input) => {
          if (isBroken) throw new AppError('database_locked', 'busy');
          return ledger['transactions.page'](input);
        },
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('K4-71');
    isBroken = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await list()).toBeTruthy();
  });

  it('keeps the rows it has when others fail, and tries those again', async () => {
    let isBroken = true;
    const ledger = createFakeLedger({ transactions: 500 });
    const { user } = renderApp('#/transactions', {
      handlers: {
        ...ledger,
        'transactions.page': (input) => {
          if (isBroken && input.section !== '2026-11-07') throw new AppError('database_locked', 'busy');
          return ledger['transactions.page'](input);
        },
      },
    });
    const grid = await list();
    grid.focus();
    await user.keyboard('{End}');
    expect(await screen.findByText('Some rows could not be read.')).toBeTruthy();
    await user.keyboard('{Home}');
    await waitFor(() => expect(current(grid)).toContain('Coffee Counter'));
    await user.keyboard('{End}');
    isBroken = false;
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(grid.querySelector('[aria-rowindex="500"]')?.getAttribute('aria-label')).toMatch(/SAR/));
    expect(screen.queryByText('Some rows could not be read.')).toBeNull();
  });

  it('waits at its final height', async () => {
    renderApp('#/transactions', { handlers: { ...createFakeLedger(), 'transactions.sections': () => new Promise<never>(() => {}) } });
    expect(await screen.findByText('Loading')).toBeTruthy();
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('shows hostile bank text as text', async () => {
    const { container } = open('#/transactions?open=1', { isOdd: true });
    const name = '<script>alert(1)</script><b>bold</b>';
    expect(await screen.findByRole('heading', { name })).toBeTruthy();
    expect(container.querySelector('b, script, img')).toBeNull();
    expect((await row(/alert/)).querySelector('bdi')?.textContent).toBe(name);
  });
});

describe('transaction drawer', () => {
  it('shows both dates, the bank’s own words in their own direction, sources and the item as received', async () => {
    const { user } = open('#/transactions?open=4');
    const drawer = within(await screen.findByRole('complementary'));
    expect(await drawer.findByText('Transaction 4 of 400')).toBeTruthy();
    expect((await drawer.findAllByText('Thu 5 Nov 2026')).length).toBeGreaterThan(0);
    expect(drawer.getByText('25 Jumada I 1448')).toBeTruthy();
    const [words] = drawer.getAllByText(/شراء نقاط بيع/);
    expect(words?.getAttribute('dir')).toBe('auto');
    expect(drawer.getByText('MIS Connect')).toBeTruthy();
    expect(drawer.queryByText(/"transaction_id": "T4"/)).toBeNull();
    await user.click(drawer.getByRole('button', { name: 'Show the item as received' }));
    expect(drawer.getByText(/"transaction_id": "T4"/).tagName).toBe('PRE');
  });

  it('tells what happened: held, booked, by how much less, and why it is one row', async () => {
    open('#/transactions?open=4');
    const drawer = within(await screen.findByRole('complementary'));
    const heading = await drawer.findByRole('heading', { name: 'What happened' });
    const events = within(heading.closest('section') ?? heading).getAllByRole('listitem');
    expect(events.map((event) => event.textContent)).toEqual([
      'Held 120.00seen 3 Nov 22:05Tue 3 Nov 2026',
      'Booked 117.502.50 less than heldseen 5 Nov 14:05Thu 5 Nov 2026',
    ]);
    expect(drawer.getByText('The bank uses one reference for both, so they are one row.')).toBeTruthy();
  });

  it('keeps a row the bank deleted in its place, struck through and said so', async () => {
    const ledger = createFakeLedger();
    const page: (typeof ledger)['transactions.page'] = async (input) => {
      const answer = await ledger['transactions.page'](input);
      return { ...answer, rows: answer.rows.map((one) => (one.id === 2 ? { ...one, removedAt: '2026-11-07T11:05:00.000Z' } : one)) };
    };
    renderApp('#/transactions', { handlers: { ...ledger, 'transactions.page': page } });
    const removed = await row(/Corner Grocery.*no longer counted/);
    expect(within(removed).getByText('Deleted by the bank')).toBeTruthy();
  });

  it('opens a transaction that is not in the list', async () => {
    open('#/transactions?q=zzz&open=4');
    expect(await screen.findByRole('heading', { name: 'Family Restaurant' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Next transaction' })).toBeNull();
  });

  it('goes to a transaction far down the list that an address opens, and steps on from there', async () => {
    const { user } = open('#/transactions?open=1900', { transactions: 2000 });
    const drawer = within(await screen.findByRole('complementary'));
    expect(await drawer.findByText('Transaction 1,900 of 2,000')).toBeTruthy();
    const grid = await list();
    await waitFor(() => expect(grid.querySelector('[aria-rowindex="1900"]')?.getAttribute('aria-label')).toMatch(/SAR/));
    await user.click(drawer.getByRole('button', { name: 'Next transaction' }));
    expect(await drawer.findByText('Transaction 1,901 of 2,000')).toBeTruthy();
    await waitFor(() => expect(window.location.hash).toBe('#/transactions?open=1901'));
  });

  it('steps with its own buttons', async () => {
    const { user } = open('#/transactions?open=4');
    await user.click(await screen.findByRole('button', { name: 'Previous transaction' }));
    expect(await screen.findByRole('heading', { name: 'Fuel Station 12' })).toBeTruthy();
  });

  it('hides every amount in privacy mode, the raw item too', async () => {
    const { container } = open('#/transactions?open=4', {}, { settings: { ...demoSettings, privacyMode: true } });
    expect(await screen.findByText('Hidden while amounts are hidden.')).toBeTruthy();
    await list();
    expect(container.textContent).not.toContain('117.50');
  });

  it('breaks no accessibility rule, list beside it included', async () => {
    const { container } = open('#/transactions?open=4');
    await screen.findByText('Where each field comes from');
    await list();
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('transactions in Arabic', () => {
  it('keeps amounts as left-to-right islands and counts in Arabic plurals', async () => {
    open('#/transactions?q=zzz&direction=in', { language: 'ar', transactions: 206 }, { settings: { ...demoSettings, language: 'ar' } });
    expect(await screen.findByText('مرشّحان يخفيان 206 عمليات.')).toBeTruthy();
    const { container } = open('#/transactions', { language: 'ar' }, { settings: { ...demoSettings, language: 'ar' } });
    const spoken = await row(/بقالة الزاوية/);
    expect(within(spoken).getByText('−186.35').closest('bdi')?.dir).toBe('ltr');
    expect(container.ownerDocument.documentElement.dir).toBe('rtl');
  });

  it('tells what happened in Arabic', async () => {
    open('#/transactions?open=4', { language: 'ar' }, { settings: { ...demoSettings, language: 'ar' } });
    const heading = await screen.findByRole('heading', { name: 'ما الذي حدث' });
    const text = (heading.closest('section')?.textContent ?? '').replace(/[\u2066-\u2069\u200e\u200f]/g, '');
    expect(text).toContain('حُجز 120.00');
    expect(text).toContain('قُيّد 117.50أقل من المحجوز بـ 2.50');
  });
});
