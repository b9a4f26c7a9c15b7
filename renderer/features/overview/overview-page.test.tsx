import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { createFakeLedger, type FakeLedgerOptions, type LedgerHandlers } from '../../../test/harness/fake-ledger.ts';

function open(options: FakeLedgerOptions = {}, state = {}, change: Partial<LedgerHandlers> = {}) {
  return renderApp('#/overview', { handlers: { ...createFakeLedger(options), ...change }, state });
}
const card = async (name: string) => {
  // The skeleton has cards of the same names.
  await screen.findAllByRole('slider');
  return within(screen.getByRole('region', { name }));
};
const withOverview = (edit: (overview: Awaited<ReturnType<LedgerHandlers['overview.get']>>) => void): Partial<LedgerHandlers> => ({
  'overview.get': async (input) => {
    const overview = structuredClone(await createFakeLedger()['overview.get'](input));
    edit(overview);
    return overview;
  },
});

describe('overview', () => {
  it('shows the net position with its age, the part that is old, and its change', async () => {
    const { container } = open();
    expect(await screen.findByText('As of 14:05')).toBeTruthy();
    expect(screen.getByText('312.40 of it from yesterday 21:40')).toBeTruthy();
    expect(container.textContent).toContain('87,645.45');
    expect(container.textContent).toContain('+48,745.45 over 12 months');
  });

  it('R26 says the age once when all of it is old', async () => {
    open({ state: 'old' });
    expect(await screen.findByText('As of yesterday 21:40')).toBeTruthy();
    expect(screen.queryByText(/of it from/)).toBeNull();
  });

  it('R26 keeps other currencies out of the total and says so', async () => {
    open();
    const accounts = await card('Accounts');
    expect(accounts.getByText(/^Not included:/).textContent).toBe('Not included: USD1,250.00');
    expect(accounts.getByText('Other currency')).toBeTruthy();
    expect(accounts.getByText('6 accounts at 3 banks')).toBeTruthy();
  });

  it('groups accounts by bank where the person chose so, each with its kind', async () => {
    open({}, { settings: { ...demoSettings, accountGrouping: 'bank' } });
    const accounts = await card('Accounts');
    const lines = accounts.getAllByRole('listitem').map((line) => line.textContent ?? '');
    expect(lines.map((line) => /^(Practice Bank|Sample Bank|Practice Wallet|Other currency)/.exec(line)?.[1] ?? '')).toEqual([
      'Practice Bank',
      '',
      '',
      'Sample Bank',
      'Practice Wallet',
      'Other currency',
    ]);
    expect(lines[2]).toContain('Credit card');
  });

  it('R26 says how many balances are unknown, and shows them as a dash', async () => {
    const { container } = open({ isOdd: true });
    expect(await screen.findByText('1 account without a known balance is not in it')).toBeTruthy();
    expect(container.textContent).toContain('—Not known');
  });

  it('asks for another range and keeps the page standing meanwhile', async () => {
    const { user, bridge } = open();
    await screen.findByText('As of 14:05');
    await user.click(screen.getByRole('radio', { name: '3M' }));
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'overview.get', input: { range: '3m' } }));
    expect(screen.getByText('As of 14:05')).toBeTruthy();
    expect(await screen.findByText(/over 3 months/)).toBeTruthy();
  });

  it('names what needs the person, with both calendars where something ends', async () => {
    open();
    const attention = await card('Needs attention');
    expect(attention.getByText('Consent ends in 9 days')).toBeTruthy();
    expect(attention.getByText('Sample Bank · 16 Nov · 6 Jumada II')).toBeTruthy();
    expect(attention.getByText('Practice Wallet did not answer at 14:05')).toBeTruthy();
    expect(attention.getByRole('link', { name: 'Renew' }).getAttribute('href')).toBe('#/connect?renew=c-sample');
  });

  it('says that nothing needs the person when nothing does', async () => {
    open(
      {},
      {},
      withOverview((overview) => void overview.attention.splice(0)),
    );
    expect((await card('Needs attention')).getByText('No consent needs you. None ends within 14 days.')).toBeTruthy();
  });

  it('compares the month of the chosen calendar with the usual, and leads to Cash flow', async () => {
    open();
    const month = await card('This salary month');
    expect(month.getByText('usual by now: −6,130.00')).toBeTruthy();
    expect(month.getByText('845.90 below usual')).toBeTruthy();
    expect(month.getByRole('link', { name: '27 Oct – 26 Nov' }).getAttribute('href')).toBe('#/cash-flow');
  });

  it('reads what was spent by each day with arrow keys, and beyond today what is usual', async () => {
    const { user } = open();
    const curve = (await card('This salary month')).getByRole('slider');
    expect(curve.getAttribute('aria-valuemax')).toBe('30');
    curve.focus();
    await user.keyboard('{Home}');
    expect(curve.getAttribute('aria-valuetext')).toMatch(/^27 Oct: spent [\d.,]+, usual [\d.,]+$/);
    await user.keyboard('{End}');
    expect(curve.getAttribute('aria-valuetext')).toMatch(/^26 Nov: spent Not known, usual [\d.,]+$/);
  });

  it('shows the days of the month as a table too', async () => {
    const { user } = open();
    const month = await card('This salary month');
    await user.click(month.getByRole('button', { name: 'Show as table' }));
    const rows = within(month.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(32);
    expect(rows[12]?.textContent).toBe('7 Nov5,284.106,130.00');
  });

  it('claims no usual without history', async () => {
    open(
      {},
      {},
      withOverview((overview) => Object.assign(overview.month, { usualInMinor: null, usualOutMinor: null, usualSpent: null })),
    );
    const month = await card('This salary month');
    expect(month.getAllByText('usual not known yet')).toHaveLength(2);
    expect(month.getByRole('slider').getAttribute('aria-valuemax')).toBe('11');
  });

  it('calls the running month by its calendar', async () => {
    open(
      {},
      {},
      withOverview((overview) => Object.assign(overview.month, { kind: 'hijri', fromDay: '2026-10-12', toDay: '2026-11-10' })),
    );
    expect((await card('This Hijri month')).getByRole('link', { name: 'Jumada I 1448' })).toBeTruthy();
  });

  it('shows the limit and use of a credit card, and that what a charge card owes is due in full', async () => {
    open(
      {},
      {},
      withOverview((overview) => {
        const [first] = overview.accounts;
        if (first) Object.assign(first, { kind: 'charge_card', balanceMinor: -2_150_00, creditLimitMinor: 30_000_00 });
      }),
    );
    const accounts = await card('Accounts');
    expect(accounts.getByText(/17% of limit$/)).toBeTruthy();
    expect(accounts.getByText('due in full this cycle')).toBeTruthy();
    expect(accounts.getByText('−2,150.00')).toBeTruthy();
  });

  it('tells how many transactions wait to be reviewed, and leads to them', async () => {
    open();
    const recent = await card('Recent transactions');
    expect(recent.getByRole('link', { name: '14 to review since 8 Oct' }).getAttribute('href')).toBe(
      '#/transactions?unreviewed=1&from=2026-10-08',
    );
  });

  it("shows the history of days of one's own choice, told in both calendars once", async () => {
    const { user, bridge } = open();
    await screen.findByText('As of 14:05');
    await user.click(screen.getByRole('radio', { name: 'Custom' }));
    expect(await screen.findByText('16 Jumada I 1447 – 27 Jumada I 1448')).toBeTruthy();
    await user.click(await screen.findByRole('spinbutton', { name: /^month, First|^month, Start/ }));
    await user.keyboard('{ArrowUp}');
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({ name: 'overview.get', input: { range: { fromDay: '2025-12-07', toDay: '2026-11-07' } } }),
    );
    expect(await screen.findByText('16 Jumada II 1447 – 27 Jumada I 1448')).toBeTruthy();
  });

  it('tells the account of a recent transaction by name and last digits, of a pending one too', async () => {
    open(
      {},
      {},
      withOverview((overview) => {
        const [first] = overview.recent;
        if (first) Object.assign(first, { accountId: 'a-9034', accountName: 'البطاقة الائتمانية', isPending: true });
      }),
    );
    const name = await (await card('Recent transactions')).findByText('البطاقة الائتمانية');
    expect([name.tagName, name.nextElementSibling?.getAttribute('dir'), name.nextElementSibling?.textContent]).toEqual([
      'BDI',
      'ltr',
      '••9034',
    ]);
  });

  it('links each recent transaction to its place in the list', async () => {
    open();
    const recent = await card('Recent transactions');
    expect(recent.getByRole('link', { name: /Corner Grocery/ }).getAttribute('href')).toBe('#/transactions?open=2');
  });

  it('offers one step when no bank is connected', async () => {
    open({ state: 'empty' }, { connections: [] });
    expect((await screen.findByRole('link', { name: 'Connect a bank' })).getAttribute('href')).toBe('#/connect');
    expect(screen.queryByText('Net position')).toBeNull();
  });

  it('stands at its final shape while it loads', async () => {
    open({}, {}, { 'overview.get': () => new Promise<never>(() => {}) });
    expect(await screen.findByRole('region', { name: 'Accounts' })).toBeTruthy();
    expect(screen.getAllByText('Loading').length).toBeGreaterThan(3);
  });

  it('names the cause when it cannot be read', async () => {
    open(
      {},
      {},
      {
        'overview.get': () => {
          throw new AppError('database_damaged', 'bad page');
        },
      },
    );
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
  });

  it('stays as it is offline, with its age', async () => {
    open({}, { sync: { ...demoSync, isOffline: true } });
    expect(await screen.findByText('Offline. As of 14:05')).toBeTruthy();
    expect((await card('Recent transactions')).getByText('Corner Grocery')).toBeTruthy();
  });

  it('says that the total is not complete during a first import', async () => {
    const accounts = [
      {
        accountId: 'a-1166',
        accountName: 'x',
        bankName: 'Sample Bank',
        bankNameAr: 'مصرف المثال',
        phase: 'reading' as const,
        rows: 840,
        isFirstImport: true,
        errorCode: null,
      },
    ];
    open({ state: 'importing' }, { sync: { ...demoSync, isRunning: true, accounts } });
    expect(await screen.findByText('Still importing, so this is not complete')).toBeTruthy();
    expect((await card('Accounts')).getAllByText('Importing')).toHaveLength(3);
  });

  it('S36 shows no amount in privacy mode, axes and sentence included', async () => {
    const { container } = open({}, { settings: { ...demoSettings, privacyMode: true } });
    await card('Accounts');
    expect(container.textContent).not.toMatch(/\d[.,]\d\d|\d+k/);
  });

  it('reads in Arabic, with Arabic bank names and its own plurals', async () => {
    const { container } = open({ language: 'ar' }, { settings: { ...demoSettings, language: 'ar' } });
    expect(await screen.findByText('6 حسابات في 3 بنوك')).toBeTruthy();
    expect(screen.getByText('تنتهي الموافقة بعد 9 أيام')).toBeTruthy();
    expect(screen.getAllByText('مصرف المثال').length).toBeGreaterThan(1);
    expect(container.textContent).toContain('خلال 12 شهرًا');
  });

  it('breaks no accessibility rule', async () => {
    const { container } = open();
    await card('Accounts');
    expect(await axeProblems(container)).toEqual([]);
  });
});
