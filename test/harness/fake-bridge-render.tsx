/** @file The whole page, or one part of it, rendered in jsdom and answered by the fake bridge. */
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import { App } from '../../renderer/app/app.tsx';
import { createTexts } from '../../renderer/lib/i18n.ts';
import { localeTag, type Preferences, PreferencesContext } from '../../renderer/lib/preferences.ts';
import { connectEvents, createQueryClient } from '../../renderer/lib/query-client.ts';
import { WordsProvider } from '../../renderer/lib/words-provider.tsx';
import { dismissToasts } from '../../renderer/ui/toast.tsx';
import { createFakeBridge, type FakeBridge, type FakeBridgeOptions } from './fake-bridge.ts';
import { NOW, TODAY } from './fake-bridge-data.ts';

export type RenderedApp = {
  readonly bridge: FakeBridge;
  readonly user: ReturnType<typeof userEvent.setup>;
  readonly container: HTMLElement;
};

/** jsdom has no media queries; a light system without preferences is a fair default. */
function installMatchMedia(): void {
  window.matchMedia ??= (query: string) =>
    ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} }) as unknown as MediaQueryList; // the parts we use
}

function install(options: FakeBridgeOptions) {
  installMatchMedia();
  const bridge = createFakeBridge(options);
  Object.defineProperty(window, 'api', { value: bridge, configurable: true });
  const client = createQueryClient();
  connectEvents(client);
  return { bridge, client };
}

/** Renders the page at an address such as `#/settings/language`. */
export function renderApp(hash: string, options: FakeBridgeOptions = {}): RenderedApp {
  cleanup();
  dismissToasts();
  window.history.replaceState(null, '', hash);
  const { bridge, client } = install(options);
  const { container } = render(<App client={client} />);
  return { bridge, user: userEvent.setup(), container };
}

const DEFAULTS: Preferences = {
  language: 'en',
  numerals: 'latn',
  privacyMode: false,
  theme: 'light',
  accountGrouping: 'kind',
  today: TODAY,
  nowMs: Date.parse(NOW),
};

/** Renders one component with the reader's preferences around it. */
export function renderPart(part: ReactNode, preferences: Partial<Preferences> = {}, options: FakeBridgeOptions = {}): RenderedApp {
  const { bridge, client } = install(options);
  const all = { ...DEFAULTS, ...preferences };
  const { i18n } = createTexts(all);
  const { container } = render(
    <QueryClientProvider client={client}>
      <PreferencesContext value={all}>
        <I18nextProvider i18n={i18n}>
          <I18nProvider locale={localeTag(all.language, all.numerals)}>
            <WordsProvider>{part}</WordsProvider>
          </I18nProvider>
        </I18nextProvider>
      </PreferencesContext>
    </QueryClientProvider>,
  );
  return { bridge, user: userEvent.setup(), container };
}
