import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMAND_IDS, type CommandId } from '../../../shared/domain/commands.ts';
import en from '../../../shared/locales/en/commands.json' with { type: 'json' };
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { forgetRecent } from './palette-list.ts';

HTMLCanvasElement.prototype.getContext = () => null;
const HERE = '#/settings/language';
const arabic = { state: { settings: { ...demoSettings, language: 'ar' as const } } };
afterEach(forgetRecent);

function titleOf(id: CommandId): string {
  const [group = '', name = ''] = id.split('.');
  const titles: Readonly<Record<string, Readonly<Record<string, string>>>> = en.title;
  return titles[group]?.[name] ?? '';
}

type Rendered = ReturnType<typeof renderApp>;
async function open(rendered: Rendered, name = 'Search or run a command') {
  await rendered.user.click(await screen.findByRole('button', { name }));
  return { field: await screen.findByRole('combobox'), list: screen.getByRole('listbox') };
}
const options = () => screen.queryAllByRole('option').map((option) => option.querySelector('bdi')?.textContent);

describe('the command palette', () => {
  it('opens and closes by its key, also on an Arabic keyboard', async () => {
    renderApp(HERE);
    await screen.findByRole('button', { name: 'Search or run a command' });
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'ن', code: 'KeyK', ctrlKey: true });
      expect(screen.getByRole('dialog', { name: 'Commands' })).toBeTruthy();
    });
    fireEvent.keyDown(screen.getByRole('combobox'), { key: 'k', code: 'KeyK', ctrlKey: true });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('S32 reaches every command there is, every account and every bank', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    const missing: string[] = [];
    for (const id of COMMAND_IDS) {
      // The palette is open already.
      if (id === 'palette.open') continue;
      const title = titleOf(id);
      fireEvent.change(field, { target: { value: title } });
      if (!options().includes(title)) missing.push(id);
    }
    expect(missing).toEqual([]);
    for (const text of [
      'Open Current account',
      'Renew Practice Bank',
      'Disconnect Sample Bank',
      'Use MIS Connect sandbox',
      'Forget Savings account',
    ]) {
      fireEvent.change(field, { target: { value: text } });
      expect(options()).toContain(text);
    }
  });

  it('runs the first result on Enter, also after a letter was taken back', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, 'consentsx{Backspace}{Enter}');
    await waitFor(() => expect(window.location.hash).toBe('#/consents'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('moves by arrows and tells the screen reader where it is and how many there are', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, 'theme');
    expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
    expect(screen.getByText('5 results')).toBeTruthy();
    await rendered.user.keyboard('{ArrowDown}{ArrowDown}');
    const active = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
    expect(active?.getAttribute('role')).toBe('option');
    expect(active?.textContent).toContain('Theme: dark');
    await rendered.user.keyboard('{Enter}');
    await waitFor(() => expect(rendered.bridge.state.settings.theme).toBe('dark'));
  });

  it('looks among the transactions for what is no command', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, 'rent & water{Enter}');
    await waitFor(() => expect(window.location.hash).toBe('#/transactions?q=rent+%26+water'));
  });

  it('says which switches are on and turns them', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, 'hide amounts');
    expect(screen.getAllByRole('option')[0]?.textContent).toContain('Off,');
    await rendered.user.keyboard('{Enter}');
    await waitFor(() => expect(rendered.bridge.state.settings.privacyMode).toBe(true));
    await rendered.user.type((await open(rendered)).field, 'hide amounts');
    expect(screen.getAllByRole('option')[0]?.textContent).toContain('On,');
  });

  it('offers what only this screen can do, while it is shown', async () => {
    const rendered = renderApp('#/overview');
    await screen.findAllByRole('button', { name: 'Show as table' });
    const { field } = await open(rendered);
    await rendered.user.type(field, 'show as table net position{Enter}');
    expect(await screen.findByRole('button', { name: 'Show as chart' })).toBeTruthy();
    await rendered.user.type((await open(rendered)).field, 'overview');
    rendered.bridge.emit('app.navigate', { to: '/consents' });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show as chart', hidden: true })).toBeNull());
  });

  it('asks before it disconnects', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, 'disconnect practice bank{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Disconnect Practice Bank?' })).toBeTruthy();
    expect(rendered.bridge.calls.some((call) => call.name === 'erasure.disconnect')).toBe(false);
  });

  it('offers what was done lately first, until Mizan is closed', async () => {
    const rendered = renderApp(HERE);
    await rendered.user.type((await open(rendered)).field, 'activity{Enter}');
    await waitFor(() => expect(window.location.hash).toBe('#/activity'));
    const { list } = await open(rendered);
    expect(within(list).getByRole('group', { name: 'Recent' })).toBeTruthy();
    expect(options()[0]).toBe('Activity');
  });

  it('speaks Arabic and finds by English words too', async () => {
    const rendered = renderApp(HERE, arabic);
    const { field } = await open(rendered, 'ابحث أو نفّذ أمرًا');
    await rendered.user.type(field, 'حسابات');
    expect(options()[0]).toBe('الحسابات');
    await rendered.user.clear(field);
    await rendered.user.type(field, 'sync');
    expect(options()[0]).toBe('حدّث الآن');
  });

  it.each([
    ['en', 'Search or run a command', HERE, {}],
    ['ar', 'ابحث أو نفّذ أمرًا', HERE, arabic],
  ] as const)('has no accessibility violation (%s)', async (_language, name, hash, options) => {
    const rendered = renderApp(hash, options);
    await open(rendered, name);
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  });
});

describe('shortcuts', () => {
  const ready = () => screen.findByRole('button', { name: 'Search or run a command', hidden: true });
  const press = async (key: string, more: object = {}) => {
    await ready();
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
  };

  it('go where the menu goes', async () => {
    const rendered = renderApp(HERE);
    await open(rendered);
    await rendered.user.keyboard('{Escape}');
    await press('3', { ctrlKey: true, code: 'Digit3' });
    await waitFor(() => expect(window.location.hash).toBe('#/accounts'));
    rendered.bridge.emit('app.command', { id: 'go.activity' });
    await waitFor(() => expect(window.location.hash).toBe('#/activity'));
  });

  it('put the keyboard into the search of the transactions', async () => {
    const rendered = renderApp('#/overview');
    await open(rendered);
    await rendered.user.keyboard('{Escape}');
    await press('f', { ctrlKey: true });
    const search = await screen.findByRole('searchbox');
    await waitFor(() => expect(document.activeElement).toBe(search));
  });

  it('are listed by "?", but not while typing', async () => {
    const rendered = renderApp(HERE);
    const { field } = await open(rendered);
    await rendered.user.type(field, '?');
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull();
    await rendered.user.keyboard('{Escape}');
    await press('?', { shiftKey: true });
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(dialog).getByText('Sync now').parentElement?.textContent).toContain('CtrlR');
    expect(within(dialog).getByText('Keyboard shortcuts', { selector: 'dt' }).parentElement?.textContent).toContain('Ctrl/or?');
    expect(within(dialog).getByRole('heading', { name: 'In a list' })).toBeTruthy();
  });

  it('stay out of a dialog, except for what changes nothing behind it', async () => {
    const rendered = renderApp(HERE);
    await open(rendered);
    await press('1', { ctrlKey: true, code: 'Digit1' });
    await press('+', { ctrlKey: true });
    await waitFor(() => expect(rendered.bridge.state.settings.zoom).toBe(110));
    expect(window.location.hash).toBe(HERE);
  });

  it('change the look also before the welcome is done, and nothing else', async () => {
    const { bridge } = renderApp('#/welcome', { state: { settings: { ...demoSettings, isWelcomeDone: false } } });
    await screen.findByRole('heading', { level: 1 });
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: '-', ctrlKey: true });
      expect(bridge.state.settings.zoom).toBeLessThan(100);
    });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
