import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { giveElementsSizes } from '../../../test/harness/element-sizes.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

giveElementsSizes();

/** What Ctrl/Cmd-C puts on the clipboard with the keyboard where it is now. */
function copied(): string {
  const data = new Map<string, string>();
  const event = new Event('copy', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: { setData: (type: string, text: string) => data.set(type, text) } });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return data.get('text/plain') ?? '';
}

/** jsdom has no clipboard: what the old command would have taken. */
function watchCommand(): string[] {
  const texts: string[] = [];
  document.execCommand = vi.fn(() => {
    texts.push(document.querySelector<HTMLTextAreaElement>('body > textarea')?.value ?? '');
    return true;
  });
  return texts;
}
const markedRows = () => [...document.querySelectorAll('[data-copying]')].map((row) => row.getAttribute('aria-label'));
const menuItems = () => screen.getAllByRole('menuitem').map((item) => item.textContent);

describe('copying as text', () => {
  it('gives the current row of a list, amounts as plain decimals', async () => {
    const { user } = renderApp('#/transactions');
    const grid = await screen.findByRole('grid');
    grid.focus();
    await user.keyboard('{ArrowDown}');
    const text = copied();
    expect(text.split('\t').slice(0, 1)).toEqual(['Coffee Counter Pending']);
    expect(text.split('\t').at(-1)).toBe('-19.00');
    expect(await screen.findByText('Row copied')).toBeTruthy();
  });

  it('gives the account the keyboard is on', async () => {
    renderApp('#/accounts');
    const [row] = await screen.findAllByRole('row', { name: /Current account/ });
    row?.focus();
    expect(copied()).toMatch(/^Current account 4821.*\t18640\.25$/);
  });

  it('gives a table with its heads, as spreadsheets take it', async () => {
    const { user } = renderApp('#/overview');
    const [toggle] = await screen.findAllByRole('button', { name: 'Show as table' });
    if (!toggle) throw new Error('the overview has charts');
    await user.click(toggle);
    (await screen.findByRole('region', { name: 'Balance history' })).focus();
    const lines = copied().split('\n');
    expect(lines[0]).toBe('Day\tHijri\tBalance');
    expect(lines.at(-1)).toMatch(/^2026-11-07\t.*\t87645\.45$/);
  });

  it('gives the point of a chart', async () => {
    renderApp('#/overview');
    (await screen.findAllByRole('slider'))[0]?.focus();
    expect(copied()).toBe('2026-11-07 87645.45');
  });

  it('leaves a selection and a field to the system', async () => {
    renderApp('#/transactions');
    const search = await screen.findByRole('searchbox');
    search.focus();
    expect(copied()).toBe('');
  });

  it('S36 says no more than the page in privacy mode', async () => {
    const { user } = renderApp('#/transactions', { state: { settings: { ...demoSettings, privacyMode: true } } });
    (await screen.findByRole('grid')).focus();
    await user.keyboard('{ArrowDown}');
    expect(copied().split('\t').at(-1)).toBe('•••••');
  });

  it('is offered where the pointer is: the amount, its row', async () => {
    const texts = watchCommand();
    const { user } = renderApp('#/overview');
    const amount = await screen.findByText('18,640.25');
    fireEvent.contextMenu(amount);
    expect(menuItems()).toEqual(['Copy amount', 'Copy row']);
    await user.click(screen.getByRole('menuitem', { name: 'Copy amount' }));
    expect(texts).toEqual(['18640.25']);
    expect(await screen.findByText('Amount copied')).toBeTruthy();
  });

  it('is offered by the menu key on the current row, its amount included', async () => {
    const { user } = renderApp('#/transactions');
    const grid = await screen.findByRole('grid');
    grid.focus();
    await user.keyboard('{ArrowDown}');
    fireEvent.contextMenu(grid);
    expect(menuItems()).toEqual(['Copy amount', 'Copy row']);
    expect(markedRows()).toEqual([expect.stringContaining('Coffee Counter')]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(markedRows()).toEqual([]));
  });

  it('closes its menu when the window becomes another size', async () => {
    renderApp('#/accounts/a-4821');
    fireEvent.contextMenu(await screen.findByText(/^SA\d\d \d{4}/));
    expect(menuItems()).toEqual(['Copy IBAN']);
    fireEvent(window, new Event('resize'));
    await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull());
  });

  it('gives the IBAN without spaces', async () => {
    const texts = watchCommand();
    const { user } = renderApp('#/accounts/a-4821');
    fireEvent.contextMenu(await screen.findByText(/^SA\d\d \d{4}/));
    await user.click(screen.getByRole('menuitem', { name: 'Copy IBAN' }));
    expect(texts[0]).toMatch(/^SA\d{22}$/);
  });

  it('reaches figures that stand alone through the palette', async () => {
    const texts = watchCommand();
    const { user } = renderApp('#/overview');
    await screen.findByText('Net position');
    await user.click(screen.getByRole('button', { name: 'Search or run a command' }));
    await user.type(await screen.findByRole('combobox'), 'copy net position{Enter}');
    await waitFor(() => expect(texts).toEqual(['87645.45']));
  });

  it('says when there is no table to copy', async () => {
    const { bridge } = renderApp('#/settings/language');
    await screen.findByRole('button', { name: 'Search or run a command' });
    await waitFor(() => {
      bridge.emit('app.command', { id: 'copy.table' });
      expect(screen.getByText('There is no table on this screen')).toBeTruthy();
    });
  });
});
