/** @file The demo's later steps as a person types them, in a process of its own towards the practice bank in another. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, it as test, vi } from 'vitest';
import { reportsOf, runDemo, type Sandbox, startSandbox } from '../harness/demo-command.ts';

const NOW = '2026-11-07T11:07:00Z';
const FIRST_END = '2027-11-07T11:07:00.000Z';
const NOTHING_NEW = { outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 };

type Overview = {
  readonly users: readonly {
    readonly id: string;
    readonly accesses: readonly {
      readonly bank: string;
      readonly consentExpiresAt: string;
      readonly accounts: readonly { readonly key: string }[];
    }[];
  }[];
};

/** Most of a walk is waiting, as it would be for a person: these wait side by side. */
const it = test.concurrent;
vi.setConfig({ testTimeout: 120_000 });

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-cli-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function practiceBank({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<Sandbox> {
  const bank = await startSandbox('--seed', '7', '--now', NOW, '--transactions', '300');
  onTestFinished(() => bank.close());
  return bank;
}
/** One walk towards the practice bank, with what its steps printed. */
async function walk(bank: Sandbox, steps: readonly string[]) {
  const ended = await runDemo(['--json', '--now', NOW, ...bank.towards, '--do', steps.join('; ')], { LC_ALL: 'C' });
  expect(ended.code).toBe(0);
  return { reports: reportsOf(ended), stderr: ended.stderr };
}
const held = (overview: Overview) =>
  Object.fromEntries((overview.users[0]?.accesses ?? []).map(({ bank, accounts }) => [bank, accounts.map(({ key }) => key).sort()]));
const lookedAt = (file: string) => held(JSON.parse(readFileSync(file, 'utf8')) as Overview); // what the control answers

describe('all five steps in one walk', () => {
  it('over a bank that issues every id anew before each of them ends with the bank as empty as the list', async (context) => {
    // The person saw the disconnected bank come back, `resource_gone` from a bank in good order, and accounts left at the provider.
    const bank = await practiceBank(context);
    const anew = bank.step('bank', { op: 'reissue', what: 'accounts' });
    const file = join(dir, 'anew.json');
    const { reports } = await walk(bank, [
      'connect',
      'sync',
      anew,
      'user-sync',
      anew,
      'renew Practice Bank / مصرف التدريب',
      anew,
      'remove-account 4821',
      anew,
      'disconnect مصرف النموذج',
      'sync',
      bank.look(file),
      anew,
      'erase',
      'sync',
    ]);
    const [first, second, erased, nothing] = reports;
    expect(reports.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined, [{ step: 'sync', code: 'reconnect_required' }]]);
    expect([first?.run.newTransactions, second?.run]).toEqual([300, NOTHING_NEW]);
    const left = first?.accounts.filter(({ bankName, numberLast4 }) => bankName !== 'Sample Bank' && numberLast4 !== '4821');
    expect(second?.accounts).toEqual(left);
    expect(lookedAt(file)).toEqual({ 'practice-bank': ['credit', 'savings'], 'practice-wallet': ['prepaid', 'wallet'] });
    expect(erased).toEqual({ accounts: [], connections: [], run: NOTHING_NEW });
    expect([nothing?.run.outcome, nothing?.accounts]).toEqual(['failed', []]);
    expect((await bank.control<Overview>('bank')).users).toEqual([]);
  });

  it('over a bank that changes, deletes and adds rows, stumbles and loses answers ends with the right rows', async (context) => {
    const bank = await practiceBank(context);
    const stumbling = [
      { endpoint: 'POST /ongoing/sync', status: 429, retryAfter: 1 },
      { endpoint: 'GET /rest/accounts', status: 502, html: true },
      { endpoint: 'DELETE /rest/*', status: 503, retryAfter: 0 },
      { endpoint: 'DELETE /rest/*', reset: true, afterwards: true, skip: 1 },
      { endpoint: 'GET /rest/accounts/*/transactions', truncate: true },
    ];
    const { reports } = await walk(bank, [
      'connect',
      'sync',
      bank.step('faults', stumbling),
      bank.step('bank', [
        { op: 'add', account: '7730', amount: '-12.50', name: 'New Shop', bookedOn: '2026-11-05' },
        { op: 'add', account: '4821', amount: '-1.00', name: 'Gone Shop', bookedOn: '2026-11-05' },
        { op: 'settle' },
      ]),
      'user-sync',
      'renew practice bank',
      'remove-account 4821',
      'sync',
    ]);
    const [first, second] = reports;
    expect([second?.errors, second?.run.outcome]).toEqual([undefined, 'ok']);
    const of = (last4: string, list = first) => list?.accounts.find(({ numberLast4 }) => numberLast4 === last4);
    expect(of('4821', second)).toBeUndefined();
    expect(of('7730', second)).toMatchObject({
      bookedCount: (of('7730')?.bookedCount ?? 0) + 1,
      bookedSumMinor: (of('7730')?.bookedSumMinor ?? 0) - 1250,
    });
    expect(second?.accounts.every(({ pendingCount }) => pendingCount === 0)).toBe(true);
    expect(second?.connections.find(({ bankName }) => bankName === 'Practice Bank')?.expiresAt).not.toBe(FIRST_END);
  });
});

describe('renew', () => {
  const ends = (report: ReturnType<typeof reportsOf>[number] | undefined) =>
    report?.connections.map(({ bankName, expiresAt }) => `${bankName} ${expiresAt === FIRST_END ? 'as before' : 'later'}`);

  it('falls back to connecting the bank again, and fails where that does not prolong it either', async (context) => {
    const bank = await practiceBank(context);
    const { reports } = await walk(bank, [
      'connect',
      'sync',
      bank.step('bank', { op: 'settings', doesSyncProlong: false, reconnect: 'reuse' }),
      'renew practice-wallet',
      'sync',
      bank.step('bank', { op: 'settings', reconnect: 'leave' }),
      bank.step('clock', { advanceMs: 60_000 }),
      'renew Practice Wallet',
      'sync',
      'renew Practise Wallet',
    ]);
    const [first, second, third, last] = reports;
    expect(second).toEqual({ ...first, run: NOTHING_NEW, errors: [{ step: 'renew practice-wallet', code: 'not_prolonged' }] });
    expect([third?.errors, third?.accounts]).toEqual([undefined, first?.accounts]);
    expect(ends(third)).toEqual(['Practice Bank as before', 'Practice Wallet later', 'Sample Bank as before']);
    expect(last).toEqual({
      ...third,
      run: { ...NOTHING_NEW, outcome: 'failed' },
      errors: [{ step: 'renew Practise Wallet', code: 'not_found' }],
    });
    // The old access was ended: one is left for each bank.
    expect((await bank.control<Overview>('bank')).users[0]?.accesses.map(({ bank: key }) => key).sort()).toEqual([
      'practice-bank',
      'practice-wallet',
      'sample-bank',
    ]);
  });

  it('goes on without tokens, and partial where one account cannot be read after it', async (context) => {
    const bank = await practiceBank(context);
    const { reports } = await walk(bank, [
      'connect',
      'sync',
      bank.step('bank', { op: 'tokens' }),
      'sync',
      'renew Sample Bank',
      bank.step('faults', { endpoint: 'GET /rest/accounts/*/transactions', status: 400, code: 10_000, times: 1 }),
      'sync',
      'sync',
    ]);
    expect(reports.map(({ run, errors }) => `${run.outcome} ${errors?.map(({ code }) => code).join() ?? ''}`)).toEqual([
      'ok ',
      'failed reconnect_required',
      'partial ',
      'ok ',
    ]);
    expect(reports[3]?.accounts).toEqual(reports[0]?.accounts);
    expect(reports[3]?.connections.map(({ state }) => state)).toEqual(['active', 'active', 'active']);
  });
});

it('R20 user-sync asks no bank a fifth time, whatever became of the four, and connecting again changes nothing about that', async (context) => {
  const bank = await practiceBank(context);
  const lost = bank.step('faults', { endpoint: 'POST /ongoing/sync', reset: true, afterwards: true, times: 3 });
  const { reports, stderr } = await walk(bank, ['connect', lost, ...Array.from({ length: 6 }, () => 'user-sync'), 'sync']);
  const codes = reports[0]?.errors?.map(({ step, code }) => `${step} ${code}`) ?? [];
  expect(codes.filter((code) => code === 'user-sync sync_quota_exceeded')).toHaveLength(9);
  expect(stderr).toMatch(
    /: Practice Bank \/ مصرف التدريب was asked often enough; again from 2026-11-08 11:0\d UTC \(sync_quota_exceeded\)/,
  );
});

describe('for a person', () => {
  it('says after each sync and erase what there was then, what failed and what to type instead', async () => {
    const steps = 'connect; sync; renew Bnak; remove-account 0000; disconnect مصرف التدريب; sync; erase';
    const { code, stdout, stderr } = await runDemo(['--transactions', '300', '--now', NOW, '--do', steps]);
    const [first = '', second = '', third = ''] = stdout.split(/^After /m).slice(1);
    expect([code, first.split('\n')[0], second.split('\n')[0], third.split('\n')[0]]).toEqual([0, '"sync":', '"sync":', '"erase":']);
    // The list of the first was empty because the rows were gone when it was printed.
    expect(first).toMatch(/Last transactions\n {2}2026-11-0/);
    expect(first).toMatch(/Practice Bank, current ••4821 .*\n[\s\S]*Read 300 new transactions \(ok\)\.\n/);
    expect(second).not.toContain('••4821');
    expect(third).toMatch(/Accounts\n {2}none\n\nConsents\n {2}none\n\nLast transactions\n {2}none\n/);
    const told = [
      'Step "renew Bnak" failed: no bank is called "Bnak"; there are "Practice Bank / مصرف التدريب", ',
      'Step "remove-account 0000" failed: no account ends in 0000; there are Practice Bank 4821, ',
    ];
    for (const line of told) expect([second.includes(line), stderr.includes(line)]).toEqual([true, true]);
    expect(first).not.toContain('failed:');
  });

  it('explains every step on --help, and a call it does not understand in a line, with exit code 2', async () => {
    const help = await runDemo(['--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    for (const part of ['renew BANK', 'remove-account LAST4', 'disconnect BANK', 'erase', 'user-sync', 'Exit code'])
      expect(help.stdout).toContain(part);
    const wrong = await runDemo(['--json', '--do', 'connect; renw مصرف التدريب']);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr.split('\n')[0]).toMatch(/^not a step: "renw مصرف التدريب" \(steps are: connect, /);
    expect(wrong.stderr).toContain('--help');
  });
});
