import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import en from '../../../shared/locales/en/about.json' with { type: 'json' };
import { DEMO_REPORT } from '../../../test/harness/fake-about.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const HERE = '#/settings/about';

it('names the version, what it runs on, and every package with its licence', async () => {
  renderApp(HERE);
  expect(await screen.findByText('0.1.0')).toBeTruthy();
  expect(screen.getByText('45.4.1')).toBeTruthy();
  expect(await screen.findByText('react 19.3.1')).toBeTruthy();
  expect(screen.getByText(/Permission is hereby granted/)).toBeTruthy();
  expect(screen.getByText('The package brings no text; its licence is MIT.')).toBeTruthy();
});

it('S27 makes a report only when asked, shows all of it, and saves it only then', async () => {
  const { user, bridge } = renderApp(HERE);
  const make = await screen.findByRole('button', { name: en.report.make });
  expect(screen.queryByRole('button', { name: en.report.save })).toBeNull();
  expect(bridge.calls.some((call) => call.name === 'about.diagnose')).toBe(false);
  await user.click(make);
  const shown = await screen.findByRole('region', { name: en.report.shown });
  expect(shown.textContent).toBe(DEMO_REPORT);
  await user.click(screen.getByRole('button', { name: en.report.save }));
  expect(await screen.findByText(en.report.saved)).toBeTruthy();
});
