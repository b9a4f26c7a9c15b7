import { expect, test } from 'vitest';
import { isOpenable } from './openable.ts';

test.each(['https://connect.example.com/widget/abc?lang=ar', 'http://127.0.0.1:8787/widget/1', 'http://localhost:8787/'])(
  'S9 opens %s',
  (url) => {
    expect(isOpenable(url)).toBe(true);
  },
);

test.each([
  'file:///etc/passwd',
  'smb://host/share',
  'search-ms:query=x',
  'javascript:alert(1)',
  'app.mizan.desktop:/callback',
  'http://connect.example.com/',
  'https://good@evil.example/',
  'https://xn--80ak6aa92e.com/',
  'https://127.1/',
  'https://192.168.0.1/',
  'https://connect.example.com/\0',
  'https://connect.example.com/ x',
  ' https://connect.example.com/',
  `https://connect.example.com/${'a'.repeat(2000)}`,
  '/usr/bin/true',
  'C:\\Windows\\calc.exe',
  '',
])('S9 does not open %j', (url) => {
  expect(isOpenable(url)).toBe(false);
});
