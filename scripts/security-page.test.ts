/** @file docs/security.md and the tests it names agree; every requirement has its entry. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const count = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
const REQUIREMENTS = [...count('S', 41), ...count('R', 33)];

type Proof = { readonly file: string; readonly name: string };
type Entry = { readonly id: string; readonly status: string; readonly missing: string; readonly proofs: readonly Proof[] };

function entriesOf(page: string): Entry[] {
  return page
    .split(/^### /m)
    .slice(1)
    .map((text) => {
      const [, id = '', status = ''] = /^([SR]\d+) · .+ · (met|partly|not yet)$/m.exec(text) ?? [];
      const proofs = [...text.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, file = '', name = '']) => ({ file, name }));
      return { id, status, missing: /^Missing: (.+)$/m.exec(text)?.[1] ?? '', proofs };
    });
}
const entries = entriesOf(read('docs/security.md'));

/** A quote inside a name is written with a stroke before it. */
const source = (file: string) => read(file).replaceAll("\\'", "'");

test('every requirement has one entry with a status of the three', () => {
  expect(entries.map(({ id }) => id).sort()).toEqual([...REQUIREMENTS].sort());
  expect(entries.filter(({ status }) => status === '')).toEqual([]);
});

test('what is met has a test; what is not met says what is missing', () => {
  expect(entries.filter(({ status, proofs }) => status === 'met' && proofs.length === 0).map(({ id }) => id)).toEqual([]);
  expect(entries.filter(({ status, missing }) => (status === 'met') !== (missing === '')).map(({ id }) => id)).toEqual([]);
});

test('every test that is named is there and carries the id', () => {
  const wrong = entries.flatMap(({ id, proofs }) =>
    proofs
      .filter(({ file, name }) => !existsSync(join(root, file)) || !source(file).includes(name) || !new RegExp(`\\b${id}\\b`).test(name))
      .map(({ file, name }) => `${id} ${file}: ${name}`),
  );
  expect(wrong).toEqual([]);
  expect(entries.flatMap(({ proofs }) => proofs).length).toBeGreaterThan(150);
});

test('every id in the name of a test is one of the requirements, and its entry says more than "not yet"', () => {
  const files = execFileSync('git', ['ls-files', '*.test.ts', '*.test.tsx', '*.spec.ts', 'test/harness/*-suite.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .filter((name) => existsSync(join(root, name)));
  const used = files.flatMap((name) =>
    [...read(name).matchAll(/\b(?:test|it|describe)(?:\.\w+)*\((?:[^'"`]*\)\()?\s*['"`]((?:[SR]\d+ )+)/g)].flatMap(([, ids = '']) =>
      ids.trim().split(' '),
    ),
  );
  expect(new Set(used).size).toBeGreaterThan(60);
  const listed = new Map(entries.map((entry) => [entry.id, entry]));
  expect([...new Set(used)].filter((id) => (listed.get(id)?.proofs.length ?? 0) === 0)).toEqual([]);
});
