import { describe, expect, test } from 'vitest';
import { commandFor, missingPackages, namesToInstall } from './system-packages.mjs';

const among =
  (...names: readonly string[]) =>
  (name: string) =>
    names.includes(name);
const nothing = () => false;

const START_BEFORE_T64 = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libsecret-1-0', 'libnotify4', 'xdg-utils'];
const START_SINCE_T64 = ['libgtk-3-0t64', 'libnss3', 'libasound2t64', 'libgbm1', 'libsecret-1-0', 'libnotify4', 'xdg-utils'];

describe('system packages', () => {
  test.each([
    ['before', START_BEFORE_T64],
    ['since', START_SINCE_T64],
  ])('either name of a renamed library will do (%s the 64-bit time move)', (_when, installed) => {
    expect(missingPackages('start', among(...installed))).toEqual([]);
  });

  test('a window needs no test tools, tests need both', () => {
    const have = among(...START_BEFORE_T64);
    expect(missingPackages('start', have)).toEqual([]);
    expect(missingPackages('test', have).flat()).toEqual([
      'xvfb',
      'xauth',
      'dbus',
      'gnome-keyring',
      'chromium',
      'fonts-noto-core',
      'hledger',
    ]);
  });

  test('the name this system offers is asked for', () => {
    const missing = missingPackages('start', among('libnss3', 'libgbm1', 'libsecret-1-0', 'libnotify4', 'xdg-utils'));
    expect(namesToInstall(missing, among(...START_BEFORE_T64))).toEqual(['libgtk-3-0', 'libasound2']);
    expect(namesToInstall(missing, among(...START_SINCE_T64))).toEqual(['libgtk-3-0t64', 'libasound2t64']);
  });

  test('the printed command installs exactly what is missing', () => {
    expect(commandFor([['libgbm1'], ['libasound2t64', 'libasound2']], among('libgbm1', 'libasound2'))).toBe(
      'sudo apt-get update && sudo apt-get install -y --no-install-recommends libgbm1 libasound2',
    );
  });

  test('without package lists the lists come first, not a guessed name', () => {
    expect(commandFor([['libasound2t64', 'libasound2']], nothing)).toBe('sudo apt-get update');
  });
});
