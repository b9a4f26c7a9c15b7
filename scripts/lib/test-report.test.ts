import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from './project.mjs';
import { KINDS, kindOf, readPlaywright, readVitest, reportLines } from './test-report.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mizan-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: readonly string[]) => join(root, ...path);
const write = (content: unknown) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test.each([
  ['unit', 'shared/domain/money.test.ts'],
  ['unit', 'scripts/lib/test-report.test.ts'],
  ['repo', 'electron/db/open.test.ts'],
  ['repo', 'electron/features/ledger/row-repo.test.ts'],
  ['component', 'renderer/features/welcome/welcome.test.tsx'],
  ['contract', 'test/contract/dispatcher.test.ts'],
  ['integration', 'test/integration/main-job.test.ts'],
  ['keyring', 'electron/features/secrets/secrets.keyring.test.ts'],
  ['e2e', 'test/e2e/main-job.spec.ts'],
  ['electron', 'test/electron/shell.spec.ts'],
])('%s: %s', (kind, file) => {
  expect(kindOf(at(file))).toBe(kind);
  expect(KINDS).toContain(kind);
});

describe('the vitest report', () => {
  const suite = (status: string, tests: readonly (readonly [string, string])[], message = '') => ({
    name: at('shared', 'a.test.ts'),
    status,
    message,
    assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state, meta: {} })),
  });
  const read = (...suites: readonly object[]) => readVitest(write({ testResults: suites }));

  test('R32 counts each test once', () => {
    expect(
      read(
        suite('failed', [
          ['adds', 'passed'],
          ['breaks', 'failed'],
          ['waits', 'skipped'],
          ['planned', 'todo'],
        ]),
      ),
    ).toEqual([
      { kind: 'unit', name: 'adds', status: 'passed' },
      { kind: 'unit', name: 'breaks', status: 'failed' },
      { kind: 'unit', name: 'waits', status: 'skipped' },
      { kind: 'unit', name: 'planned', status: 'skipped' },
    ]);
  });

  test('a file that could not be loaded is one failed test, named with the reason', () => {
    expect(read(suite('failed', [], "Cannot find module './gone.ts'\n  at …"))).toEqual([
      { kind: 'unit', name: "shared/a.test.ts: Cannot find module './gone.ts'", status: 'failed' },
    ]);
  });

  test('a file whose process died is a failure; its tests are not reported as passed', () => {
    expect(read(suite('failed', [['never told', 'pending']]))).toEqual([
      { kind: 'unit', name: 'never told', status: 'skipped', reason: 'its file failed' },
      { kind: 'unit', name: 'shared/a.test.ts: failed outside its tests', status: 'failed' },
    ]);
  });

  test('a status it does not know is a failure', () => {
    expect(read(suite('passed', [['odd', 'unheard-of']]))).toEqual([{ kind: 'unit', name: 'odd', status: 'failed' }]);
  });

  test('R32 a report that was never written is told apart from an empty one', () => {
    expect(readVitest(join(folder, 'none.json'))).toBeUndefined();
    expect(read()).toEqual([]);
  });
});

describe('the Playwright report', () => {
  const spec = (title: string, status: string, annotations: readonly object[] = []) => ({ title, tests: [{ status, annotations }] });
  const read = (specs: readonly object[], errors: readonly object[] = []) =>
    readPlaywright(
      write({
        config: { rootDir: root },
        errors,
        suites: [{ file: 'test/electron/shell.spec.ts', specs: [], suites: [{ title: 'a group', specs }] }],
      }),
    );

  test('finds tests in groups and knows their kind by the file around them', () => {
    expect(read([spec('opens', 'expected'), spec('breaks', 'unexpected')])).toEqual([
      { kind: 'electron', name: 'opens', status: 'passed' },
      { kind: 'electron', name: 'breaks', status: 'failed' },
    ]);
  });

  test('R32 says why a test was skipped, or that it was never reached', () => {
    expect(
      read([
        spec('no runtime', 'skipped', [{ type: 'skip', description: 'no Electron runtime' }]),
        spec('after a failure', 'skipped', [{ type: 'serial' }]),
      ]),
    ).toEqual([
      { kind: 'electron', name: 'no runtime', status: 'skipped', reason: 'no Electron runtime' },
      { kind: 'electron', name: 'after a failure', status: 'skipped', reason: 'not reached' },
    ]);
  });

  test('passing the second time has found something', () => {
    expect(read([spec('now and then', 'flaky')])).toEqual([{ kind: 'electron', name: 'now and then', status: 'failed' }]);
  });

  test('a file that could not be loaded is a failure', () => {
    expect(read([], [{ message: "Error: Cannot find module './gone.ts'\n  at …" }])).toEqual([
      { kind: 'e2e', name: "Error: Cannot find module './gone.ts'", status: 'failed' },
    ]);
  });
});

test('prints a row for every kind, each skip with its reason, and the closing line last', () => {
  const lines = reportLines([
    { kind: 'unit', name: 'adds', status: 'passed' },
    { kind: 'e2e', name: 'opens', status: 'failed' },
    { kind: 'electron', name: 'tray', status: 'skipped', reason: 'no desktop' },
    { kind: 'electron', name: 'other', status: 'skipped' },
  ]);
  expect(lines.filter((line) => KINDS.includes(line.split(' ')[0] ?? ''))).toHaveLength(KINDS.length);
  expect(lines).toContain('unit               1       0        0');
  expect(lines).toContain('electron           0       0        2');
  expect(lines.slice(-5)).toEqual([
    'failed  e2e: opens',
    'skipped electron: tray (no desktop)',
    'skipped electron: other (no reason given)',
    '',
    'tests: 1 passed, 1 failed, 2 skipped',
  ]);
});
