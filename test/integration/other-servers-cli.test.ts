/** @file The command line itself towards somebody else's server: steps, widget command, what stdout carries, exit code. */
import { spawn } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import type { Report } from '../../scripts/demo/report.ts';
import { OTHER_CLIENT, type OtherServer, startOtherServer } from '../harness/other-server.ts';
import { account, items } from '../harness/other-walk.ts';

let server: OtherServer;
afterEach(() => server.close());

/** Follows the widget's redirect, as `curl -L` would. */
const FOLLOW = `"${process.execPath}" -e "fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)"`;

function demo(args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  const { clientId, clientSecret } = OTHER_CLIENT;
  const towards = ['--json', '--base-url', `${server.baseUrl}/`, '--client-id', clientId];
  const env = { ...process.env, MIZAN_CLIENT_SECRET: clientSecret };
  const child = spawn(process.execPath, ['scripts/demo.ts', ...towards, ...args], { stdio: ['ignore', 'pipe', 'ignore'], env });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += String(chunk);
  });
  return new Promise((done) => child.on('close', (code) => done({ code, stdout })));
}

it('prints one object for the default walk, and nothing else', async () => {
  server = await startOtherServer({
    accounts: [account('A1', items(1001), { type: 'Charge card', iban: 'SA0380000000608010167519', name: 'بطاقة' })],
    accesses: { accesses: [{ id: 'X1.1', consent: { expires_at: '2099-03-01T10:00:00.5+03:00' } }] },
    prefix: '/v1',
  });
  const { code, stdout } = await demo(['--widget-command', FOLLOW]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toEqual({
    accounts: [
      {
        bankName: 'Other Bank',
        kind: 'charge_card',
        currency: 'SAR',
        ibanLast4: '7519',
        numberLast4: '00A1',
        balanceMinor: 136_739,
        bookedCount: 1001,
        pendingCount: 0,
        bookedSumMinor: 1_001_000,
      },
    ],
    connections: [{ bankName: 'Other Bank', state: 'active', expiresAt: '2099-03-01T07:00:00.500Z' }],
    run: { outcome: 'ok', newTransactions: 1001, changedTransactions: 0, removedTransactions: 0 },
  });
});

it('prints an object per sync, walks on over failing steps, and ends with exit code 0', async () => {
  server = await startOtherServer({ accounts: [account('A1', items(5))] });
  let visits = 0;
  const { redirect } = server.world;
  // The first pass is cancelled.
  server.world.redirect = (link) => {
    visits += 1;
    return visits === 1 ? `${link.redirectUri}?success=false&state=${link.state}` : redirect(link);
  };
  const steps = 'sync; connect; sync; run exit 3; connect; wait 5; sync; run echo noise; sync; connect';
  server.world.faults.push({ on: /^POST \/ongoing\/access$/, answer: { status: 503 }, times: 0 });
  const { code, stdout } = await demo(['--widget-command', `sleep 0.01 && ${FOLLOW}`, '--do', steps]);
  const reports = JSON.parse(stdout) as Report[];
  expect(code).toBe(0);
  expect(reports.map(({ run, errors }) => ({ outcome: run.outcome, read: run.newTransactions, errors }))).toEqual([
    { outcome: 'failed', read: 0, errors: [{ step: 'sync', code: 'reconnect_required' }] },
    {
      outcome: 'failed',
      read: 0,
      errors: [
        { step: 'connect', code: 'flow_not_completed' },
        { step: 'sync', code: 'reconnect_required' },
      ],
    },
    { outcome: 'ok', read: 5, errors: [{ step: 'run exit 3', code: 'command_failed' }] },
    { outcome: 'ok', read: 0, errors: undefined },
  ]);
  expect(server.posts.filter(({ path }) => path === '/ongoing/access').map(({ body }) => body.save_secrets)).toEqual([true, true, true]);
});

it('hands the widget command an address on any host, as one quoted argument', async () => {
  server = await startOtherServer({
    accounts: [account('A1', items(2)), account('A2', items(1), { access_id: 'X2', bank_name: "O'Bank" })],
    location: ({ id, origin }) => `https://widget.bank.example/w/${id}?a=$HOME&b=%27;c&origin=${encodeURIComponent(origin)}`,
  });
  const visit = 'const url = new URL(process.argv[1]); process.argv.length === 2 && fetch(url.searchParams.get(`origin`) + url.pathname)';
  const { code, stdout } = await demo(['--widget-command', `"${process.execPath}" -e '${visit}'`, '--do', 'connect; sync;']);
  const reports = JSON.parse(stdout) as Report[];
  expect(code).toBe(0);
  expect(reports.map(({ run }) => run)).toEqual([{ outcome: 'ok', newTransactions: 3, changedTransactions: 0, removedTransactions: 0 }]);
  expect(reports[0]?.connections.map(({ bankName }) => bankName)).toEqual(["O'Bank", 'Other Bank']);
});

it('gives a connect up ten seconds after its command ended without a callback', async () => {
  server = await startOtherServer({ accounts: [account('A1', items(5))] });
  const startedAt = performance.now();
  const { code, stdout } = await demo(['--widget-command', 'true', '--do', 'connect']);
  const reports = JSON.parse(stdout) as Report[];
  expect(code).toBe(0);
  expect(reports).toMatchObject([
    { accounts: [], connections: [], run: { outcome: 'failed' }, errors: [{ step: 'connect', code: 'flow_timed_out' }] },
  ]);
  expect(performance.now() - startedAt).toBeGreaterThan(10_000);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
