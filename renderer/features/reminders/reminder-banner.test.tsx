import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../../shared/contract/reminders.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const reminder = (change: Partial<Reminder> = {}): Reminder => ({
  consentId: 'n1',
  connectionId: 'c-sample',
  bankName: 'Sample Bank',
  bankNameAr: 'مصرف النموذج',
  endsAt: '2026-11-16T11:07:00.000Z',
  daysLeft: 9,
  ...change,
});
const other = reminder({ consentId: 'n2', bankName: 'Practice Wallet', bankNameAr: null, daysLeft: 12 });

describe('a reminder in the window', () => {
  it('says which bank and when, leads to the renewal, and is put away with one press', async () => {
    const { user, container } = renderApp('#/accounts', { state: { reminders: [reminder(), other] } });
    const banner = await screen.findByText('Sample Bank: the consent ends in 9 days.');
    const region = within(banner.closest<HTMLElement>('[role="status"]') ?? document.body);
    expect(region.getByText(/16 Nov · 6 Jumada II/)).toBeTruthy();
    expect(region.getByRole('link', { name: 'Renew' }).getAttribute('href')).toBe('#/connect?renew=c-sample');
    expect(region.getByRole('link', { name: '1 more bank' }).getAttribute('href')).toBe('#/consents');
    expect(await axeProblems(container)).toEqual([]);
    await user.click(region.getByRole('button', { name: 'Later' }));
    expect(await screen.findByText('Practice Wallet: the consent ends in 12 days.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Later' }));
    await waitFor(() => expect(screen.queryByText(/the consent ends/)).toBeNull());
  });

  it.each(['#/overview', '#/consents'])('is not said twice on %s, which lists it itself', async (hash) => {
    const { bridge } = renderApp(hash, { state: { reminders: [reminder()] } });
    await screen.findByRole('navigation', { name: 'Main' });
    await waitFor(() => expect(bridge.calls.some(({ name }) => name === 'connections.list')).toBe(true));
    expect(screen.queryByText(/Sample Bank: the consent/)).toBeNull();
  });

  it('comes while the window is open, with the last days and the end in their own words', async () => {
    const { bridge } = renderApp('#/accounts');
    await screen.findByRole('navigation', { name: 'Main' });
    for (const [daysLeft, words] of [
      [1, 'Sample Bank: the consent ends within a day.'],
      [0, 'Sample Bank: the consent has ended.'],
    ] as const) {
      bridge.state.reminders = [reminder({ daysLeft })];
      bridge.emit('connections.changed');
      expect(await screen.findByText(words)).toBeTruthy();
    }
  });

  it('stays, and says why, when it could not be put away', async () => {
    const { user } = renderApp('#/accounts', {
      state: { reminders: [reminder()] },
      handlers: {
        'reminders.dismiss': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Later' }));
    expect(await screen.findByText('The disk is full')).toBeTruthy();
    expect(screen.getByText('Sample Bank: the consent ends in 9 days.')).toBeTruthy();
  });

  it('reads in Arabic', async () => {
    renderApp('#/accounts', { state: { settings: { ...demoSettings, language: 'ar' }, reminders: [reminder()] } });
    expect(await screen.findByText('مصرف النموذج: تنتهي الموافقة خلال 9 أيام.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'لاحقًا' })).toBeTruthy();
  });
});
