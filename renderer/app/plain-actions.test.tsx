import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp, renderPart } from '../../test/harness/fake-bridge-render.tsx';
import { aboutActions } from '../features/about/public.ts';
import { backupActions } from '../features/backups/public.ts';
import { categoryActions } from '../features/categories/public.ts';
import { exportActions } from '../features/exports/public.ts';
import { ruleActions } from '../features/rules/public.ts';
import { transferActions } from '../features/transfers/public.ts';
import { createTexts } from '../lib/i18n.ts';

const ACTIONS = [...categoryActions, ...ruleActions, ...transferActions, ...exportActions, ...backupActions, ...aboutActions];
const { i18n } = createTexts({ language: 'en', numerals: 'latn' });

describe('actions that features offer', () => {
  it('have names of their own in both languages', () => {
    for (const language of ['en', 'ar'] as const) {
      const names = ACTIONS.map(({ key }) => i18n.getFixedT(language)(key));
      expect(names.filter((name) => name.includes('.actions.'))).toEqual([]);
      expect(new Set(names).size).toBe(ACTIONS.length);
    }
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
  });

  it.each(ACTIONS)('$id goes to a page that is there, or asks in a dialog', async (action) => {
    if ('dialog' in action) {
      renderPart(action.dialog(() => undefined));
      expect(await screen.findByRole('dialog')).toBeTruthy();
      return;
    }
    renderApp(`#${action.to}`);
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy();
    expect(screen.queryByText('There is nothing at this address')).toBeNull();
  });
});
