/** @file Every screen of the window, for tests that walk all of them. A new screen gets its line here. */
import { screen, waitFor } from '@testing-library/react';
import { expect } from 'vitest';
import { SECTIONS } from '../../renderer/features/settings/section-ids.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { demoSettings } from './fake-bridge-data.ts';
import { type RenderedApp, renderApp } from './fake-bridge-render.tsx';

export type Screen = { readonly hash: string; readonly settings?: Partial<Settings>; readonly act?: (app: RenderedApp) => Promise<void> };

const press = async ({ user }: RenderedApp, name: RegExp) => {
  const [found] = await screen.findAllByRole('button', { name });
  if (found) await user.click(found);
};

export const ALL_SCREENS: Readonly<Record<string, Screen>> = {
  overview: { hash: '#/overview' },
  'overview, table twin': { hash: '#/overview', act: (app) => press(app, /Show as table|اعرض جدولًا|جدول/) },
  'overview, a point of the chart': {
    hash: '#/overview',
    act: async ({ user }) => {
      (await screen.findAllByRole('slider'))[0]?.focus();
      await user.keyboard('{ArrowLeft}');
    },
  },
  accounts: { hash: '#/accounts' },
  'accounts, by bank': { hash: '#/accounts', settings: { accountGrouping: 'bank' } },
  'a current account': { hash: '#/accounts/a-4821' },
  'a credit card': { hash: '#/accounts/a-9034' },
  'an account in dollars': { hash: '#/accounts/a-2290' },
  transactions: { hash: '#/transactions' },
  'transactions, drawer': { hash: '#/transactions?open=3' },
  'cash flow': { hash: '#/cash-flow' },
  categories: { hash: '#/categories' },
  'categories, rules': { hash: '#/categories/rules' },
  'categories, banks': { hash: '#/categories/banks' },
  'categories, transfers': { hash: '#/categories/transfers' },
  export: { hash: '#/export' },
  activity: { hash: '#/activity' },
  'activity, a run': { hash: '#/activity?run=4' },
  'activity, every call': { hash: '#/activity?view=fetches' },
  consents: { hash: '#/consents' },
  'consents, a bank': { hash: '#/consents?bank=c1' },
  'connect, consent card': { hash: '#/connect' },
  ...Object.fromEntries(SECTIONS.map((id) => [`settings, ${id}`, { hash: `#/settings/${id}` }])),
  palette: { hash: '#/overview', act: (app) => press(app, /Search or run|ابحث أو/) },
};

/** Shows one of them, at rest. */
export async function showScreen(name: string, change: Partial<Settings> = {}): Promise<RenderedApp> {
  const wanted = ALL_SCREENS[name];
  if (!wanted) throw new Error(`no screen ${name}`);
  const isAtRest = () => waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
  const app = renderApp(wanted.hash, { state: { settings: { ...demoSettings, ...wanted.settings, ...change } } });
  await screen.findAllByRole('heading');
  await isAtRest();
  await wanted.act?.(app);
  await isAtRest();
  return app;
}
