import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { TestResult } from '../../../shared/contract/environments.ts';
import { AppError } from '../../../shared/errors.ts';
import { demoConnections, demoStatus, NOW } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

describe('preferences', () => {
  it('change the language of the page, its direction and the settings', async () => {
    const { user, bridge } = renderApp('#/settings/language');
    await user.click(await screen.findByRole('radio', { name: 'العربية' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'الإعدادات' })).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
    await waitFor(() => expect(bridge.state.settings.language).toBe('ar'));
  });

  it('change the digits of every text at once', async () => {
    const { user } = renderApp('#/settings/language');
    const freshness = await screen.findByRole('link', { name: /Bank data/ });
    expect(freshness.textContent).toContain('asked 2 min ago');
    await user.click(screen.getByRole('radio', { name: '١٬٢٣٤٫٥٠' }));
    await waitFor(() => expect(freshness.textContent).toMatch(/asked \p{Cf}٢ min ago/u));
  });

  it('put the theme on the document', async () => {
    const { user } = renderApp('#/settings/appearance');
    await user.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'));
    await user.click(screen.getByRole('radio', { name: 'High contrast' }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('contrast-light'));
  });

  it('hide amounts from the switch and from the eye alike', async () => {
    const { user } = renderApp('#/settings/privacy');
    expect(await screen.findByText('1,234.50')).toBeTruthy();
    await user.click(screen.getByRole('switch'));
    expect(await screen.findByText('Amount hidden')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show amounts' }));
    expect(await screen.findByText('1,234.50')).toBeTruthy();
  });

  it('make everything larger or smaller, and stop motion', async () => {
    const { user, bridge } = renderApp('#/settings/appearance');
    await user.click(await screen.findByRole('button', { name: 'Larger' }));
    await waitFor(() => expect(bridge.state.settings.zoom).toBe(110));
    expect(await screen.findByText('110%')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Actual size' }));
    await user.click(screen.getByRole('button', { name: 'Smaller' }));
    await waitFor(() => expect(bridge.state.settings.zoom).toBe(90));
    await user.click(screen.getByRole('radio', { name: 'Reduced' }));
    await waitFor(() => expect(document.documentElement.dataset.motion).toBe('reduced'));
  });

  it('S36 name a bank in notifications only when asked to', async () => {
    const { user, bridge } = renderApp('#/settings/notifications');
    const choice = await screen.findByRole<HTMLInputElement>('switch', { name: 'Name the bank' });
    expect(choice.checked).toBe(false);
    await user.click(choice);
    await waitFor(() => expect(bridge.state.settings.notificationDetail).toBe('bank'));
    await user.click(screen.getByRole('switch', { name: 'Stay in the tray' }));
    await waitFor(() => expect(bridge.state.settings).toMatchObject({ notificationDetail: 'bank', keepInBackground: false }));
  });

  it('start with the computer only when asked to, by keyboard as well', async () => {
    const { user, bridge } = renderApp('#/settings/notifications');
    const choice = await screen.findByRole<HTMLInputElement>('switch', { name: 'Start with the computer' });
    await waitFor(() => expect({ isOn: choice.checked, isOffered: !choice.disabled }).toEqual({ isOn: false, isOffered: true }));
    while (document.activeElement !== choice) await user.tab();
    await user.keyboard(' ');
    await waitFor(() => expect([choice.checked, bridge.state.startAtLogin.isOn]).toEqual([true, true]));
    await user.keyboard(' ');
    await waitFor(() => expect([choice.checked, bridge.state.startAtLogin.isOn]).toEqual([false, false]));
  });

  it('say where starting with the computer is not possible, and when the system did not take it', async () => {
    renderApp('#/settings/notifications', { state: { startAtLogin: { isOffered: false, isOn: false } } });
    expect(await screen.findByText('Only an installed Mizan can start with this system.')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('switch', { name: 'Start with the computer' }).disabled).toBe(true);
    cleanup();
    const { user } = renderApp('#/settings/notifications', {
      handlers: {
        'settings.setStartAtLogin': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    });
    const choice = await screen.findByRole<HTMLInputElement>('switch', { name: 'Start with the computer' });
    await waitFor(() => expect(choice.disabled).toBe(false));
    await user.click(choice);
    expect(await screen.findByText('The disk is full')).toBeTruthy();
    await waitFor(() => expect(choice.checked).toBe(false));
  });

  it('go back to what was when saving fails', async () => {
    const { user } = renderApp('#/settings/appearance', {
      handlers: {
        'settings.update': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    });
    await user.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('light'));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Same as the system' }).checked).toBe(false);
  });
});

describe('environment', () => {
  const open = async (options: Parameters<typeof renderApp>[1] = {}) => {
    const app = renderApp('#/settings/environment', options);
    const row = await screen.findByRole('article', { name: 'MIS Connect sandbox' });
    return { ...app, row };
  };

  it('marks the one in use and offers to use the other', async () => {
    const { user, bridge, row } = await open();
    expect(screen.getByRole('article', { name: 'Practice bank' }).textContent).toContain('In use');
    await user.click(within(row).getByRole('button', { name: 'Use this one' }));
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'environments.activate', input: { id: 'env-sandbox' } }));
    expect(await screen.findByRole('link', { name: 'Environment: MIS Connect sandbox Test data' })).toBeTruthy();
  });

  it('shows nothing of the environment before while the new one answers', async () => {
    let isSwitched = false;
    const { user, row } = await open({
      handlers: { 'connections.list': () => (isSwitched ? new Promise<never>(() => {}) : [...demoConnections]) },
    });
    expect(await screen.findByRole('button', { name: 'Sync now' })).toBeTruthy();
    isSwitched = true;
    await user.click(within(row).getByRole('button', { name: 'Use this one' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Sync now' })).toBeNull());
  });

  it('never shows a stored secret, and keeps it when the rest is changed', async () => {
    const { user, bridge, row } = await open();
    await user.click(within(row).getByRole('button', { name: 'Change' }));
    expect(screen.queryByLabelText('Client secret')).toBeNull();
    const id = screen.getByRole('textbox', { name: 'Client id' });
    await user.clear(id);
    await user.type(id, 'practice-02');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bridge.state.environments.at(1)?.clientId).toBe('practice-02'));
    const sent = bridge.calls.find((call) => call.name === 'environments.update');
    expect(sent?.input).not.toHaveProperty('clientSecret');
  });

  it('replaces a stored secret only when asked to', async () => {
    const { user, bridge, row } = await open();
    await user.click(within(row).getByRole('button', { name: 'Change' }));
    await user.click(screen.getByRole('link', { name: 'Replace' }));
    const secret = screen.getByLabelText<HTMLInputElement>('Client secret');
    expect({ type: secret.type, value: secret.value }).toEqual({ type: 'password', value: '' });
    await user.type(secret, 's3cret');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.calls.find((call) => call.name === 'environments.update')?.input).toMatchObject({ clientSecret: 's3cret' }),
    );
  });

  it('checks the form with the schema of the contract before anything is sent', async () => {
    const { user, bridge } = await open();
    await user.click(screen.getByRole('button', { name: 'Add access' }));
    await user.type(screen.getByRole('textbox', { name: 'Base address' }), 'http://provider.example');
    await user.type(screen.getByRole('textbox', { name: 'Client id' }), 'a:b');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/An https address is needed/)).toBeTruthy();
    expect(screen.getByText('The id has no spaces and no colon.')).toBeTruthy();
    expect(screen.getByText(/The secret is missing/)).toBeTruthy();
    expect(bridge.calls.some((call) => call.name === 'environments.create')).toBe(false);
  });

  it('saves a new access and forgets what was typed', async () => {
    const { user, bridge } = await open();
    await user.click(screen.getByRole('button', { name: 'Add access' }));
    await user.type(screen.getByRole('textbox', { name: 'Base address' }), 'https://api.provider.example');
    await user.type(screen.getByRole('textbox', { name: 'Client id' }), 'mine');
    await user.type(screen.getByLabelText('Client secret'), 's3cret');
    await user.type(screen.getByRole('textbox', { name: 'In Arabic' }), 'شركة المثال');
    await user.type(screen.getByRole('textbox', { name: 'In English' }), 'Example Company');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bridge.calls.find((call) => call.name === 'environments.create')?.input).toEqual({
        kind: 'sandbox',
        baseUrl: 'https://api.provider.example',
        clientId: 'mine',
        clientSecret: 's3cret',
        legalName: { ar: 'شركة المثال', en: 'Example Company' },
      }),
    );
    await waitFor(() => expect(screen.queryByLabelText('Client secret')).toBeNull());
  });

  it('shows the fields main refuses next to them', async () => {
    const { user, row } = await open({
      handlers: {
        'environments.update': () => {
          throw new AppError('invalid_input', 'refused', { fields: { baseUrl: 'settings.environment.errors.baseUrl' } });
        },
      },
    });
    await user.click(within(row).getByRole('button', { name: 'Change' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/An https address is needed/)).toBeTruthy();
  });

  it('says why saving failed and keeps the form', async () => {
    const { user, row } = await open({
      handlers: {
        'environments.update': () => {
          throw new AppError('secret_store_locked', 'locked');
        },
      },
    });
    await user.click(within(row).getByRole('button', { name: 'Change' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This computer’s key store is locked');
    expect(screen.getByRole('button', { name: 'Save' })).toBeTruthy();
  });

  it('opens the help page about access', async () => {
    const { user, bridge } = await open();
    await user.click(screen.getByRole('button', { name: 'Add access' }));
    await user.click(screen.getByRole('link', { name: 'How to get access' }));
    expect(bridge.calls).toContainEqual({ name: 'app.openHelp', input: { topic: 'credentials' } });
  });

  const results: readonly [TestResult['outcome'], TestResult['code'], string][] = [
    ['ok', null, 'The provider accepts this access.'],
    ['invalid_credentials', 'client_credentials_invalid', 'The client id or secret is wrong.'],
    ['scope_missing', 'scope_missing', 'a permission is missing'],
    ['unreachable', 'tls_failed', 'The connection could not be secured'],
    ['not_a_provider', 'response_malformed', 'Something else answers at this address.'],
    ['refused', 'stand_in_runtime', 'This build may only use the practice bank'],
  ];
  it.each(results)('tells the result of a test in words: %s', async (outcome, code, words) => {
    const { user, row } = await open({ state: { testResult: { outcome, code, testedAt: NOW } } });
    await user.click(within(row).getByRole('button', { name: 'Test connection' }));
    await waitFor(() => expect(row.textContent).toContain(words));
    expect(row.textContent).toContain('Tested 14:07.');
  });

  it('can be reached while the store is locked', async () => {
    const { row } = await open({ state: { status: { ...demoStatus, store: 'locked', storeError: 'secret_store_locked' } } });
    expect(row).toBeTruthy();
  });
});
