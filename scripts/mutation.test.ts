/** @file That mutation testing judges what it should and counts right; the judging itself is `npm run test:mutation`. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MODULES, REQUIRED } from './lib/mutation-modules.mjs';
import { forgetMissed, readReport, scoreOf } from './lib/mutation-report.mjs';

const root = join(import.meta.dirname, '..');

test('R31 every module the requirement names is judged, with files and tests that exist', () => {
  expect(Object.keys(MODULES).sort()).toEqual(['callback', 'identity', 'money', 'quota', 'redaction', 'retry', 'state']);
  expect(REQUIRED).toBe(85);
  const patterns = Object.values(MODULES).flatMap(({ files, tests }) => [...files, ...tests]);
  expect(patterns.filter((pattern) => globSync(pattern, { cwd: root }).length === 0)).toEqual([]);
});

test('R31 a change that no test reaches counts as missed, one that hangs the tests as noticed, one that cannot run as neither', () => {
  const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'CompileError', 'Ignored'].map((status) => ({
    status,
    location: { start: { line: 3 } },
    mutatorName: 'BooleanLiteral',
    replacement: 'false',
  }));
  const result = readReport(JSON.stringify({ files: { 'a.ts': { mutants } } }));
  expect(result.noticed).toBe(2);
  expect(result.missed).toEqual(Array(2).fill({ file: 'a.ts', line: 3, what: 'BooleanLiteral', to: 'false' }));
  expect([scoreOf(result), scoreOf({ noticed: 0, missed: [] })]).toEqual([50, 0]);
});

test('R31 what was missed is judged anew, what was noticed is not', () => {
  const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status) => ({ status }));
  const known = JSON.stringify({ files: { 'a.ts': { mutants } }, testFiles: {} });
  expect(JSON.parse(forgetMissed(known))).toEqual({ files: { 'a.ts': { mutants: mutants.slice(0, 2) } }, testFiles: {} });
});
