import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeNotices, noticeOf, packageDirOf } from './third-party.ts';

const modules = join(import.meta.dirname, '../../node_modules');

it('finds the package of a module, scoped, nested and virtual ones too', () => {
  expect(packageDirOf('/a/node_modules/react/index.js')).toBe('/a/node_modules/react');
  expect(packageDirOf('/a/node_modules/@tanstack/react-query/build/x.js?v=1')).toBe('/a/node_modules/@tanstack/react-query');
  expect(packageDirOf('/a/node_modules/x/node_modules/y/z.js')).toBe('/a/node_modules/x/node_modules/y');
  expect(packageDirOf('\0/a/node_modules/react/index.js?commonjs-proxy')).toBe('/a/node_modules/react');
  expect(packageDirOf('/a/renderer/main.tsx')).toBeUndefined();
});

it.each(['react', 'zod', 'better-sqlite3', 'keytar', '@fontsource/ibm-plex-sans-arabic'])('has the licence text of %s', (name) => {
  const notice = noticeOf(join(modules, name));
  expect(notice.license).toMatch(/MIT|ISC|OFL|Apache/);
  expect(notice.text.length).toBeGreaterThan(200);
});

it('names each package once, in order', () => {
  const of = (name: string, version: string) => ({ name, version, license: 'MIT', text: '' });
  expect(mergeNotices([of('b', '1')], [of('a', '2'), of('b', '1'), of('a', '1')]).map(({ name, version }) => name + version)).toEqual([
    'a1',
    'a2',
    'b1',
  ]);
});
