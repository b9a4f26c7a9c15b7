import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeLoginStart } from '../../../test/fakes/fake-login-start.ts';
import { createProfileStore } from '../environments/profile-store.ts';
import { createNodeDataFiles } from '../erasure/node-data-files.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { SettingsService } from './settings-service.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-settings-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const openProfile = () =>
  createProfileStore({ dir, files: createNodeDataFiles(), random: { bytes: (count) => new Uint8Array(count) }, systemLanguage: 'ar' });

it('changes what was given, keeps the rest, and says so once it is stored', async () => {
  const profile = openProfile();
  const seen: unknown[] = [];
  const service = new SettingsService({ profile, emit: (topic) => seen.push([topic, profile.settings().numerals]), loginStart: undefined });
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
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
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
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
  };
  expect(await handlers['settings.update']({ numerals: 'arab', isWelcomeDone: true, language: undefined })).toEqual(expected);
  expect(await handlers['settings.get']({})).toEqual(expected);
  expect(seen).toEqual([['settings.changed', 'arab']]);
});

it('starts at login only when asked to, says what the system says, and tells the page', async () => {
  const loginStart = createFakeLoginStart();
  const seen: string[] = [];
  const handlers = settingsHandlers(new SettingsService({ profile: openProfile(), emit: (topic) => seen.push(topic), loginStart }));
  expect(await handlers['settings.startAtLogin']({})).toEqual({ isOffered: true, isOn: false });
  expect(await handlers['settings.setStartAtLogin']({ isOn: true })).toEqual({ isOffered: true, isOn: true });
  loginStart.isOn = false; // switched off in the system's own list
  expect(await handlers['settings.startAtLogin']({})).toEqual({ isOffered: true, isOn: false });
  loginStart.isBroken = true;
  await expect(handlers['settings.setStartAtLogin']({ isOn: true })).rejects.toMatchObject({ code: 'disk_full' });
  expect(seen).toEqual(['settings.changed']);
});

it('offers no start at login where there is no session to start with', async () => {
  const handlers = settingsHandlers(new SettingsService({ profile: openProfile(), emit: () => undefined, loginStart: undefined }));
  expect(await handlers['settings.startAtLogin']({})).toEqual({ isOffered: false, isOn: false });
  await expect(handlers['settings.setStartAtLogin']({ isOn: true })).rejects.toMatchObject({ code: 'forbidden' });
});
