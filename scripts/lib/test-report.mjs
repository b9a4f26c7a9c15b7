/** @file Reads the runners' JSON reports and counts tests by kind (style guide section 9). */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './project.mjs';

export const KINDS = ['static', 'unit', 'repo', 'component', 'contract', 'integration', 'long', 'keyring', 'e2e', 'electron', 'package'];

const nameOf = (file) => relative(root, file).split(sep).join('/');

export function kindOf(file) {
  const path = nameOf(file);
  if (path.endsWith('.keyring.test.ts')) return 'keyring';
  if (path.startsWith('test/contract/')) return 'contract';
  if (path.startsWith('test/integration/')) return 'integration';
  if (path.startsWith('test/long/')) return 'long';
  if (path.startsWith('test/e2e/')) return 'e2e';
  if (path.startsWith('test/electron/')) return 'electron';
  if (path.startsWith('test/package/')) return 'package';
  if (path.endsWith('.test.tsx')) return 'component';
  if (path.startsWith('electron/db/') || path.endsWith('-repo.test.ts')) return 'repo';
  return 'unit';
}

const STATUS = { passed: 'passed', failed: 'failed', skipped: 'skipped', pending: 'skipped', todo: 'skipped', disabled: 'skipped' };

const firstLine = (text) => (text ?? '').split('\n', 1)[0];

/**
 * @returns list of `{ kind, name, status, reason? }`. A file that failed without a failing test (it could not be loaded, its
 * set-up failed, its process died) counts as one failed test of its own.
 */
export function readVitest(file) {
  if (!existsSync(file)) return undefined;
  const results = [];
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    const kind = kindOf(suite.name);
    const found = suite.assertionResults.map((test) => ({ kind, name: test.fullName, status: STATUS[test.status] ?? 'failed' }));
    if (suite.status === 'failed' && !found.some((test) => test.status === 'failed')) {
      for (const test of found) if (test.status === 'skipped') test.reason = 'its file failed';
      found.push({ kind, name: `${nameOf(suite.name)}: ${firstLine(suite.message) || 'failed outside its tests'}`, status: 'failed' });
    }
    results.push(...found);
  }
  return results;
}

function walk(suite, visit, file = suite.file) {
  for (const spec of suite.specs ?? []) visit(spec, suite.file ?? file);
  for (const child of suite.suites ?? []) walk(child, visit, suite.file ?? file);
}

/** Playwright also calls a test skipped that it never came to, after a failure before it or an interrupt. */
function whySkipped(test) {
  const note = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
  return note ? note.description : 'not reached';
}

/** `rootDir` of the Playwright report makes its file names absolute. */
export function readPlaywright(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const results = [];
  for (const suite of report.suites) {
    walk(suite, (spec, name) => {
      for (const test of spec.tests) {
        const status = { expected: 'passed', skipped: 'skipped' }[test.status] ?? 'failed';
        const found = { kind: kindOf(join(report.config.rootDir, name)), name: spec.title, status };
        results.push(status === 'skipped' ? { ...found, reason: whySkipped(test) } : found);
      }
    });
  }
  for (const error of report.errors ?? []) results.push({ kind: 'e2e', name: firstLine(error.message) || 'load error', status: 'failed' });
  return results;
}

/** @returns the table, what failed, why anything was skipped, and the closing line. */
export function reportLines(results) {
  const count = (status, kind) => results.filter((test) => (!kind || test.kind === kind) && test.status === status).length;
  const row = (kind, passed, failed, skipped) =>
    `${kind.padEnd(12)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${String(skipped).padStart(8)}`;
  const failed = results.filter((test) => test.status === 'failed');
  const skipped = results.filter((test) => test.status === 'skipped');
  return [
    '',
    row('kind', 'passed', 'failed', 'skipped'),
    ...KINDS.map((kind) => row(kind, count('passed', kind), count('failed', kind), count('skipped', kind))),
    ...failed.map((test) => `failed  ${test.kind}: ${test.name}`),
    ...skipped.map((test) => `skipped ${test.kind}: ${test.name} (${test.reason ?? 'no reason given'})`),
    '',
    `tests: ${count('passed')} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}
