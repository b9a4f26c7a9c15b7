import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { demoConnections, demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const ADDRESS = '#/settings/connections';

describe('connected banks', () => {
  it('tell state, end in both calendars and both times', async () => {
    renderApp(ADDRESS);
    const row = await screen.findByRole('article', { name: 'Sample Bank' });
    expect(row.textContent).toContain('Ends soon');
    expect(row.textContent).toContain('Consent ends Mon 16 Nov 2026 · 6 Jumada II 1448');
    expect(row.textContent).toContain('Bank data as of 14:05 · asked 2 min ago (Sat 7 Nov 2026 14:05) · updated when you refresh');
  });

  it('say why a bank has a problem', async () => {
    renderApp(ADDRESS);
    const row = await screen.findByRole('article', { name: 'Practice Wallet' });
    expect(row.textContent).toContain('The bank did not answer');
  });

  it('carry their Arabic names in Arabic', async () => {
    renderApp(ADDRESS, { state: { settings: { ...demoSettings, language: 'ar' } } });
    const row = await screen.findByRole('article', { name: 'مصرف المثال' });
    expect(row.textContent).toContain('تنتهي الموافقة الاثنين 16 نوفمبر 2026 · 6 جمادى الآخرة 1448');
  });

  it('say that an end date is our estimate', async () => {
    const connections = demoConnections.map((connection) => ({ ...connection, isExpiryEstimated: true }));
    renderApp(ADDRESS, { state: { connections } });
    expect((await screen.findByRole('article', { name: 'Practice Bank' })).textContent).toContain('our estimate');
  });

  it('offer no refresh where only a new consent helps', async () => {
    const connections = demoConnections.map((connection) => ({ ...connection, state: 'expired' as const }));
    renderApp(ADDRESS, { state: { connections } });
    const row = await screen.findByRole('article', { name: 'Practice Bank' });
    expect(row.textContent).toContain('History stays readable.');
    expect(within(row).queryByRole('button', { name: 'Refresh with the bank' })).toBeNull();
  });

  it('show a refused refresh on its own row', async () => {
    const { user } = renderApp(ADDRESS, {
      handlers: {
        'connections.startSync': () => {
          throw new AppError('sync_quota_exceeded', 'enough');
        },
      },
    });
    const row = await screen.findByRole('article', { name: 'Practice Bank' });
    await user.click(within(row).getByRole('button', { name: 'Refresh with the bank' }));
    expect((await within(row).findByRole('alert')).textContent).toBe('The bank was asked often enough for now');
  });

  it('say when a bank that was asked often enough may be asked again', async () => {
    const connections = demoConnections.map((connection) => ({ ...connection, nextBankSyncAt: '2026-11-08T06:10:00.000Z' }));
    renderApp(ADDRESS, { state: { connections } });
    const row = await screen.findByRole('article', { name: 'Practice Bank' });
    expect(row.textContent).toContain('Asked often enough for now; possible again tomorrow at 09:10');
    expect(within(row).getByRole<HTMLButtonElement>('button', { name: 'Refresh with the bank' }).disabled).toBe(true);
  });

  it('invite to connect when there is none', async () => {
    renderApp(ADDRESS, { state: { connections: [] } });
    expect(await screen.findByText('No bank is connected')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect a bank' }).getAttribute('href')).toBe('#/connect');
  });

  it('say why they could not be read', async () => {
    renderApp(ADDRESS, {
      handlers: {
        'connections.list': () => {
          throw new AppError('database_locked', 'locked');
        },
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('Another program is using the data file');
  });
});
