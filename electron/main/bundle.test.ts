import { describe, expect, test } from 'vitest';
import { findBundleFile, parseManifest } from './bundle.ts';

const bundle = parseManifest('["index.html", "assets/index-B1.js", "assets/inter.woff2"]');

describe('S4 addresses', () => {
  test('a file of the build is found under its own address', () => {
    expect(findBundleFile(bundle, 'app://bundle/')).toEqual({ name: 'index.html', contentType: 'text/html; charset=utf-8' });
    expect(findBundleFile(bundle, 'app://bundle/assets/index-B1.js')?.contentType).toBe('text/javascript; charset=utf-8');
    expect(findBundleFile(bundle, 'app://bundle/assets/inter.woff2')?.contentType).toBe('font/woff2');
  });

  test('the start page loaded anew keeps its place', () => {
    for (const url of ['app://bundle/#/accounts/a1?x=1', 'app://bundle/index.html#/../main', 'app://bundle/#'])
      expect(findBundleFile(bundle, url)?.name).toBe('index.html');
  });

  test.each([
    'app://bundle/../package.json#/overview',
    'app://evil/#app://bundle/',
    '#app://bundle/',
    'app://bundle/?x#/overview',
    'app://bundle/../package.json',
    'app://bundle/assets/../index.html',
    'app://bundle/%2e%2e/package.json',
    'app://bundle/%2E%2E%2Fpackage.json',
    'app://bundle/..\\package.json',
    'app://bundle/..%5Cpackage.json',
    'app://bundle/index.html%00',
    'app://bundle/index.html\0.js',
    'app://bundle//index.html',
    'app://bundle/./index.html',
    'app://bundle/INDEX.HTML',
    'app://bundle/index%2Ehtml',
    'app://bundle/index.html?x',
    'app://bundle/?page=../main/index.js',
    'app://bundle/index.html;x',
    'app://bundle/index.html/',
    'app://bundle/assets',
    'app://bundle/assets/',
    'app://bundle/etc/passwd',
    'app://bundle',
    'app://evil/index.html',
    'app://bundle.evil/index.html',
    'app://bundle:80/index.html',
    'app://user@bundle/index.html',
    'app:///index.html',
    'https://bundle/index.html',
    'file:///index.html',
    '',
  ])('nothing is at %j', (url) => {
    expect(findBundleFile(bundle, url)).toBeUndefined();
  });
});

test.each(['{}', '["../main/index.js"]', '["/etc/passwd"]', '["a//b.js"]', '["run.exe"]', '["a b.js"]', '[1]', 'x'])(
  'S4 a list that the build did not write is refused: %s',
  (text) => {
    expect(() => parseManifest(text)).toThrow();
  },
);
