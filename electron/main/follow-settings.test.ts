import { expect, test } from 'vitest';
import { readSettings, windowTheme } from './follow-settings.ts';

const settings = {
  language: 'ar',
  isWelcomeDone: true,
  theme: 'contrast',
  numerals: 'latn',
  privacyMode: false,
  motion: 'system',
  zoom: 100,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
  isRecoveryDeclined: false,
};

test('the window takes the ground of high contrast from the system', async () => {
  const read = await readSettings(async () => ({ ok: true, data: settings }));
  expect(read).toEqual(settings);
  expect(read && windowTheme(read)).toBe('system');
  expect(read && windowTheme({ ...read, theme: 'dark' })).toBe('dark');
});

test('an answer that is no settings changes nothing', async () => {
  expect(await readSettings(async () => ({ ok: false, error: { code: 'internal' } }))).toBeUndefined();
  expect(await readSettings(async () => ({ ok: true, data: { language: 'fr' } }))).toBeUndefined();
});
