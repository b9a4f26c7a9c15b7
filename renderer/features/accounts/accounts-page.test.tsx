import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { createFakeLedger, type FakeLedgerOptions, type LedgerHandlers } from '../../../test/harness/fake-ledger.ts';

const byBank = { settings: { ...demoSettings, accountGrouping: 'bank' as const } };
function open(hash: string, options: FakeLedgerOptions = {}, change: Partial<LedgerHandlers> = {}, state = byBank) {
  return renderApp(hash, { handlers: { ...createFakeLedger(options), ...change }, state });
}
const card = async (name: string) => within(await screen.findByRole('region', { name }));
const names = (region: Awaited<ReturnType<typeof card>>) =>
  region.getAllByRole<HTMLElement>('link').map((link) => link.getAttribute('href'));

describe('accounts', () => {
  it('lists accounts under their banks with state, both times and balances', async () => {
    open('#/accounts');
    const bank = await card('Sample Bank');
    expect(names(bank)).toEqual(['#/accounts/a-1166', '#/accounts/a-2290']);
    expect(bank.getByText('Consent ends soon')).toBeTruthy();
    expect(bank.getByText('Bank data as of 14:05').parentElement?.textContent).toBe(
      'Bank data as of 14:05asked 2 min ago (Sat 7 Nov 2026 14:05)',
    );
    expect((await card('Practice Wallet')).getByText('Yest. 21:40')).toBeTruthy();
  });

  it('groups by kind and remembers that, for the overview as well', async () => {
    const { user, bridge } = open('#/accounts');
    await card('Sample Bank');
    await user.click(screen.getByRole('radio', { name: 'Kind' }));
    await waitFor(() => expect(bridge.state.settings.accountGrouping).toBe('kind'));
    expect(names(await card('Current accounts'))).toEqual(['#/accounts/a-4821', '#/accounts/a-1166', '#/accounts/a-2290']);
  });

  it('renames an account, and gives the bank’s name back for an empty one', async () => {
    const { user, bridge } = open('#/accounts');
    const rename = async (name: string) => {
      await user.click(await screen.findByRole('button', { name: /^Actions for (Wallet|Pocket)/ }));
      await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
      const field = await screen.findByRole('textbox', { name: 'Name' });
      await user.clear(field);
      await user.type(field, `${name}{Enter}`);
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    };
    await rename('Pocket');
    expect(await screen.findByText('Pocket')).toBeTruthy();
    await rename('{Backspace}');
    expect(bridge.calls).toContainEqual({ name: 'accounts.update', input: { id: 'a-5508', name: null } });
  });

  it('keeps the dialog and says why when a name cannot be saved', async () => {
    const { user } = open(
      '#/accounts',
      {},
      {
        'accounts.update': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Actions for Wallet' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    await user.click(await screen.findByRole('button', { name: 'Save name' }));
    expect(await screen.findByText('The disk is full')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'x'.repeat(90));
    expect(screen.getByText('At most 80 letters.')).toBeTruthy();
  });

  it('hides an account and shows it again', async () => {
    const { user } = open('#/accounts');
    await user.click(await screen.findByRole('button', { name: 'Actions for Wallet' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Hide' }));
    await waitFor(() => expect(screen.queryByText('Wallet')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Show 1 hidden account' }));
    expect(await screen.findByText('Hidden')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Actions for Wallet' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Show again' }));
    await waitFor(() => expect(screen.queryByText('Hidden')).toBeNull());
  });

  it('moves an account by keyboard and by its menu, says where it went, and takes it back', async () => {
    const { user, bridge } = renderApp('#/accounts', { state: byBank });
    const order = async () => names(await card('Practice Bank')).map((href) => href?.slice(-4));
    expect(await order()).toEqual(['4821', '7730', '9034']);
    const row = (await card('Practice Bank')).getByRole('row', { name: 'Credit card' });
    row.focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(async () => expect(await order()).toEqual(['4821', '9034', '7730']));
    expect(screen.getByText('Credit card is number 2 of 3 now')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('a-9034'));
    await user.click(screen.getAllByRole('button', { name: 'Actions for Current account' })[0] ?? row);
    await user.click(await screen.findByRole('menuitem', { name: 'Move down' }));
    await waitFor(async () => expect(await order()).toEqual(['9034', '4821', '7730']));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect(await order()).toEqual(['4821', '9034', '7730']));
    expect(bridge.calls.filter(({ name }) => name === 'accounts.move')).toHaveLength(2);
  });

  it('moves a bank with all its accounts', async () => {
    const { user } = renderApp('#/accounts', { state: byBank });
    await user.click(await screen.findByRole('button', { name: 'Actions for Sample Bank' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Move up' }));
    const banks = () => screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
    await waitFor(() => expect(banks()).toEqual(['Sample Bank', 'Practice Bank', 'Practice Wallet']));
  });

  it('archives an account apart from the others, and brings it back', async () => {
    const { user } = open('#/accounts');
    const archive = async (name: string, account: string) => {
      await user.click(await screen.findByRole('button', { name: `Actions for ${account}` }));
      await user.click(await screen.findByRole('menuitem', { name }));
    };
    await archive('Archive', 'Savings account');
    expect(names(await card('Archived'))).toEqual(['#/accounts/a-7730']);
    expect(names(await card('Practice Bank'))).toEqual(['#/accounts/a-4821', '#/accounts/a-9034']);
    await archive('Bring back', 'Savings account');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Archived' })).toBeNull());
    await archive('Archive', 'Wallet');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Archived' })).toBeNull());
  });

  it('offers no way back for what the bank no longer lists', async () => {
    const { user } = open('#/accounts', { isOdd: true });
    await user.click((await card('Archived')).getByRole('button', { name: /^Actions for Dinar/ }));
    expect(await screen.findByRole('menuitem', { name: 'Hide' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: /Archive|Bring back/ })).toBeNull();
  });

  it('has its empty, loading and error states', async () => {
    open('#/accounts', { state: 'empty' });
    expect(await screen.findByText('No accounts yet')).toBeTruthy();
    open('#/accounts', {}, { 'accounts.list': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(1);
    open(
      '#/accounts',
      {},
      {
        'accounts.list': () => {
          throw new AppError('database_locked', 'busy');
        },
      },
    );
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
  });

  it('shows hostile names as text and an unknown balance as a dash', async () => {
    const { container } = open('#/accounts?hidden=1', { isOdd: true });
    expect((await card('Archived')).getByText(/onerror=alert/)).toBeTruthy();
    const bank = await card('Practice Bank');
    expect(container.querySelector('img')).toBeNull();
    expect(bank.getByText('Not known')).toBeTruthy();
    expect(bank.getByText('Not updated')).toBeTruthy();
  });

  it('breaks no accessibility rule', async () => {
    const { container } = open('#/accounts', { isOdd: true });
    await card('Practice Bank');
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('account', () => {
  it('shows balance, history, facts, where data came from, and its transactions', async () => {
    open('#/accounts/a-4821');
    expect(await screen.findByRole('heading', { name: 'Current account' })).toBeTruthy();
    expect(screen.getByRole('slider', { name: /Balance history/ })).toBeTruthy();
    const facts = await card('Facts');
    expect(facts.getByText('SA00 9900 0000 0012 3454 4821').dir).toBe('ltr');
    expect((await card('Where the data comes from')).getByText('2 min ago')).toBeTruthy();
    const transactions = await card('Transactions');
    expect((await transactions.findAllByText('Corner Grocery')).length).toBeGreaterThan(0);
    expect(transactions.getByRole('link', { name: 'All of its transactions' }).getAttribute('href')).toBe('#/transactions?account=a-4821');
  });

  it('says what is usual, with the largest ones to open', async () => {
    open('#/accounts/a-4821');
    const usual = await card('What is usual');
    expect(usual.getByText('last 12 complete months')).toBeTruthy();
    for (const figure of ['+16,500.00', '−14,633.53', '−4,500.00', '1,184']) expect(usual.getAllByText(figure).length).toBeGreaterThan(0);
    expect(usual.getByRole('link', { name: 'Al Noor Real Estate · rent' }).getAttribute('href')).toBe(
      '#/transactions?account=a-4821&open=8',
    );
  });

  it('says when there is no complete month to take an average of', async () => {
    const ledger = createFakeLedger();
    const get = ledger['accounts.get'];
    open('#/accounts/a-4821', {}, { 'accounts.get': async (input) => ({ ...(await get(input)), statistics: null }) });
    expect((await card('What is usual')).getByText(/need one complete month/)).toBeTruthy();
  });

  it('R26 says whether the transactions explain the balance, and if not since when and why', async () => {
    open('#/accounts/a-4821');
    expect((await card('Does it add up?')).getByText('The transactions explain the balance.')).toBeTruthy();
    const ledger = createFakeLedger();
    const [account] = await ledger['accounts.list']({ includeHidden: false });
    if (account) account.isProven = false;
    renderApp('#/accounts/a-4821', { handlers: ledger });
    const cards = await screen.findAllByRole('region', { name: 'Does it add up?' });
    expect(cards.at(-1)?.textContent).toContain('do not explain the balance since 6 Nov 2026');
    expect(cards.at(-1)?.textContent).toContain('the difference is exactly theirs');
  });

  it('copies the IBAN without spaces', async () => {
    let copied = '';
    document.execCommand = () => {
      copied = (document.activeElement as HTMLTextAreaElement).value;
      return true;
    };
    const { user } = open('#/accounts/a-4821');
    await user.click(await screen.findByRole('button', { name: 'Copy IBAN' }));
    expect(copied).toBe('SA0099000000001234544821');
    expect(await screen.findByText('Copied')).toBeTruthy();
  });

  it('shows a card’s limit, its use and what is left', async () => {
    open('#/accounts/a-9034');
    const limit = await card('Card limit');
    expect(limit.getByText('17% of the limit is used')).toBeTruthy();
    expect(limit.getByText('16,587.20')).toBeTruthy();
    expect((await card('Facts')).getByText('Not told by the bank')).toBeTruthy();
  });

  it('dashes the line after the last day the bank confirmed, and says so', async () => {
    open('#/accounts/a-5508');
    expect(await screen.findByText(/Dashed after 6 Nov: nothing newer is known\./)).toBeTruthy();
    expect(screen.getByText('Showing yesterday 21:40.')).toBeTruthy();
  });

  it('says what could not be read and that the bank must be connected again', async () => {
    open('#/accounts/a-odd-unknown', { isOdd: true });
    expect(await screen.findByText('3 items from the bank could not be read')).toBeTruthy();
    expect(screen.getByText('This bank has to be connected again')).toBeTruthy();
    expect(screen.getByText('The bank has not told a balance yet.')).toBeTruthy();
    expect(screen.getByText('One day is not a line yet')).toBeTruthy();
  });

  it('says when an account is not there', async () => {
    open('#/accounts/nope');
    expect(await screen.findByText('This account is not here')).toBeTruthy();
  });

  it('reads in Arabic', async () => {
    open('#/accounts/a-9034', { language: 'ar' }, {}, { settings: { ...byBank.settings, language: 'ar' } });
    expect(await screen.findByRole('heading', { name: 'البطاقة الائتمانية' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'حد البطاقة' })).toBeTruthy();
  });

  it('breaks no accessibility rule', async () => {
    const { container } = open('#/accounts/a-9034');
    await card('Transactions');
    await screen.findByText('Coffee Counter');
    expect(await axeProblems(container)).toEqual([]);
  });
});
