import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { demoSettings, demoStatus, demoSync, FRESH } from '../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../test/harness/fake-bridge-render.tsx';

const HERE = '#/settings/language';
const importingAccount = {
  accountName: 'Current account',
  bankName: 'Practice Bank',
  bankNameAr: null,
  isFirstImport: true,
  errorCode: null,
};
const failedRun = demoSync.lastRun && { ...demoSync.lastRun, outcome: 'failed' as const, errorCode: 'provider_unavailable' as const };

describe('frame', () => {
  it('names only screens that exist and marks the current one', async () => {
    renderApp(HERE);
    const nav = await screen.findByRole('navigation', { name: 'Main' });
    await within(nav).findByRole('link', { name: /Environment/ });
    const links = within(nav).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '#/overview',
      '#/transactions',
      '#/accounts',
      '#/cash-flow',
      '#/categories',
      '#/consents',
      '#/activity',
      '#/settings',
      '#/settings/environment',
    ]);
    expect(links.filter((link) => link.getAttribute('aria-current') === 'page').map((link) => link.textContent)).toEqual(['Settings']);
  });

  it('says which environment is on screen', async () => {
    renderApp(HERE);
    expect(await screen.findByRole('link', { name: 'Environment: Practice bank Synthetic data' })).toBeTruthy();
  });

  it('follows main to another page', async () => {
    const { bridge } = renderApp(HERE);
    await screen.findByRole('heading', { name: 'Settings' });
    bridge.emit('app.navigate', { to: '/settings/privacy' });
    expect(await screen.findByRole('heading', { name: 'Privacy mode' })).toBeTruthy();
  });

  it('answers an address that means nothing', async () => {
    renderApp('#/nowhere');
    expect(await screen.findByText('There is nothing at this address')).toBeTruthy();
  });
});

describe('freshness', () => {
  it('shows both times and which bank is older', async () => {
    renderApp(HERE);
    const link = await screen.findByRole('link', { name: /Bank data as of 14:05/ });
    expect(link.textContent).toContain('asked 2 min ago');
    expect(link.textContent).toContain('Practice Wallet is older: yesterday 21:40');
  });

  it('says when Mizan reads next, on the tip as in the name', async () => {
    const { user } = renderApp(HERE, { state: { sync: { ...demoSync, oldestBankDataAt: FRESH } } });
    const link = await screen.findByRole('link', { name: /All banks answered · Next read today at 20:05/ });
    while (document.activeElement !== link) await user.tab();
    const tip = await screen.findByRole('tooltip');
    expect([...tip.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
      'All banks answered',
      'Next read today at 20:05',
      'Bank data: Sat 7 Nov 2026 14:05',
      'Asked: Sat 7 Nov 2026 14:05',
    ]);
  });

  it.each([
    ['all banks answered', { oldestBankDataAt: FRESH }, 'All banks answered'],
    ['none answered', { lastRun: failedRun }, 'No bank answered the last time'],
    ['nothing read yet', { bankDataAt: null, oldestBankDataAt: null }, 'No bank data yet'],
  ] as const)('tells %s apart in words and in the shape of the mark', async (_state, change, words) => {
    const { container } = renderApp(HERE, { state: { sync: { ...demoSync, ...change } } });
    const text = await screen.findByText(new RegExp(words));
    const mark = text.closest('a')?.querySelector('svg')?.innerHTML;
    expect(mark).toBeTruthy();
    const other = renderApp(HERE);
    await screen.findByText(/Practice Wallet is older/);
    expect(other.container.querySelector('header a svg')?.innerHTML).not.toBe(mark);
    expect(container).toBeTruthy();
  });
});

describe('sync', () => {
  it('starts once and shows that it runs', async () => {
    const { user, bridge } = renderApp(HERE);
    await user.click(await screen.findByRole('button', { name: 'Sync now' }));
    await user.click(await screen.findByRole('button', { name: /Syncing/ }));
    expect(bridge.calls.filter((call) => call.name === 'sync.start')).toHaveLength(1);
  });

  it('says when it may be asked again', async () => {
    const { user } = renderApp(HERE, {
      state: { sync: { ...demoSync, nextUserSyncAt: '2026-11-07T11:10:00.000Z' } },
      handlers: {
        'sync.start': () => {
          throw new AppError('busy', 'too early');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Sync now' }));
    expect(await screen.findByText('Asked just now. Next at 14:10.')).toBeTruthy();
  });

  it('is not offered before a bank is connected', async () => {
    renderApp(HERE, { state: { connections: [] } });
    await screen.findByRole('link', { name: /Bank data/ });
    expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull();
  });

  it('shows the first import live and can stop it', async () => {
    const accounts = [
      { ...importingAccount, accountId: 'a1', phase: 'done' as const, rows: 4_000 },
      { ...importingAccount, accountId: 'a2', phase: 'reading' as const, rows: 120 },
    ];
    const { user, bridge } = renderApp(HERE, { state: { sync: { ...demoSync, isRunning: true, accounts } } });
    const bar = await screen.findByRole('progressbar', { name: 'First import is running' });
    expect(bar.getAttribute('aria-valuenow')).toBe('1');
    const strip = screen.getByRole('region', { name: 'First import is running' });
    expect(strip.textContent).toContain('4,120 transactions so far');
    expect(strip.textContent).toContain('1 of 2 accounts done');
    bridge.setSync({ accounts: accounts.map((account) => ({ ...account, rows: 5_000 })) });
    expect(await screen.findByText('10,000 transactions so far')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  });
});

describe('banners', () => {
  it('stay calm offline and give the age', async () => {
    renderApp(HERE, { state: { sync: { ...demoSync, isOffline: true, lastRun: failedRun } } });
    const banner = await screen.findByText('Offline.');
    expect(banner.closest('[role="status"]')?.textContent).toBe('Offline. As of 14:05.');
    expect(screen.queryByText('The bank data service does not answer')).toBeNull();
  });

  it('say why the last sync failed, with the age of what is shown and one step', async () => {
    const { user, bridge } = renderApp(HERE, { state: { sync: { ...demoSync, lastRun: failedRun } } });
    const banner = (await screen.findByText('The bank data service does not answer')).closest<HTMLElement>('[role="status"]');
    expect(banner?.textContent).toContain('What you see is as of 14:05.');
    await user.click(within(banner ?? document.body).getByRole('button', { name: 'Try again' }));
    expect(bridge.calls.some((call) => call.name === 'sync.start')).toBe(true);
  });

  // What the user saw: the disk was full, some accounts had been read before, and nothing was said.
  it('R5 R26 say that this computer cut a run short although some accounts were read', async () => {
    const lastRun = failedRun && { ...failedRun, outcome: 'partial' as const, errorCode: 'disk_full' as const };
    renderApp(HERE, { state: { sync: { ...demoSync, lastRun } } });
    expect(await screen.findByText('The disk is full')).toBeTruthy();
  });

  it('leave the trouble of one bank to where that bank is shown', async () => {
    const lastRun = failedRun && { ...failedRun, outcome: 'partial' as const, errorCode: 'bank_unavailable' as const };
    renderApp(HERE, { state: { sync: { ...demoSync, lastRun } } });
    await screen.findByRole('link', { name: /Bank data/ });
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});

describe('notices', () => {
  it.each([
    ['en', 'profile_from_copy', /put it back from its copy/, 'Understood'],
    ['en', 'profile_from_folders', /settings are back at their defaults/, 'Understood'],
    ['ar', 'profile_from_copy', /استعاده ميزان من نسخته/, 'فهمت'],
    ['ar', 'profile_from_folders', /فعادت الإعدادات إلى قيمها الأولى/, 'فهمت'],
  ] as const)('R7 say what became of damaged settings until they are seen (%s, %s)', async (language, notice, words, understood) => {
    const { user } = renderApp(HERE, { state: { status: { ...demoStatus, notices: [notice] }, settings: { ...demoSettings, language } } });
    expect(await screen.findByText(words)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: understood }));
    await waitFor(() => expect(screen.queryByText(words)).toBeNull());
  });
});

describe('a store that cannot be opened', () => {
  it('takes the place of the data, says what it means and can be tried again', async () => {
    const { user } = renderApp('#/overview', {
      state: { status: { ...demoStatus, store: 'locked', storeError: 'secret_store_locked' } },
      handlers: { 'app.retryStore': () => ({ ...demoStatus, store: 'failed', storeError: 'database_damaged' }) },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('Your data is locked');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Your data could not be opened')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('The data file is damaged');
  });
});

describe('a start that fails', () => {
  it('says why instead of staying blank', async () => {
    renderApp('#/overview', {
      handlers: {
        'settings.get': () => {
          throw new AppError('disk_failed', 'unreadable');
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The disk could not be written');
  });
});
