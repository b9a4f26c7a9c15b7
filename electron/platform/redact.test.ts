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

describe('S27 exactly what is taken out', () => {
  test.each([
    ['Authorization: zz-top, next', 'Authorization: <redacted>, next'],
    ['authorization  =  Bearer zz-top; next', 'authorization = <redacted>; next'],
    ['authorization:zz-top next', 'authorization:<redacted> next'],
    ['got Authorization : Basic  zz-top; x', 'got Authorization : <redacted>; x'],
    ['sent Bearer   aa.bb~c+d/e=f-g then', 'sent Bearer <redacted> then'],
    ['sent basic zz then', 'sent basic <redacted> then'],
    ['jwt eyJab. end', 'jwt <jwt>. end'],
    ['jwt eyJabc-d.efg_h.ijk-l.rest end', 'jwt <jwt>.rest end'],
    ['jwt eyJabc end', 'jwt <jwt> end'],
    ['eyJabc.def then', '<jwt> then'],
    ['{"access_token": "zz-top", "x": 1}', '{"access_token": "<redacted>", "x": 1}'],
    ["state='zz-top'&y", "state='<redacted>'&y"],
    ['code=zz;x', 'code=<redacted>;x'],
    ['token : zz}', 'token : <redacted>}'],
    ['id_token=zz,next', 'id_token=<redacted>,next'],
    ['client_id=zz next', 'client_id=<redacted> next'],
    ['see https://u:p@host.example/a?b=c#d"x', 'see <url>"x'],
    ['ftp+x.1-y://h end', '<url> end'],
    ['x app.mizan.desktop: y', 'x <url> y'],
    ['app.mizan.desktop:/callback?x=1"y', '<url>"y'],
    ['row sa0380000000608010167519 x', 'row <iban> x'],
    ['row sa038000000 x', 'row sa038000000 x'],
    ['row zz123456789012 x', 'row <iban> x'],
    ['row z123456789012 x', 'row z123456789012 x'],
    ['IBAN SA0380000000608010167519 x', 'IBAN <iban ..7519> x'],
    ['IBAN SA03 8000 0000 6080 1016 7519 x', 'IBAN <iban ..7519> x'],
    ['GB82 WEST 1234 5698 7654 32 x', '<iban ..5432> x'],
    ['DE8937040044053201300 x', '<iban ..1300> x'],
    ['NL91ABNA0417164300 x', '<iban ..4300> x'],
    ['NO9386011117947 x', '<iban ..7947> x'],
    ['mail a.b+c-d@ex-am.ple.com x', 'mail <email> x'],
    ['mail a@b.c x', 'mail <email> x'],
    ['at /one/two/three x', 'at <path> x'],
    ['at C:\\one\\two x', 'at <path> x'],
    ['D:/one/two x', '<path> x'],
    ['at /one x', 'at /one x'],
    ['a/b x', 'a/b x'],
    ['num 123456 x', 'num <number> x'],
    ['num 12345 x', 'num 12345 x'],
    ['نص محمد علي here', '<text>here'],
    ['a \n\t b', 'a b'],
    [`id ${'A'.repeat(32)} x`, 'id <blob> x'],
    [`id ${'A'.repeat(31)} x`, `id ${'A'.repeat(31)} x`],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  test('only the beginning of a long text is kept, and what was cut off tells nothing', () => {
    expect(redactText('ab '.repeat(1000))).toBe('ab '.repeat(100));
    expect(redactText(`${' '.repeat(2000)}SA0380000000608010167519`)).toBe(' ');
  });

  test('keys decide where the look of a value cannot', () => {
    const closed = ['Name', 'bankName', 'name', 'url', 'path', 'account', 'ownerIban', 'amountMinor', 'emailTo'];
    expect(redactFields(Object.fromEntries(closed.map((key) => [key, 'x'])))).toEqual(
      Object.fromEntries(closed.map((key) => [key, '<redacted>'])),
    );
    const open = { names: 'x', paths: 'x', accounts: 'list', accountId: 'a1', codes: 'Ab9', states: 'Ab9', n: null, b: true };
    expect(redactFields(open)).toEqual(open);
    expect(redactFields({ code: 'offline', state: 'waiting_long-er', reason: 'Ab9', outcome: '9ab', errorCode: 'a b' })).toEqual({
      code: 'offline',
      state: 'waiting_long-er',
      reason: '<redacted>',
      outcome: '<redacted>',
      errorCode: '<redacted>',
    });
    expect(redactFields({ code: 'a'.repeat(33), state: 'a'.repeat(32) })).toEqual({ code: '<redacted>', state: 'a'.repeat(32) });
    expect(redactFields({ k: 'a b', long: 'a'.repeat(65), blob: 'a'.repeat(64), mid: 'a'.repeat(31) })).toEqual({
      k: '<text>',
      long: '<text>',
      blob: '<blob>',
      mid: 'a'.repeat(31),
    });
  });
});

describe('S27 errors', () => {
  test('places are the files and lines of at most six frames, without folders', () => {
    const error = Object.assign(new Error('m'), { code: 'E_X' });
    error.stack = [
      'Error: m at x.js:1:1',
      'at weird.js:9:9',
      ...['    at one (/x/y/file-a.js:1:2)', '    at async file:///x/b.js:10:20', '    at native', '    at c.js:3:4 trailing'],
      ...[' at d.js:5:6', ' at e_f.js:7:8', ' at f.js:9:9'],
    ].join('\n');
    expect(describeError(error)).toEqual({ kind: 'Error', errorName: 'E_X', at: 'file-a.js:1:2 b.js:10:20 ? ? d.js:5:6 e_f.js:7:8' });
  });

  test('a code or a name that is no plain word is not one', () => {
    const described = (change: object) => describeError(Object.assign(new Error('m'), { stack: '' }, change));
    expect(described({ code: 'E 1' })).toEqual({ kind: 'Error', errorName: null, at: '' });
    expect(described({ code: ' E' })).toMatchObject({ errorName: null });
    expect(described({ code: 'E!' })).toMatchObject({ errorName: null });
    expect(described({ code: 'A'.repeat(41) })).toMatchObject({ errorName: null });
    expect(described({ code: 42 })).toMatchObject({ errorName: null });
    expect(described({})).toMatchObject({ errorName: null });
    expect(described({ name: 'Odd_Name1' })).toMatchObject({ kind: 'Odd_Name1' });
    for (const name of ['Odd name', '!Odd', 'Odd!', 'A'.repeat(61)]) expect(described({ name })).toMatchObject({ kind: 'Error' });
    expect(describeError(Object.assign(new Error('m'), { stack: undefined }))).toMatchObject({ at: '' });
  });

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
