import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useDocumentSettings } from './document-settings.ts';

type Look = Parameters<typeof useDocumentSettings>[0];
const LOOK: Look = { language: 'en', theme: 'system', motion: 'system', title: 'Mizan' };
const DARK = '(prefers-color-scheme: dark)';
const MORE = '(prefers-contrast: more)';
const FORCED = '(forced-colors: active)';
const LESS_MOTION = '(prefers-reduced-motion: reduce)';

/** What the system asks for, and who listens to it. */
let asked: Set<string>;
let listeners: Set<() => void>;
const before = window.matchMedia;
beforeEach(() => {
  asked = new Set();
  listeners = new Set();
  const media = (query: string) => ({
    get matches() {
      return asked.has(query);
    },
    addEventListener: (_type: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => listeners.delete(listener),
  });
  window.matchMedia = media as unknown as typeof window.matchMedia; // the parts we use
});
afterEach(() => {
  cleanup();
  window.matchMedia = before;
});
const system = (...queries: string[]) =>
  act(() => {
    asked = new Set(queries);
    for (const listener of [...listeners]) listener();
  });

function Probe(look: Look) {
  useDocumentSettings(look);
  return null;
}
const show = (change: Partial<Look> = {}) => render(<Probe {...LOOK} {...change} />);
const { dataset } = document.documentElement;

describe('the look of the document', () => {
  it('follows the system, also when it changes its mind', () => {
    show();
    expect([dataset.theme, dataset.motion]).toEqual(['light', 'full']);
    system(DARK);
    expect(dataset.theme).toBe('dark');
    system(DARK, MORE, LESS_MOTION);
    expect([dataset.theme, dataset.motion]).toEqual(['contrast-dark', 'reduced']);
    system(FORCED);
    expect([dataset.theme, dataset.motion]).toEqual(['contrast-light', 'full']);
  });

  it('is what the person chose, with the contrast the system asks for', () => {
    show({ theme: 'dark' });
    expect(dataset.theme).toBe('dark');
    system(MORE);
    expect(dataset.theme).toBe('contrast-dark');
    cleanup();
    show({ theme: 'contrast' });
    system(DARK);
    expect(dataset.theme).toBe('contrast-dark');
  });

  it('stands still when the person wants it to, whatever the system says', () => {
    show({ motion: 'reduced' });
    expect(dataset.motion).toBe('reduced');
  });

  it('stops listening when it goes', () => {
    show();
    cleanup();
    expect(listeners.size).toBe(0);
  });
});
