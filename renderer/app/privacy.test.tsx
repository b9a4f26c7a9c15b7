import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { giveElementsSizes } from '../../test/harness/element-sizes.ts';
import { demoSettings } from '../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp } from '../../test/harness/fake-bridge-render.tsx';

giveElementsSizes();

/** `1,234.50`, `1234.50`, `١٬٢٣٤٫٥٠`, wherever they are written. */
const AMOUNT = /(?<![\d\u0660-\u0669.:])[\d\u0660-\u0669][\d\u0660-\u0669,\u066c]*[.\u066b][\d\u0660-\u0669]{2,3}(?![\d\u0660-\u0669.])/g;
/** `75k`, as value axes shorten. */
const SHORTENED = /[\d\u0660-\u0669]\s?(?:k|M|ألف|مليون)$/;
/** Where a drawing says how large it is, not how much. */
const GEOMETRY = new Set([
  'd',
  'points',
  'transform',
  'viewBox',
  'style',
  'class',
  'id',
  'href',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'dy',
  'width',
  'height',
  'fill-opacity',
  'stroke-width',
  'offset',
  'clip-path',
  'data-key',
]);

/** Everything that can be read or heard: texts and attributes, tooltips and what copying would give. */
function said(): string {
  const parts: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) if (!GEOMETRY.has(name)) parts.push(value);
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.nodeValue ?? '');
  }
  return parts.join('\n');
}
const axis = () => [...document.querySelectorAll('svg text')].map((label) => label.textContent ?? '');
const amounts = (): readonly string[] => [...(said().match(AMOUNT) ?? []), ...axis().filter((label) => SHORTENED.test(label))];

type Screen = { readonly hash: string; readonly act?: (app: RenderedApp, privacy: boolean) => Promise<void> };
const press = async ({ user }: RenderedApp, role: string, name: RegExp) => {
  const [found] = await screen.findAllByRole(role, { name });
  if (found) await user.click(found);
};

const SCREENS: Readonly<Record<string, Screen>> = {
  overview: { hash: '#/overview' },
  'overview, table twin': { hash: '#/overview', act: (app) => press(app, 'button', /Show as table|اعرض/) },
  'overview, a point of the chart': {
    hash: '#/overview',
    act: async ({ user }) => {
      (await screen.findByRole('slider')).focus();
      await user.keyboard('{ArrowLeft}');
    },
  },
  accounts: { hash: '#/accounts' },
  'accounts, by kind': { hash: '#/accounts?by=kind' },
  'a current account': { hash: '#/accounts/a-4821' },
  'a credit card': { hash: '#/accounts/a-9034' },
  'an account in dollars': { hash: '#/accounts/a-2290' },
  transactions: { hash: '#/transactions' },
  'transactions, drawer': { hash: '#/transactions?open=3' },
  activity: { hash: '#/activity' },
  'activity, a run': { hash: '#/activity?run=4' },
  'activity, every call': { hash: '#/activity?view=fetches' },
  consents: { hash: '#/consents' },
  'consents, a bank': { hash: '#/consents?bank=c1' },
  'connect, consent card': { hash: '#/connect' },
  ...Object.fromEntries(
    ['language', 'appearance', 'privacy', 'lock', 'notifications', 'environment', 'connections', 'delete'].map((id) => [
      `settings, ${id}`,
      { hash: `#/settings/${id}` },
    ]),
  ),
  palette: { hash: '#/overview', act: (app) => press(app, 'button', /Search or run|ابحث/) },
};
/** The sample of the digits, which is nobody's money. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = { 'settings, language': ['1,234.50', '١٬٢٣٤٫٥٠'] };
/** No amounts there, private or not. */
const EMPTY_HANDED = /^(settings|consents|connect|activity, every|activity$|palette)/;

async function show(name: string, privacyMode: boolean, numerals: 'latn' | 'arab' = 'latn'): Promise<void> {
  const { hash, act } = SCREENS[name] ?? { hash: '' };
  const app = renderApp(hash, { state: { settings: { ...demoSettings, privacyMode, numerals } } });
  await screen.findAllByRole('heading');
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
  await act?.(app, privacyMode);
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
}

describe('S36 privacy mode', () => {
  it.each(Object.keys(SCREENS))('leaves no amount to be read, heard or copied: %s', async (name) => {
    await show(name, true);
    expect(amounts().filter((text) => !SAMPLES[name]?.includes(text))).toEqual([]);
    await show(name, true, 'arab');
    expect(amounts().filter((text) => !SAMPLES[name]?.includes(text))).toEqual([]);
  });

  it.each(Object.keys(SCREENS).filter((name) => !EMPTY_HANDED.test(name)))('has something to hide: %s', async (name) => {
    await show(name, false);
    await waitFor(() => expect(amounts().length).toBeGreaterThan(0));
  });

  it('shows every figure with the same width', async () => {
    await show('accounts', true);
    const shown = new Set([...document.querySelectorAll('[data-copy=amount]')].map((element) => element.textContent));
    expect([...shown].filter((text) => !text?.endsWith('•••••Amount hidden'))).toEqual([]);
  });
});
