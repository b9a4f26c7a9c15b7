import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { TransactionList } from '../../../shared/contract/transaction-filter.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const open = (address = '', handlers: Partial<Handlers> = {}, state = {}) => renderApp(`#/export${address}`, { handlers, state });
const button = () => screen.findByRole('button', { name: 'Export' });
const started = ({ bridge }: RenderedApp) => {
  const input = bridge.calls.findLast(({ name }) => name === 'exports.start')?.input as { filter: object; format: string; headers: string };
  return { ...input, filter: TransactionList.parse(input.filter) };
};
const everything = TransactionList.parse({});

describe('export', () => {
  it('says of each format what it is good for and what it leaves out, before', async () => {
    open();
    const formats = within(await screen.findByRole('radiogroup', { name: 'Format of the file' }));
    expect(formats.getAllByRole('radio').map((radio) => radio.getAttribute('value'))).toEqual(['csv', 'xlsx', 'json', 'ofx']);
    expect(formats.getByText(/^Leaves out pending and removed transactions, those in another currency/)).toBeTruthy();
    expect(formats.getByText(/^Holds 100,000 transactions at most/)).toBeTruthy();
  });

  it('exports all there are, counted before, with names in the reader’s language', async () => {
    const app = open();
    expect(await screen.findByText('400 transactions')).toBeTruthy();
    await app.user.click(await button());
    await waitFor(() => expect(started(app)).toEqual({ format: 'csv', headers: 'en', filter: everything }));
  });

  it('takes exactly what the list shows when it comes from one', async () => {
    const app = open('?q=coffee');
    expect(await screen.findByRole('radio', { name: 'Exactly what the list shows' })).toHaveProperty('checked', true);
    expect(await screen.findByText('1 transaction')).toBeTruthy();
    await app.user.click(screen.getByRole('radio', { name: /^JSON/ }));
    expect(screen.queryByText('Language of column names and categories')).toBeNull();
    await app.user.click(await button());
    await waitFor(() => expect(started(app)).toMatchObject({ format: 'json', filter: { ...everything, search: 'coffee' } }));
  });

  it('takes the days of a month that cash flow tells of', async () => {
    const app = open('?from=2026-10-01&to=2026-10-31');
    expect(await screen.findByRole('radio', { name: 'Exactly what the list shows' })).toHaveProperty('checked', true);
    await app.user.click(await button());
    await waitFor(() => expect(started(app).filter).toEqual({ ...everything, fromDay: '2026-10-01', toDay: '2026-10-31' }));
    renderApp('#/cash-flow');
    const [link] = await screen.findAllByRole('link', { name: 'Export transactions' });
    expect(link?.getAttribute('href')).toMatch(/^#\/export\?from=2026-.*&to=2026-/);
  });

  it('lets accounts and days be chosen instead', async () => {
    const app = open('?q=coffee');
    await app.user.click(await screen.findByRole('radio', { name: 'Other accounts and days' }));
    await app.user.click(screen.getByRole('button', { name: /Days$/ }));
    await app.user.click(await screen.findByRole('option', { name: 'Last month' }));
    await app.user.click(screen.getByRole('radio', { name: 'Some' }));
    expect(await screen.findByText('No account is chosen.')).toBeTruthy();
    expect(await button()).toHaveProperty('disabled', true);
    await app.user.click(screen.getByRole('checkbox', { name: /Wallet/ }));
    await app.user.click(screen.getByRole('radio', { name: /^XLSX/ }));
    await app.user.click(screen.getByRole('radio', { name: 'العربية' }));
    await waitFor(async () => expect(await button()).toHaveProperty('disabled', false));
    await app.user.click(await button());
    const filter = { ...everything, accountIds: ['a-5508'], fromDay: '2026-10-01', toDay: '2026-10-31' };
    await waitFor(() => expect(started(app)).toEqual({ format: 'xlsx', headers: 'ar', filter }));
  });

  it('starts from the account it was opened for', async () => {
    open('?account=a-9034');
    expect(await screen.findByRole('checkbox', { name: /Credit card/ })).toHaveProperty('checked', true);
    expect(screen.getByRole('checkbox', { name: /Wallet/ })).toHaveProperty('checked', false);
  });

  it('takes any days, from the beginning of the year until one chooses', async () => {
    const app = open();
    await app.user.click(await screen.findByRole('button', { name: /Days$/ }));
    await app.user.click(await screen.findByRole('option', { name: 'From … to …' }));
    const [day] = within(await screen.findByRole('group', { name: 'First and last day' })).getAllByRole('spinbutton');
    await app.user.click(day ?? document.body);
    await app.user.keyboard('05');
    await app.user.click(await button());
    await waitFor(() => expect(started(app).filter).toEqual({ ...everything, fromDay: '2026-01-05', toDay: '2026-11-07' }));
  });

  it('says why there is nothing to export, and what changes it', async () => {
    const none = { 'transactions.count': () => ({ matching: 0, total: 0 }) };
    open('', none);
    expect(await screen.findByText(/No transaction fits this choice/)).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Connect a bank' })).toBeNull();
    cleanup();
    open('', { ...none, 'connections.list': () => [] });
    expect((await screen.findByRole('link', { name: 'Connect a bank' })).getAttribute('href')).toBe('#/connect');
    expect(screen.getByText(/No bank is connected yet/)).toBeTruthy();
  });

  it('refuses a workbook of more rows than it holds, before anything is made', async () => {
    const app = open('', { 'transactions.count': () => ({ matching: 100_001, total: 100_001 }) });
    await app.user.click(await screen.findByRole('radio', { name: /^XLSX/ }));
    expect(await screen.findByText(/A workbook holds 100,000 transactions at most/)).toBeTruthy();
    expect(await button()).toHaveProperty('disabled', true);
  });

  it('shows progress, and says under which name it is saved and what was left out', async () => {
    const app = open();
    await app.user.click(await button());
    const bar = await screen.findByRole('progressbar', { name: 'Export' });
    app.bridge.setExport({ rows: 100 });
    expect(await screen.findByText('100 of 400')).toBeTruthy();
    expect(bar.getAttribute('aria-valuenow')).toBe('100');
    app.bridge.setExport({ state: 'done', format: 'ofx', rows: 400, skipped: 12, fileName: 'mine.ofx' });
    const said = await screen.findByRole('status');
    expect(said.textContent).toBe('Saved as mine.ofx388 transactions. 12 left out.');
  });

  it('is stopped, fails with its cause, and says that nothing is left of it', async () => {
    const app = open();
    await app.user.click(await button());
    await app.user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect((await screen.findByRole('status')).textContent).toContain('StoppedNothing of it was left behind.');
    app.bridge.setExport({ state: 'failed', errorCode: 'disk_full' });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The disk is full. Nothing of it was left behind, and your data is safe.',
    );
  });

  it('says that another one is running', async () => {
    const app = open('', {
      'exports.start': () => {
        throw new AppError('busy', 'one at a time');
      },
    });
    await app.user.click(await button());
    expect(await screen.findByText('An export is running already.')).toBeTruthy();
  });

  it('says nothing when the person chose no place to save', async () => {
    const app = open('', { 'exports.start': () => ({ isStarted: false }) });
    await app.user.click(await button());
    await waitFor(() => expect(app.bridge.calls.some(({ name }) => name === 'exports.start')).toBe(true));
    expect([screen.queryByRole('progressbar'), screen.queryByRole('status')]).toEqual([null, null]);
  });

  it('is reached from the list and from an account, with what they show', async () => {
    const list = renderApp('#/transactions?q=coffee&open=1');
    await list.user.click(await screen.findByRole('button', { name: 'Export what is shown' }));
    expect(window.location.hash).toBe('#/export?q=coffee');
    const { user } = renderApp('#/accounts/a-9034');
    await user.click(await screen.findByRole('button', { name: 'Actions for Credit card' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Export transactions' }));
    expect(window.location.hash).toBe('#/export?account=a-9034');
  });

  it('reads in Arabic and breaks no accessibility rule', async () => {
    const { container } = open('?q=قهوة', {}, { settings: { ...demoSettings, language: 'ar' } });
    expect(await screen.findByRole('radio', { name: 'ما تعرضه القائمة تمامًا' })).toBeTruthy();
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('everything stored', () => {
  it('S34 says what is stored, how much of it and where else something is kept', async () => {
    renderApp('#/settings/data');
    const stored = within(await screen.findByRole('region', { name: 'What is stored' }));
    await waitFor(() => expect(stored.getAllByRole('term')).toHaveLength(19));
    expect(stored.getByText('The banks’ own answers').closest('div')?.textContent).toContain('96');
    const elsewhere = within(screen.getByRole('region', { name: 'What is kept elsewhere' }));
    expect(elsewhere.getByText('Key store of this computer')).toBeTruthy();
  });

  it('S34 exports all of it as JSON or as CSV, and tells how it went', async () => {
    const { user, bridge } = renderApp('#/settings/data');
    await user.click(await screen.findByRole('radio', { name: 'A ZIP of CSV files' }));
    await user.click(screen.getByRole('button', { name: 'Export everything' }));
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'exports.startEverything', input: { format: 'csv' } }));
    expect(await screen.findByText('0 of 8,650')).toBeTruthy();
    bridge.setExport({ state: 'done', rows: 8_650, fileName: 'all.zip' });
    expect((await screen.findByRole('status')).textContent).toBe('Saved as all.zip8,650 records.');
  });

  it('has its loading and error states, in Arabic too, and breaks no accessibility rule', async () => {
    renderApp('#/settings/data', { handlers: { 'exports.inventory': () => new Promise<never>(() => {}) } });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    renderApp('#/settings/data', {
      handlers: {
        'exports.inventory': () => {
          throw new AppError('database_locked', 'busy');
        },
      },
    });
    expect(await screen.findByRole('alert')).toBeTruthy();
    const { container } = renderApp('#/settings/data', { state: { settings: { ...demoSettings, language: 'ar' } } });
    expect(await screen.findByText('أجوبة البنوك نفسها')).toBeTruthy();
    expect(await axeProblems(container)).toEqual([]);
  });
});
