/** @file The packed Linux app and its Debian package, read as files: content, fuses, permissions, desktop entry. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { FUSES } from '../../scripts/after-pack.ts';
import { findSecrets } from '../../scripts/lib/secrets.mjs';
import {
  archive,
  built,
  deb,
  insideArchive,
  isAllowedInside,
  isAllowedOutside,
  outsideArchive,
  readInside,
  unpacked,
} from './package-files.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 16_000_000 });

test('S12 the package holds what the allow-list names and nothing else', () => {
  expect(outsideArchive().filter((name) => !isAllowedOutside(name))).toEqual([]);
  expect(insideArchive().filter((name) => !isAllowedInside(name))).toEqual([]);
  expect(insideArchive().length).toBeGreaterThan(30);
});

test('S12 of the native packages only the binaries of this system are there, outside the archive', () => {
  const binaries = outsideArchive().filter((name) => name.endsWith('.node'));
  expect(binaries.sort()).toEqual([
    'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    'resources/app.asar.unpacked/node_modules/keytar/prebuilds/linux-x64/keytar.node',
  ]);
  expect(existsSync(join(unpacked, 'resources', 'default_app.asar'))).toBe(false);
});

test('S12 S20 S27 the package holds no source map, test, secret, or path of the machine that made it', () => {
  const hits = insideArchive()
    .filter((name) => !name.endsWith('.node'))
    .flatMap((name) => {
      const text = readInside(name);
      const banned = [root, 'sourceMappingURL', '-canary-', '__practice', 'MIZAN_CLIENT_SECRET'].filter((word) => text.includes(word));
      return [...banned, ...findSecrets(text)].map((what) => `${name}: ${what}`);
    });
  expect(hits).toEqual([]);
});

test('S11 all nine fuses of the packed program are as agreed', async () => {
  const wire = await getCurrentFuseWire(join(unpacked, 'mizan'));
  const options = Object.values(FuseV1Options).filter((option): option is FuseV1Options => typeof option === 'number');
  expect(options).toHaveLength(9);
  const burnt = options.map((option) => [FuseV1Options[option], wire[option]]);
  expect(burnt).toEqual(options.map((option) => [FuseV1Options[option], FUSES[option] ? FuseState.ENABLE : FuseState.DISABLE]));
});

test('S39 a package with the stand-in runtime is marked as one that is never published', () => {
  expect(read('dpkg-deb', '-f', deb, 'Package').trim()).toBe('mizan');
  // Sorts before the release, so that a release replaces it.
  expect(read('dpkg-deb', '-f', deb, 'Version').trim()).toMatch(/^\d+\.\d+\.\d+~devruntime$/);
  expect(existsSync(join(built, 'latest-linux.yml')) || existsSync(join(unpacked, 'resources', 'app-update.yml'))).toBe(false);
});

test('files of the package are root’s to write and everybody’s to read; none sets a user id', () => {
  const lines = read('dpkg-deb', '-c', deb).trim().split('\n');
  const odd = lines.filter((line) => !/^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--) root\/root /.test(line));
  expect(odd).toEqual([]);
  const programs = lines.filter((line) => line.startsWith('-rwx')).map((line) => line.split(' ').at(-1));
  expect(programs).toEqual(['./opt/Mizan/chrome_crashpad_handler', './opt/Mizan/mizan']);
  expect(statSync(archive).mode & 0o022).toBe(0);
});

test('S19 the desktop file is named after desktopName, takes the scheme, hands over one link, and is there in both languages', () => {
  const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = read('sh', '-c', `dpkg-deb --fsys-tarfile '${deb}' | tar -xO './usr/share/applications/${desktopName}'`);
  const entry = Object.fromEntries(
    file
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  expect(entry).toMatchObject({
    Type: 'Application',
    Name: 'Mizan',
    'Name[ar]': 'ميزان',
    Exec: '/opt/Mizan/mizan %U',
    Icon: 'mizan',
    MimeType: 'x-scheme-handler/app.mizan.desktop;',
    Categories: 'Office;Finance;',
    StartupWMClass: 'mizan',
    Terminal: 'false',
  });
  expect(entry['Comment[ar]']).toMatch(/[\u0600-\u06ff]/);
  const icons = read('dpkg-deb', '-c', deb).match(/hicolor\/\d+x\d+\/apps\/mizan\.png/g) ?? [];
  expect(icons.length).toBeGreaterThanOrEqual(5);
});
