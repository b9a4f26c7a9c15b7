import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { fakeTimeline } from '../../../test/harness/fake-consents.ts';

const open = (hash = '#/consents', handlers: Partial<Handlers> = {}, state = {}) => renderApp(hash, { handlers, state });

describe('consents', () => {
  it.each(['en', 'ar'] as const)('shows a lane per account under its bank (%s)', async (language) => {
    const { container } = open('#/consents', {}, { settings: { ...demoSettings, language } });
    const names = language === 'ar' ? ['مصرف التدريب', 'مصرف المثال'] : ['Practice Bank', 'Sample Bank'];
    for (const name of names) expect(await screen.findByRole('button', { name: new RegExp(name) })).toBeTruthy();
    expect(screen.getByText('1166')).toBeTruthy();
    expect(screen.getAllByText(language === 'ar' ? '113 يومًا غير محفوظ' : '113 days not held')).toHaveLength(2);
    expect(await axeProblems(container)).toEqual([]);
  });

  it('says in a sentence what the lanes show, and in a table of the same figures', async () => {
    const { user } = open();
    expect(await screen.findByText(/Sample Bank ends first, on 16 Nov 2026/)).toBeTruthy();
    await user.click(screen.getByRole('link', { name: 'Show as table' }));
    const table = within(screen.getByRole('table', { name: 'Consents by account' }));
    expect(table.getAllByRole('row')).toHaveLength(1 + 4 + 7);
    expect(table.getAllByText(/113 days not held/)).toHaveLength(2);
    expect(table.getByText('9 Jan 2025 – 14 Jun 2025').nextElementSibling?.textContent).toBe('Withdrawn');
  });

  const endingOn = (...ends: readonly string[]) => {
    const timeline = fakeTimeline();
    const groups = timeline.groups.slice(0, ends.length).map((group, index) => ({ ...group, expiresAt: `${ends[index]}T09:00:00.000Z` }));
    return { 'consents.timeline': () => ({ ...timeline, groups }) };
  };

  it('calls a consent the first to end only where the others run longer', async () => {
    open('#/consents', endingOn('2027-11-07', '2027-11-07', '2027-11-07'));
    expect(await screen.findByText(/All 3 consents end on 7 Nov 2027\./)).toBeTruthy();
    expect(screen.queryByText(/ends? first/)).toBeNull();
  });

  it('counts the consents that share the first end', async () => {
    open('#/consents', endingOn('2027-03-10', '2027-11-07', '2027-03-10'));
    expect(await screen.findByText(/2 consents end first, on 10 Mar 2027\./)).toBeTruthy();
  });

  it('opens what was agreed to, with both calendars, by keyboard', async () => {
    const { user, container } = open();
    const bank = await screen.findByRole('button', { name: /Practice Bank/ });
    bank.focus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(window.location.hash).toBe('#/consents?bank=c2');
    expect(await screen.findByText('Mon 16 Nov 2026')).toBeTruthy();
    expect(screen.getByText('6 Jumada II 1448')).toBeTruthy();
    expect(await screen.findByText(/one view of all your accounts/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Renew' }).getAttribute('href')).toBe('#/connect?renew=c2');
    expect(screen.getByText(/is not held\./)).toBeTruthy();
    expect(await axeProblems(container)).toEqual([]);
  });

  it('S32 prints the text as shown, in either language or both', async () => {
    const print = vi.fn();
    window.print = print;
    const { user } = open('#/consents?bank=c2');
    await user.click(await screen.findByRole('link', { name: /Read the exact text/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Before you go to your bank')).toBeTruthy();
    await user.click(dialog.getByRole('radio', { name: 'Both' }));
    expect(dialog.getByText('قبل أن تنتقل إلى بنكك')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Print' }));
    expect(print).toHaveBeenCalledOnce();
  });

  it('says so when Mizan has no text of a consent', async () => {
    const { user } = open('#/consents?bank=c2');
    await user.click(await screen.findByRole('link', { name: 'Read' }));
    expect(await within(await screen.findByRole('dialog')).findByText(/Mizan has no text of this consent/)).toBeTruthy();
  });

  it('counts in the navigation what needs the person', async () => {
    open();
    expect(await screen.findByRole('link', { name: 'Consents, 1 needs you' })).toBeTruthy();
  });

  it('offers one step when no bank is connected', async () => {
    open('#/consents', { 'consents.timeline': () => ({ todayOn: '2026-11-07', groups: [] }) });
    expect(await screen.findByText('No bank has your consent')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect a bank' }).getAttribute('href')).toBe('#/connect');
  });

  it('waits at its final height', () => {
    const { container } = open('#/consents', { 'consents.timeline': () => new Promise(() => undefined) });
    return vi.waitFor(() => expect(container.querySelector('main [aria-busy="true"]')).toBeTruthy());
  });

  it('names the cause when it cannot be read', async () => {
    open('#/consents', {
      'consents.timeline': () => {
        throw new AppError('disk_failed', 'no disk');
      },
    });
    expect(await screen.findByText(/K4-71/)).toBeTruthy();
  });

  it('stays readable offline', async () => {
    open('#/consents', {}, { sync: { ...demoSync, isOffline: true } });
    expect(await screen.findByRole('button', { name: /Practice Bank/ })).toBeTruthy();
  });
});
