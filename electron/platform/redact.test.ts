import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFileLog, createLog } from './log-file.ts';
import { describeError, redactFields, redactText } from './redact.ts';

/** One of everything that must never be seen. */
const CANARIES = {
  bearer: 'Bearer s3cr3tTokenValue',
  basic: 'Basic ZGVtbzpzZWNyZXQ=',
  jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
  state: 'kJ8s0dAq1Zx2Wc3Ve4Rb5Tn6Ym7Ui8Op9As0Df1Gh2J',
  callback: 'app.mizan.desktop:/callback?state=abc&code=def',
  url: 'https://connect.example.com/widget/42?lang=ar',
  iban: 'SA0380000000608010167519',
  spacedIban: 'SA03 8000 0000 6080 1016 7519',
  account: '608010167519',
  arabicName: 'محمد بن عبد الله',
  name: 'Mohammed Abdullah',
  sentence: 'POS PURCHASE GROCERIES RIYADH',
  path: '/home/someone/.config/Mizan/data/mizan.db',
  windowsPath: 'C:\\Users\\someone\\AppData\\mizan.db',
  email: 'someone@example.com',
};
const canaries = Object.entries(CANARIES);

/** The telling part: what of it may stay is the last four of an IBAN. */
const tells = (text: string, canary: string) => text.includes(canary.length > 12 ? canary.slice(0, Math.ceil(canary.length / 2)) : canary);

describe('S27 fields', () => {
  test.each(canaries)('%s is not written, whatever the field is called', (_what, canary) => {
    for (const key of ['operation', 'kind', 'code', 'state', 'name', 'detail', 'message', 'what']) {
      expect(tells(JSON.stringify(redactFields({ [key]: canary })), canary)).toBe(false);
    }
  });

  test('what helps is kept: names of operations, codes, counts, durations, refs, times', () => {
    const fields = {
      operation: 'accounts.list',
      code: 'offline',
      reason: 'start_failed',
      ref: 'a1b2c3',
      count: 12,
      ms: 40.5,
      ok: true,
      at: '2026-11-07T11:07:00Z',
    };
    expect(redactFields(fields)).toEqual(fields);
  });

  test('a one-time code under the name of an error code does not pass', () => {
    expect(redactFields({ code: 'aB3dE6', errorCode: '12345' })).toEqual({ code: '<redacted>', errorCode: '<redacted>' });
  });

  test('an IBAN keeps its last four', () => {
    expect(redactText(`row of ${CANARIES.iban} failed`)).toBe('row of <iban ..7519> failed');
  });
});

describe('S27 text that is not ours', () => {
  test.each(canaries.filter(([what]) => !['name', 'sentence'].includes(what)))('%s is taken out of a message', (_what, canary) => {
    expect(tells(redactText(`could not read ${canary} today`), canary)).toBe(false);
  });

  test.each(['access_token', 'refresh_token', 'client_secret', 'code', 'password'])(
    'the value of %s is taken out of JSON and forms',
    (key) => {
      expect(redactText(`{"${key}":"zz-top"} ${key}=zz-top&x=1`)).not.toContain('zz-top');
    },
  );

  test('never throws and never grows', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => redactText(text).length <= 300));
  });
});

describe('S27 errors', () => {
  test('an error is its kind, code and places; its message and folders stay out', () => {
    const error = Object.assign(new TypeError(`cannot open ${CANARIES.path}`), { code: 'ENOENT' });
    const described = describeError(error);
    expect(described).toMatchObject({ kind: 'TypeError', errorName: 'ENOENT' });
    expect(String(described.at)).toMatch(/^redact\.test\.ts:\d+:\d+/);
    expect(JSON.stringify(described)).not.toMatch(/someone|\/|cannot/);
  });

  test('what is thrown without being an error tells its type only', () => {
    expect(describeError('canary')).toEqual({ kind: 'string' });
  });
});

describe('S27 S28 log file', () => {
  const aFolder = () => {
    const dir = mkdtempSync(join(tmpdir(), 'mizan-log-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    return dir;
  };

  test('no canary gets through the log, as event or as field', () => {
    const lines: string[] = [];
    const log = createLog((_level, text) => lines.push(text));
    for (const [key, canary] of canaries) {
      log.info(canary, { [key]: canary });
      log.error('x', { detail: canary });
    }
    for (const [, canary] of canaries) expect(tells(lines.join('\n'), canary)).toBe(false);
  });

  test.skipIf(process.platform === 'win32')("the file is the owner's alone and stays within its size", () => {
    const dir = aFolder();
    const log = createFileLog({ dir, toConsole: false });
    for (let n = 0; n < 30_000; n += 1) log.info('sync.finished', { operation: 'accounts.list', ms: n, count: 100_000 });
    const files = readdirSync(dir).sort();
    expect(files).toEqual(['main.log', 'main.old.log']);
    for (const name of files) {
      const { mode, size } = statSync(join(dir, name));
      expect([mode & 0o777, size < 1_100_000]).toEqual([0o600, true]);
    }
    const last = readFileSync(join(dir, 'main.log'), 'utf8').trimEnd().split('\n').at(-1);
    expect(last).toMatch(/^\S+Z \[info\] +sync\.finished operation=accounts\.list ms=29999 count=100000$/);
  });
});
