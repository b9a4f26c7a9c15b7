import { expect, test } from 'vitest';
import { isStartedHidden, readLaunchOptions, runtimeKind, systemLanguage } from './launch-options.ts';

const env = {
  MIZAN_USER_DATA: 'somewhere',
  MIZAN_NOW: '2026-11-07T11:07:00Z',
  MIZAN_PRACTICE_URL: 'http://127.0.0.1:9',
  MIZAN_PRACTICE_CLIENT: 'demo:secret',
  MIZAN_KEYCHAIN_SERVICE: 'test',
  MIZAN_REGISTER_SCHEME: '1',
  ELECTRON_RENDERER_URL: 'http://localhost:5173',
};

test('S24 the packaged app takes nothing from the environment', () => {
  expect(readLaunchOptions(env, true)).toEqual(readLaunchOptions({}, true));
});

test('S19 an AppImage takes itself for no handler of our links, and changes nothing else', () => {
  const installed = readLaunchOptions({}, true);
  expect(installed.mayRegisterScheme).toBe(true);
  expect(readLaunchOptions({ APPIMAGE: '/somewhere/Mizan.AppImage' }, true)).toEqual({ ...installed, mayRegisterScheme: false });
});

test('a development start can be pointed elsewhere', () => {
  expect(readLaunchOptions(env, false)).toEqual({
    userData: 'somewhere',
    keychainService: 'test',
    fixedNowMs: Date.UTC(2026, 10, 7, 11, 7),
    practice: { baseUrl: 'http://127.0.0.1:9', clientId: 'demo', clientSecret: 'secret' },
    devServer: 'http://localhost:5173',
    mayRegisterScheme: true,
  });
});

test('a development start keeps its secrets apart from an installed Mizan and registers nothing', () => {
  const options = readLaunchOptions({ MIZAN_PRACTICE_URL: 'http://127.0.0.1:9', MIZAN_NOW: 'soon' }, false);
  expect(options).toMatchObject({ keychainService: 'Mizan Development', practice: null, fixedNowMs: null, mayRegisterScheme: false });
});

test('a runtime of another major than the pinned one is a stand-in', () => {
  expect([runtimeKind('45.0.1', '45.4.1'), runtimeKind('42.0.0', '45.4.1'), runtimeKind('', '45.4.1')]).toEqual([
    'official',
    'stand-in',
    'stand-in',
  ]);
});

test('a start at login comes up hidden, any other does not', () => {
  expect(isStartedHidden(['/opt/Mizan/mizan', '--hidden'], false)).toBe(true);
  expect(isStartedHidden(['/Applications/Mizan.app'], true)).toBe(true);
  expect(isStartedHidden(['/opt/Mizan/mizan', 'app.mizan.desktop:/callback?x=--hidden'], false)).toBe(false);
});

test('the first start speaks Arabic where the system does', () => {
  expect([['ar-SA', 'en'], ['ar'], ['en-GB', 'ar'], ['arn-CL'], []].map(systemLanguage)).toEqual(['ar', 'ar', 'en', 'en', 'en']);
});
