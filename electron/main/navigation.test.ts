import { expect, test } from 'vitest';
import { mayNavigate } from './navigation.ts';

const PAGE = 'app://bundle/';
const DEV = { devServer: 'http://localhost:5173' };

test.each([
  'https://example.com/',
  'http://127.0.0.1:8787/',
  'app://bundle/other.html',
  'app://bundle/recovery/quit',
  'app://evil/',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://bundle/1',
  'about:blank',
  'file:///etc/passwd',
  'app.mizan.desktop:/callback?state=x',
  '',
])('S7 the page never becomes %j', (target) => {
  expect(mayNavigate(target, PAGE, { devServer: undefined })).toBe(false);
  expect(mayNavigate(target, PAGE, DEV)).toBe(false);
});

test('S7 hot reload works while developing, and only within the development server', () => {
  expect(mayNavigate('http://localhost:5173/', 'http://localhost:5173/', DEV)).toBe(true);
  expect(mayNavigate('http://localhost:5173/', 'https://example.com/', DEV)).toBe(false);
  expect(mayNavigate('http://localhost:5173/', 'http://localhost:5173/', { devServer: undefined })).toBe(false);
});
