import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { demoLock, demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { DEMO_PASSPHRASE } from '../../../test/harness/fake-lock.ts';
import { showToast } from '../../ui/toast.tsx';

HTMLCanvasElement.prototype.getContext = () => null;
const locked = { ...demoLock, isSet: true, isLocked: true };
const open = { ...demoLock, isSet: true };
const title = () => screen.findByRole('heading', { name: 'Mizan is locked' });
const field = () => screen.getByLabelText<HTMLInputElement>('Passphrase');
const unlockButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Unlock' });

describe('the locked window', () => {
  it('S36 shows nothing of the data and asks for none', async () => {
    const { bridge, container } = renderApp('#/transactions?q=rent', { state: { lock: locked } });
    await title();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(container.textContent).not.toMatch(/Practice|\d/);
    const asked = new Set(bridge.calls.map((call) => call.name));
    expect([...asked].toSorted()).toEqual(['app.status', 'erasure.receipt', 'lock.state', 'settings.get']);
  });

  it('opens to the passphrase, at the page where it was', async () => {
    const { user } = renderApp('#/accounts', { state: { lock: locked } });
    await title();
    expect(document.activeElement).toBe(field());
    await user.keyboard(`${DEMO_PASSPHRASE}{Enter}`);
    expect(await screen.findByRole('heading', { level: 1, name: 'Accounts' })).toBeTruthy();
  });

  it('says that it was the wrong one, and what usually is the reason', async () => {
    const { user } = renderApp('#/overview', { state: { lock: locked } });
    await title();
    await user.type(field(), 'wrong{Enter}');
    expect(await screen.findByText(/That is not the passphrase\. Look at Caps Lock/)).toBeTruthy();
    expect(field().value).toBe('');
  });

  it('S36 counts down while attempts are slowed down', async () => {
    const waitUntil = new Date(Date.now() + 60_000).toISOString();
    renderApp('#/overview', { state: { lock: { ...locked, waitUntil } } });
    await title();
    expect(screen.getByText(/Try again in \d+ seconds\./)).toBeTruthy();
    expect(unlockButton().disabled).toBe(true);
  });

  it('shows what is typed on request', async () => {
    const { user } = renderApp('#/overview', { state: { lock: locked } });
    await title();
    expect(field().type).toBe('password');
    await user.click(screen.getByRole('button', { name: 'Show what I type' }));
    expect(field().type).toBe('text');
  });

  it('asks for a finger by itself once where Touch ID is on, then on request', async () => {
    let fingers = 0;
    const { user, bridge } = renderApp('#/overview', {
      state: { lock: { ...locked, touchId: 'on' } },
      handlers: {
        'lock.unlockWithTouchId': () => {
          fingers += 1;
          const isUnlocked = fingers === 2;
          bridge.state.lock = { ...bridge.state.lock, isLocked: !isUnlocked };
          bridge.emit('lock.changed');
          return { isUnlocked };
        },
      },
    });
    await title();
    await waitFor(() => expect(fingers).toBe(1));
    await user.click(screen.getByRole('button', { name: 'Unlock with Touch ID' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeTruthy();
  });

  it('S36 takes its place over a dialog and forgets what was read', async () => {
    const { user, bridge } = renderApp('#/accounts', { state: { lock: open } });
    const [menu] = await screen.findAllByRole('button', { name: /Actions for/ });
    if (!menu) throw new Error('accounts have a menu');
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    await screen.findByRole('dialog');
    showToast({ text: 'Practice Bank: 4 new' });
    bridge.state.lock = locked;
    bridge.emit('lock.changed');
    await title();
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(document.body.textContent).not.toMatch(/Practice|4821/));
  });

  it('S36 counts as locked as long as nobody knows', async () => {
    renderApp('#/overview', {
      handlers: {
        'lock.state': () => {
          throw new AppError('internal', 'x');
        },
      },
    });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('S36 changes nothing but its look by keys and menus', async () => {
    const { bridge } = renderApp('#/overview', { state: { lock: locked } });
    await title();
    await waitFor(() => {
      bridge.emit('app.command', { id: 'theme.dark' });
      expect(bridge.state.settings.theme).toBe('dark');
    });
    for (const id of ['privacy.toggle', 'sync.now', 'go.accounts', 'palette.open']) bridge.emit('app.command', { id });
    fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(window.location.hash).toBe('#/overview');
  });

  it('leads out honestly: erase everything, everywhere, after the phrase', async () => {
    const { user, bridge } = renderApp('#/overview', { state: { lock: locked } });
    await title();
    await user.click(screen.getByRole('link', { name: 'Forgot the passphrase?' }));
    const dialog = await screen.findByRole('dialog', { name: 'Without the passphrase' });
    expect(dialog.textContent).toMatch(/Nobody can bring it back/);
    const erase = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Delete everything' });
    expect(erase.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox'), 'delete my data');
    await user.click(erase);
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        name: 'erasure.eraseEverything',
        input: { confirmation: 'delete my data', everyEnvironment: true },
      }),
    );
  });

  it.each(['en', 'ar'] as const)('has no accessibility violation (%s)', async (language) => {
    renderApp('#/overview', { state: { lock: locked, settings: { ...demoSettings, language } } });
    await screen.findByRole('heading', { level: 1 });
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});

describe('settings of the lock', () => {
  it('set a passphrase typed twice and long enough', async () => {
    const { user, bridge } = renderApp('#/settings/lock');
    const set = await screen.findByRole('button', { name: 'Set the passphrase' });
    const [first, second] = [screen.getByLabelText('New passphrase'), screen.getByLabelText('Once more')];
    await user.type(first, 'short');
    await user.click(set);
    expect(await screen.findByText('That is too short.')).toBeTruthy();
    await user.type(first, ' words');
    await user.type(second, 'short word');
    await user.click(set);
    expect(await screen.findByText('The two are not the same.')).toBeTruthy();
    expect(bridge.calls.some((call) => call.name === 'lock.set')).toBe(false);
    await user.type(second, 's{Enter}');
    expect(await screen.findByText('A passphrase is set')).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'lock.set', input: { passphrase: 'short words' } });
  });

  it('say what the lock does and what not, before and after', async () => {
    renderApp('#/settings/lock');
    expect(await screen.findByText(/does not keep out a program that runs as you/)).toBeTruthy();
    expect(screen.getByText(/key store, not with this passphrase/)).toBeTruthy();
  });

  it('choose when it closes by itself', async () => {
    const { user, bridge } = renderApp('#/settings/lock', { state: { lock: { ...open, touchId: 'off' } } });
    await user.click(await screen.findByRole('button', { name: /Lock by itself/ }));
    await user.click(await screen.findByRole('option', { name: 'After 1 minute' }));
    await waitFor(() => expect(bridge.state.lock.autoLockMinutes).toBe(1));
    const [withScreen, touchId] = screen.getAllByRole('switch');
    if (!withScreen || !touchId) throw new Error('two switches');
    await user.click(withScreen);
    await user.click(touchId);
    await waitFor(() => expect(bridge.state.lock).toMatchObject({ locksWithScreen: false, touchId: 'on' }));
  });

  it('need the present passphrase to change or remove it', async () => {
    const { user, bridge } = renderApp('#/settings/lock', { state: { lock: open } });
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove the lock?' });
    await user.type(within(dialog).getByLabelText('Current passphrase'), 'guess{Enter}');
    expect(await within(dialog).findByText('That is not the passphrase')).toBeTruthy();
    await user.clear(within(dialog).getByLabelText('Current passphrase'));
    await user.type(within(dialog).getByLabelText('Current passphrase'), `${DEMO_PASSPHRASE}{Enter}`);
    await waitFor(() => expect(bridge.state.lock.isSet).toBe(false));
    expect(await screen.findByRole('button', { name: 'Set the passphrase' })).toBeTruthy();
  });

  it('are reached through the palette', async () => {
    const { user, bridge } = renderApp('#/overview', { state: { lock: open } });
    await user.click(await screen.findByRole('button', { name: 'Search or run a command' }));
    await user.type(await screen.findByRole('combobox'), 'lock by itself 15{Enter}');
    await waitFor(() => expect(bridge.state.lock.autoLockMinutes).toBe(15));
    await user.click(screen.getByRole('button', { name: 'Search or run a command' }));
    await user.type(await screen.findByRole('combobox'), 'lock with the screen{Enter}');
    await waitFor(() => expect(bridge.state.lock.locksWithScreen).toBe(false));
  });

  it('lock at once, from here and from the palette', async () => {
    const { user } = renderApp('#/settings/lock', { state: { lock: open } });
    await user.click(await screen.findByRole('button', { name: 'Lock now' }));
    await title();
    await user.type(field(), `${DEMO_PASSPHRASE}{Enter}`);
    await screen.findByRole('button', { name: 'Lock now' });
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'l', ctrlKey: true });
      expect(screen.getByRole('heading', { name: 'Mizan is locked' })).toBeTruthy();
    });
  });
});
