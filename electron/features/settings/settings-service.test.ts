import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProfileStore } from '../environments/profile-store.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { SettingsService } from './settings-service.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-settings-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

it('changes what was given, keeps the rest, and says so once it is stored', async () => {
  const profile = createProfileStore({ dir, random: { bytes: (count) => new Uint8Array(count) }, systemLanguage: 'ar' });
  const seen: unknown[] = [];
  const service = new SettingsService({ profile, emit: (topic) => seen.push([topic, profile.settings().numerals]) });
  const handlers = settingsHandlers(service);
  expect(await handlers['settings.get']({})).toEqual({
    language: 'ar',
    isWelcomeDone: false,
    theme: 'system',
    numerals: 'latn',
    privacyMode: false,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: true,
  });
  const expected = {
    language: 'ar',
    isWelcomeDone: true,
    theme: 'system',
    numerals: 'arab',
    privacyMode: false,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: true,
  };
  expect(await handlers['settings.update']({ numerals: 'arab', isWelcomeDone: true, language: undefined })).toEqual(expected);
  expect(await handlers['settings.get']({})).toEqual(expected);
  expect(seen).toEqual([['settings.changed', 'arab']]);
});
