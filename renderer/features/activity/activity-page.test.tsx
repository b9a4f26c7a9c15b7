import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings, demoSync, NOW } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const open = (hash = '#/activity', handlers: Partial<Handlers> = {}, state = {}) => renderApp(hash, { handlers, state });
const runs = async () => within(await screen.findByRole('region', { name: 'Runs' }));

describe('activity', () => {
  it('lists runs with what started them, what they did, and how they ended', async () => {
    open();
    const links = (await (await runs()).findAllByRole('link')).map((link) => link.textContent);
    expect(links).toEqual([
      'Today 14:05 (Sat 7 Nov 2026 14:05)On your request3 new · 1 changed · 1 removed · 1 account failedPartly',
      'Yesterday 21:40 (Fri 6 Nov 2026 21:40)On scheduleNothing newComplete',
      expect.stringMatching(/^5 Nov 14:05 \(Thu 5 Nov 2026 14:05\)On schedule.+Failed$/),
    ]);
  });

  it('opens a run as a diff: accounts, then added, changed field by field, removed', async () => {
    const { user, container } = open();
    await user.click((await (await runs()).findAllByRole('link'))[0] ?? document.body);
    const drawer = within(await screen.findByRole('complementary'));
    expect(await drawer.findByText('3 new · 1 changed · 1 removed')).toBeTruthy();
    expect(await drawer.findByText('Coffee Counter')).toBeTruthy();
    await user.click(drawer.getByRole('radio', { name: /Changed/ }));
    const link = await drawer.findByRole('link', { name: 'Family Restaurant' });
    expect(link.getAttribute('href')).toBe('#/transactions?open=4');
    const fields = [...container.querySelectorAll('dl del')].map((one) => one.textContent);
    expect(fields).toEqual(['−120.00', '<b>held</b>']);
    expect(container.querySelector('b')).toBeNull();
    await user.click(drawer.getByRole('radio', { name: /Removed/ }));
    expect(await drawer.findByText('Online Store 24')).toBeTruthy();
    await user.click(drawer.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  });

  it('says when Mizan reads by itself and when each bank may be asked again', async () => {
    open();
    const next = within(await screen.findByRole('region', { name: 'Next syncs' }));
    expect(next.getAllByText(/Any time|From/).length).toBeGreaterThan(1);
    expect(next.getByText('Next automatic sync').nextElementSibling?.textContent).toBe('today at 20:05');
  });

  it.each([
    ['offline', { isOffline: true }, 'when the network is back'],
    ['due', { nextReadAt: NOW }, 'in a moment'],
    ['tomorrow', { nextReadAt: '2026-11-07T23:05:00.000Z' }, 'tomorrow at 02:05'],
    ['not scheduled', { nextReadAt: null }, undefined],
  ] as const)('has words for a next read that is %s', async (_state, change, words) => {
    open('#/activity', {}, { sync: { ...demoSync, ...change } });
    const next = within(await screen.findByRole('region', { name: 'Next syncs' }));
    expect(next.queryByText('Next automatic sync')?.nextElementSibling?.textContent).toBe(words);
  });

  it.each([
    ['2026-11-07T11:12:00.000Z', 'From 14:12'],
    ['2026-11-07T11:05:00.000Z', 'Any time'],
  ])('says when the person can sync: %s', async (nextUserSyncAt, words) => {
    open('#/activity', {}, { sync: { ...demoSync, nextUserSyncAt } });
    const next = within(await screen.findByRole('region', { name: 'Next syncs' }));
    expect(next.getByText('You can sync').nextElementSibling?.textContent).toBe(words);
  });

  it('shows every call, filters by bank, verifies both chains and exports without knowing a path', async () => {
    const { user, bridge } = open('#/activity?view=fetches');
    const table = await screen.findByRole('table', { name: 'Everything that was read' });
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    expect(within(table).getByText('GET /rest/accounts/{id}/transactions').dir).toBe('ltr');
    await user.click(screen.getByRole('button', { name: 'Verify now' }));
    expect(await screen.findByText('All 12 lines are unaltered.')).toBeTruthy();
    expect(screen.getByText('All 400 transactions are exactly what was received.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Practice Bank' }));
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(2));
    await user.click(screen.getByRole('button', { name: 'CSV' }));
    expect(await screen.findByText('Saved')).toBeTruthy();
    const exported = bridge.calls.find(({ name }) => name === 'activity.exportLedger');
    expect(Object.keys(exported?.input ?? {}).sort()).toEqual(['connectionId', 'format']);
  });

  it('names the first altered line', async () => {
    const { user } = open('#/activity?view=fetches', {
      'activity.verifyLedger': () => ({ lines: 12, firstBadId: 7 }),
      'activity.compareLedger': () => ({ rows: 400, differences: 2 }),
    });
    await user.click(await screen.findByRole('button', { name: 'Verify now' }));
    expect(await screen.findByText('Line 7 was altered, or one before it is missing.')).toBeTruthy();
    expect(screen.getByText('2 differences from what was received.')).toBeTruthy();
  });

  it('has its empty, loading and error states', async () => {
    open('#/activity', { 'activity.runs': () => ({ runs: [], nextCursor: null }) });
    expect(await screen.findByText('No runs yet')).toBeTruthy();
    open('#/activity', { 'activity.runs': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    open('#/activity', {
      'activity.runs': () => {
        throw new AppError('disk_failed', 'scripted');
      },
    });
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('is reached from the rail and from the freshness in the top bar', async () => {
    open('#/overview');
    expect((await screen.findByRole('link', { name: 'Activity' })).getAttribute('href')).toBe('#/activity');
    expect((await screen.findByRole('link', { name: /Bank data as of/ })).getAttribute('href')).toBe('#/activity');
  });

  it('reads in Arabic', async () => {
    open('#/activity', {}, { settings: { ...demoSettings, language: 'ar' } });
    expect(await screen.findByText(/3 عمليات جديدة · عملية تغيّرت · عملية حُذفت/)).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
  });

  it('breaks no accessibility rule, drawer and ledger included', async () => {
    const { container } = open('#/activity?run=4');
    await screen.findByText('Coffee Counter');
    expect(await axeProblems(container)).toEqual([]);
    const other = open('#/activity?view=fetches');
    await screen.findByRole('table');
    expect(await axeProblems(other.container)).toEqual([]);
  });
});
