/** @file What the build wrote, read as files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseManifest } from '../../electron/main/bundle.ts';
import { findSecrets } from '../../scripts/lib/secrets.mjs';
import { filesBelow } from '../harness/data-scan.ts';

const out = join(import.meta.dirname, '../../out');

test('S2 the built preload needs electron and nothing else', () => {
  const built = readFileSync(join(out, 'preload/index.cjs'), 'utf8');
  expect([...built.matchAll(/require\((.*?)\)/g)].map((match) => match[1])).toEqual(['"electron"']);
  expect(built).not.toMatch(/\bimport\b\s*[({'"]/);
  expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs']);
});

test('S12 S20 S27 the build holds no source map, test, key, credential or path of the machine that made it', () => {
  const files = filesBelow(out);
  expect(files.filter((file) => /\.(map|env|pem|key|p12)$|\.(test|spec)\.|vitest|playwright/.test(file))).toEqual([]);
  const root = join(out, '..');
  const banned = [
    root,
    'sourceMappingURL',
    // What tests and the demo use must be found nowhere.
    '-canary-',
    'PRIVATE KEY-----',
    'crashReporter.start',
  ];
  const hits = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const found = [...banned.filter((word) => text.includes(word)), ...findSecrets(text)];
    return found.map((what) => [relative(out, file), what]);
  });
  expect(hits).toEqual([]);
});

test('the built app holds no test control of the practice bank', () => {
  const withControls = filesBelow(out).filter((file) => readFileSync(file, 'utf8').includes('__practice'));
  expect(withControls).toEqual([]);
});

test('S4 the manifest names every file of the page and nothing else', () => {
  const renderer = join(out, 'renderer');
  const named = [...parseManifest(readFileSync(join(out, 'renderer-manifest.json'), 'utf8')).values()].map((file) => file.name);
  expect(named.sort()).toEqual(
    filesBelow(renderer)
      .map((file) => relative(renderer, file))
      .sort(),
  );
});
