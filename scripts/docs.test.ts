/** @file Files and commands that the documents name are there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((name) => existsSync(join(root, name)));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const isThere = (path: string) => existsSync(join(root, path));

test('every path of the repository that a document names exists', () => {
  const named = documents.flatMap((name) =>
    [...read(name).matchAll(/(?:^|[`( >])((?:electron|renderer|shared|scripts|test|docs|resources)\/[\w./-]*\w)(?=[`)< ,:]|$)/gm)].map(
      ([, path = '']) => [name, path] as const,
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(([, path]) => !isThere(path) && !isThere(`${path}.ts`) && !isThere(`${path}.md`) && !isDecision(path))).toEqual([]);
});

/** Decisions are named by their number. */
function isDecision(path: string): boolean {
  const [, number] = /^docs\/decisions\/(\d{4})$/.exec(path) ?? [];
  return number !== undefined && documents.some((name) => name.startsWith(`docs/decisions/${number}-`));
}

test('every link between documents leads somewhere', () => {
  const broken = documents.flatMap((name) =>
    [...read(name).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = '']) => join(dirname(name), target))
      .filter((target) => !isThere(target))
      .map((target) => `${name}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every npm command that a document names is one', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = documents.flatMap((name) =>
    [...read(name).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => [name, script] as const),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([, script]) => !(script in scripts))).toEqual([]);
});
