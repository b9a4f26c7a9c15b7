/** @file Reads the runners' JSON reports and counts tests by kind (style guide section 9). */
import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { root } from './project.mjs';

export const KINDS = ['static', 'unit', 'repo', 'component', 'contract', 'integration', 'keyring', 'e2e', 'electron'];

export function kindOf(file) {
  const path = relative(root, file).split(sep).join('/');
  if (path.endsWith('.keyring.test.ts')) return 'keyring';
  if (path.startsWith('test/contract/')) return 'contract';
  if (path.startsWith('test/integration/')) return 'integration';
  if (path.startsWith('test/e2e/')) return 'e2e';
  if (path.startsWith('test/electron/')) return 'electron';
  if (path.endsWith('.test.tsx')) return 'component';
  if (path.startsWith('electron/db/') || path.endsWith('-repo.test.ts')) return 'repo';
  return 'unit';
}

const STATUS = { passed: 'passed', failed: 'failed', skipped: 'skipped', pending: 'skipped', todo: 'skipped', disabled: 'skipped' };

/** @returns list of `{ kind, name, status, reason? }`; a file that could not be loaded counts as one failed test. */
export function readVitest(file) {
  if (!existsSync(file)) return undefined;
  const results = [];
  for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
    const kind = kindOf(suite.name);
    for (const test of suite.assertionResults) {
      results.push({ kind, name: test.fullName, status: STATUS[test.status] ?? 'failed', reason: test.meta?.reason });
    }
    if (suite.assertionResults.length === 0 && suite.status === 'failed') results.push({ kind, name: suite.name, status: 'failed' });
  }
  return results;
}

function walk(suite, visit, file = suite.file) {
  for (const spec of suite.specs ?? []) visit(spec, suite.file ?? file);
  for (const child of suite.suites ?? []) walk(child, visit, suite.file ?? file);
}

/** `rootDir` of the Playwright report makes its file names absolute. */
export function readPlaywright(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const results = [];
  for (const suite of report.suites) {
    walk(suite, (spec, name) => {
      for (const test of spec.tests) {
        const status = { expected: 'passed', skipped: 'skipped', flaky: 'failed', unexpected: 'failed' }[test.status];
        const reason = test.annotations.find((note) => note.type === 'skip')?.description;
        results.push({ kind: kindOf(`${report.config.rootDir}/${name}`), name: spec.title, status, reason });
      }
    });
  }
  for (const error of report.errors ?? []) results.push({ kind: 'e2e', name: error.message ?? 'load error', status: 'failed' });
  return results;
}

/** Prints the table, why anything was skipped, and the closing line. @returns number of failures. */
export function printReport(results) {
  const count = (kind, status) => results.filter((test) => (!kind || test.kind === kind) && test.status === status).length;
  console.log(`\n${'kind'.padEnd(12)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'skipped'.padStart(8)}`);
  for (const kind of KINDS) {
    console.log(
      `${kind.padEnd(12)} ${String(count(kind, 'passed')).padStart(7)} ${String(count(kind, 'failed')).padStart(7)} ${String(count(kind, 'skipped')).padStart(8)}`,
    );
  }
  for (const test of results.filter((one) => one.status === 'failed')) console.log(`failed  ${test.kind}: ${test.name}`);
  for (const test of results.filter((one) => one.status === 'skipped'))
    console.log(`skipped ${test.kind}: ${test.name} (${test.reason ?? 'no reason given'})`);
  console.log(
    `\ntests: ${count(undefined, 'passed')} passed, ${count(undefined, 'failed')} failed, ${count(undefined, 'skipped')} skipped`,
  );
  return count(undefined, 'failed');
}
