import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { demoEnvironments, demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const first = { settings: { ...demoSettings, isWelcomeDone: false }, connections: [] };

describe('welcome', () => {
  it('greets a first start whatever the address', async () => {
    renderApp('#/overview', { state: first });
    expect(await screen.findByRole('heading', { name: 'Mizan' })).toBeTruthy();
    expect(window.location.hash).toBe('#/welcome');
  });

  it('changes language and direction at once', async () => {
    const { user, bridge } = renderApp('#/welcome', { state: first });
    await user.click(await screen.findByRole('radio', { name: 'العربية' }));
    expect(await screen.findByRole('heading', { name: 'ميزان' })).toBeTruthy();
    expect({ lang: document.documentElement.lang, dir: document.documentElement.dir }).toEqual({ lang: 'ar', dir: 'rtl' });
    expect(bridge.state.settings.language).toBe('ar');
  });

  it('goes from the practice bank straight to the consent card', async () => {
    const { user, bridge } = renderApp('#/welcome', { state: first });
    await user.click(await screen.findByRole('button', { name: 'Start with the practice bank' }));
    expect(await screen.findByRole('heading', { name: 'Before you go to your bank' })).toBeTruthy();
    expect(bridge.state.settings.isWelcomeDone).toBe(true);
  });

  it('makes the practice bank the active one when it is not', async () => {
    const environments = demoEnvironments.map((environment) => ({ ...environment, isActive: environment.kind !== 'practice' }));
    const { user, bridge } = renderApp('#/welcome', { state: { ...first, environments } });
    await user.click(await screen.findByRole('button', { name: 'Start with the practice bank' }));
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'environments.activate', input: { id: 'practice' } }));
  });

  it('leads own access to the form for it', async () => {
    const { user } = renderApp('#/welcome', { state: first });
    await user.click(await screen.findByRole('radio', { name: 'My own MIS Connect access' }));
    await user.click(screen.getByRole('button', { name: 'Enter my access' }));
    expect(await screen.findByRole('heading', { name: 'Environment and access' })).toBeTruthy();
  });

  it('says why when the start fails, and stays', async () => {
    const { user } = renderApp('#/welcome', {
      state: first,
      handlers: {
        'settings.update': () => {
          throw new AppError('disk_full', 'no room');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Start with the practice bank' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full');
    expect(window.location.hash).toBe('#/welcome');
  });
});
