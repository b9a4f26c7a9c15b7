/** @file What a release is made of, read as text: most of it can't be built on one machine. The Linux package itself: `npm run test:package`. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { afterPack } from './after-pack.ts';
import { FOR_TEST } from './lib/system-packages.mjs';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const Target = z.union([z.string(), z.object({ target: z.string(), arch: z.array(z.string()) })]);
const System = z.looseObject({ target: z.array(Target), files: z.array(z.string()), icon: z.string() });
const Config = z.looseObject({
  files: z.array(z.string()),
  linux: System,
  win: System,
  mac: System,
  nsis: z.looseObject({}),
  deb: z.looseObject({}),
});
const config = Config.parse(parse(read('electron-builder.yml')));
const systems = { linux: config.linux, win32: config.win, darwin: config.mac };

test('S12 every list of files starts with a positive pattern: one of negations alone ships the whole project', () => {
  for (const files of [config.files, ...Object.values(systems).map((system) => system.files)]) {
    expect(files[0]).toBe('out/**');
    expect(files.slice(1).filter((pattern) => !pattern.startsWith('!') && pattern !== 'package.json')).toEqual([]);
  }
  expect(config.files).toContain('!**/{binding.gyp,*.d.ts,*.map,README.md}');
});

test('S12 of the native packages each system gets its own binaries: the packager’s own name for it is that of the building machine', () => {
  for (const [platform, { files }] of Object.entries(systems)) {
    const native = files.filter((pattern) => pattern.includes('prebuilds'));
    expect(native).toHaveLength(2);
    expect(native.every((pattern) => pattern.includes(`!(${platform}-`) && !pattern.includes('$' + '{platform}'))).toBe(true);
  }
  expect(config).toMatchObject({ asar: true, asarUnpack: ['**/*.node'], npmRebuild: false });
});

test('S11 the fuses are set by our own hook, not by the packager, whose list lacks one; archives are checked for integrity', () => {
  expect(config).toMatchObject({ afterPack: './scripts/after-pack.ts', disableAsarIntegrity: false });
  expect(config).not.toHaveProperty('electronFuses');
});

test('S39 Windows: installs for one user on x64 and ARM64, without an administrator, and keeps the data when it goes', () => {
  expect(config.win.target).toEqual([{ target: 'nsis', arch: ['x64', 'arm64'] }]);
  expect(config.nsis).toMatchObject({ oneClick: false, perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false });
  expect(config.win).toMatchObject({ verifyUpdateCodeSignature: true });
});

test('S19 Windows: the installer registers the link scheme for this user and takes it back', () => {
  expect(config.nsis).toMatchObject({ include: 'resources/installer.nsh' });
  const script = read('resources/installer.nsh');
  const [install = '', uninstall = ''] = script.split('!macro customUnInstall');
  expect(install).toContain('WriteRegStr HKCU "Software\\Classes\\app.mizan.desktop" "URL Protocol" ""');
  expect(install).toContain(`'"$INSTDIR\\$\{APP_EXECUTABLE_FILENAME}" "%1"'`);
  expect(uninstall).toContain('DeleteRegKey HKCU "Software\\Classes\\app.mizan.desktop"');
  expect(script).not.toMatch(/HKLM|HKCR/);
});

test('S39 macOS: universal, hardened runtime, notarised, with the one entitlement Electron needs', () => {
  expect(config.mac.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })));
  expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true, mergeASARs: true, x64ArchFiles: '**/prebuilds/**' });
  for (const key of ['entitlements', 'entitlementsInherit']) {
    const plist = read(z.string().parse(config.mac[key]));
    expect([...plist.matchAll(/<key>(.*?)<\/key>\s*<(\w+)\/>/g)].map(([, name, value]) => [name, value])).toEqual([
      ['com.apple.security.cs.allow-jit', 'true'],
    ]);
  }
});

test('S19 Linux: AppImage, deb and rpm; scheme, name and icons of the desktop file come from one place', () => {
  expect(config.linux.target).toEqual(['AppImage', 'deb', 'rpm']);
  expect(config.linux).toMatchObject({ executableName: 'mizan', syncDesktopName: true, category: 'Office;Finance' });
  expect(config).toMatchObject({ appId: 'app.mizan.desktop', protocols: [{ schemes: ['app.mizan.desktop'] }] });
  for (const { icon } of Object.values(systems)) expect(existsSync(join(root, icon))).toBe(true);
});

test('S40 no package looks for updates by default: where to look is given at a signed release only', () => {
  expect(config).toMatchObject({ publish: null });
  expect(read('electron-builder.yml')).not.toMatch(/provider:|https?:\/\//);
});

test('S37 S39 the release workflow tests on three systems with the official runtime, then packs, with read-only rights and pinned steps', () => {
  const text = read('.github/workflows/release.yml');
  const workflow = z
    .looseObject({
      permissions: z.object({ contents: z.literal('read') }),
      jobs: z.record(z.string(), z.looseObject({ needs: z.union([z.string(), z.array(z.string())]).optional() })),
    })
    .parse(parse(text));
  expect(Object.keys(workflow.jobs)).toEqual(['test', 'package', 'publish']);
  expect(workflow.jobs.package).toMatchObject({ needs: 'test' });
  for (const job of ['test', 'package'])
    expect(workflow.jobs[job]).toMatchObject({ strategy: { matrix: { os: ['ubuntu-24.04', 'macos-15', 'windows-2025'] } } });
  expect(text).toContain('npm ci --strict-allow-scripts');
  expect(text).toContain('npx install-electron');
  const used = [...text.matchAll(/uses: (\S+)/g)].map(([, name = '']) => name);
  expect(used.filter((name) => !/^actions\/[\w-]+@v\d+$/.test(name))).toEqual([]);
});

test('the release workflow installs what set-up would ask for, but for the browser that is there', () => {
  const text = read('.github/workflows/release.yml');
  const missing = FOR_TEST.filter((names) => !names.some((name) => text.includes(` ${name}`))).map(([name]) => name);
  expect(missing).toEqual(['chromium']);
  expect(text).toContain('browser: /usr/bin/google-chrome');
});

test('S11 the two halves of a universal macOS app get no fuses, what is joined from them does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mizan-pack-'));
  const half = join(folder, 'mac-universal-x64-temp');
  const resources = join(half, 'Mizan.app/Contents/Resources');
  await mkdir(resources, { recursive: true });
  await writeFile(join(resources, 'default_app.asar'), '');
  const context = { electronPlatformName: 'darwin', packager: { appInfo: { productFilename: 'Mizan' } } };
  await afterPack({ ...context, appOutDir: half });
  expect(await readdir(resources)).toEqual([]);
  // There is no program in it whose fuses could be set.
  await expect(afterPack({ ...context, appOutDir: join(folder, 'mac-universal') })).rejects.toThrow();
  await rm(folder, { recursive: true });
});
