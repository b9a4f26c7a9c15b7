import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../shared/contract/connections.ts';
import { demoSettings } from '../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../test/harness/fake-bridge-render.tsx';

/** Colours are proved in tokens.test.ts; jsdom draws nothing, so axe cannot see them. */
const RULES = { rules: { 'color-contrast': { enabled: false } } };

// axe asks a canvas whether a font draws icons as words; jsdom has none and says so on every page.
HTMLCanvasElement.prototype.getContext = () => null;

const waiting: Flow = {
  id: 'flow-1',
  purpose: 'connect',
  phase: 'waiting',
  channel: 'paste',
  widgetHost: null,
  deadlineAt: '2026-11-07T11:37:00.000Z',
  errorCode: null,
  ref: null,
  connectedBanks: [],
};
const PAGES = [
  '#/welcome',
  '#/connect',
  '#/connect/flow-1',
  '#/settings/language',
  '#/settings/appearance',
  '#/settings/privacy',
  '#/settings/environment',
  '#/settings/connections',
];

describe.each(['en', 'ar'] as const)('accessibility (%s)', (language) => {
  it.each(PAGES)('%s has no violation', async (page) => {
    const { container } = renderApp(page, { state: { settings: { ...demoSettings, language }, flow: waiting } });
    await screen.findByRole('heading', { level: 1 });
    await screen.findAllByRole(page === '#/connect/flow-1' ? 'textbox' : 'button');
    const { violations } = await axe.run(container.ownerDocument, RULES);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  });
});
