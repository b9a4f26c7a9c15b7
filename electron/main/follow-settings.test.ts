import { expect, test } from 'vitest';
import { readLook } from './follow-settings.ts';

const settings = {
  language: 'ar',
  isWelcomeDone: true,
  theme: 'contrast',
  numerals: 'latn',
  privacyMode: false,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
};

test('menu and window follow the settings; high contrast takes its ground from the system', async () => {
  expect(await readLook(async () => ({ ok: true, data: settings }))).toEqual({ language: 'ar', theme: 'system', keepInBackground: true });
});

test('an answer that is no settings changes nothing', async () => {
  expect(await readLook(async () => ({ ok: false, error: { code: 'internal' } }))).toBeUndefined();
  expect(await readLook(async () => ({ ok: true, data: { language: 'fr' } }))).toBeUndefined();
});
