import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

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
    expect(table.getAllByRole('row')).toHaveLength(1 + 7);
    expect(table.getAllByText(/113 days not held/)).toHaveLength(2);
    expect(table.getByText(/9 Jan 2025 – 14 Jun 2025 \(Withdrawn\)/)).toBeTruthy();
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
