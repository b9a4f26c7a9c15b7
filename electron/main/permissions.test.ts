import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALLOWED_PERMISSIONS, isPermissionAllowed, REFUSED_PERMISSIONS } from './permissions.ts';

const types = readFileSync(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'), 'utf8');

/** Every name in the unions of the two permission handlers and of the permission event types. */
function namesInTypes(): string[] {
  const unions = types.matchAll(/permission: ((?:'[\w-]+' \| )+'[\w-]+')/g);
  return [...new Set([...unions].flatMap((match) => [...(match[1] ?? '').matchAll(/'([\w-]+)'/g)].map((name) => name[1] ?? '')))].sort();
}

test('S8 every permission the installed Electron knows has been decided', () => {
  const names = namesInTypes();
  expect(names.length).toBeGreaterThan(30);
  expect(names).toEqual([...ALLOWED_PERMISSIONS, ...REFUSED_PERMISSIONS].sort());
});

test('S8 our page may put text on the clipboard; nobody may do anything else', () => {
  const isOurs = (url: string) => url === 'app://bundle/';
  const allowed = [...ALLOWED_PERMISSIONS, ...REFUSED_PERMISSIONS, 'invented'].filter((name) =>
    isPermissionAllowed(name, 'app://bundle/', isOurs),
  );
  expect(allowed).toEqual(['clipboard-sanitized-write']);
  expect(isPermissionAllowed('clipboard-sanitized-write', 'https://example.com/', isOurs)).toBe(false);
});
