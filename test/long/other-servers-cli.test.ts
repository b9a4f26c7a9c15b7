/** @file The command line itself towards somebody else's server: steps, widget command, what stdout carries, exit code. */
import { afterEach, expect, it } from 'vitest';
import type { Report } from '../../scripts/demo/report.ts';
import { reportsOf, runDemoAt } from '../harness/demo-command.ts';
import { type OtherServer, startOtherServer } from '../harness/other-server.ts';
import { account, items } from '../harness/other-walk.ts';
import { find, LATER_END, moveEnd, OTHER_BANK, onWay, reissue, twoBanks } from '../harness/other-world.ts';

let server: OtherServer;
afterEach(() => server.close());

/** Follows the widget's redirect, as `curl -L` would. */
const FOLLOW = `"${process.execPath}" -e "fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)"`;

const demo = (args: readonly string[]) => runDemoAt(server, args);

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

it('walks all later steps over a server that does nothing the easy way, and ends in the right state', async () => {
  server = await startOtherServer({ ...twoBanks(), prefix: '/v1' });
  const { world } = server;
  world.accounts.push(account('A3', items(5), { access_id: 'X1', bank_name: OTHER_BANK }));
  // A sync does not prolong; connecting anew gives new ids and a later end.
  world.onPass = onWay('access', () => {
    reissue(world, 'accesses', find(world, 'A3').listed.access_id as string);
    moveEnd(world, find(world, 'A3').listed.access_id as string, LATER_END);
  });
  world.events = {
    anew: () => reissue(world, 'accounts'),
    stumble: () =>
      world.faults.push(
        { on: /token$/, answer: 'lost' },
        { on: /^POST .*sync$/, answer: { status: 429, headers: { 'retry-after': '0' } } },
      ),
    late: () => Object.assign(world, { deletes: { status: 202, isLate: true } }),
    gone: () => Object.assign(world, { deletes: { status: 404 } }),
    half: () => world.faults.push({ on: /A2~\d+\/transactions/, answer: { status: 200, body: '{"transactions":[{"tra' } }),
  };
  const event = (name: string) => `run "${process.execPath}" -e 'fetch("${server.origin}/do/${name}")'`;
  const refresh = ['connect', 'sync', event('anew'), 'user-sync'];
  const renew = [event('stumble'), 'renew المصرف الآخر', 'renew Other Bank / المصرف الآخر'];
  const remove = [event('late'), 'remove-account 00a1', event('gone'), event('anew'), 'disconnect SECOND-BANK'];
  const steps = [...refresh, ...renew, ...remove, event('half'), 'sync', 'erase'];
  const ended = await demo(['--widget-command', FOLLOW, '--do', steps.join('; ')]);
  const [first, second, erased, ...others] = reportsOf(ended);
  expect([ended.code, first?.run.newTransactions, others]).toEqual([0, 14, []]);
  expect(second).toEqual({
    accounts: first?.accounts.filter(({ numberLast4 }) => numberLast4 === '00A2' || numberLast4 === '00A3'),
    connections: [{ bankName: 'Other Bank', state: 'active', expiresAt: LATER_END }],
    run: { outcome: 'partial', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 },
    errors: [{ step: 'renew المصرف الآخر', code: 'exchange_unclear' }],
  });
  expect(erased).toEqual({ accounts: [], connections: [], run: { ...second?.run, outcome: 'ok' } });
  server.settleDeletes();
  expect(server.held()).toEqual({ accounts: [], accesses: [] });
  const asked = server.calls
    .filter((call) => /^POST .*ongoing|^DELETE|revoke/.test(call))
    .map((call) => call.replace(/ \/v1\/|~\d+/g, ' '));
  expect(asked.map((call) => call.replace('rest/', '').trim())).toEqual([
    'POST ongoing/access',
    // Both banks, under ids that are not theirs any more, and then under those that are.
    ...['POST ongoing/sync', 'POST ongoing/sync', 'POST ongoing/sync'],
    // 429, then not prolonged, then the exchange that was lost; and once more.
    ...['POST ongoing/sync', 'POST ongoing/sync', 'POST ongoing/access'],
    ...['POST ongoing/access'],
    'DELETE accounts/A1',
    'DELETE accesses/X2',
    // Not deleted yet and under another id: it is asked for again, that bank's other accounts are not.
    'DELETE accounts/A1',
    'DELETE user',
  ]);
}, 60_000);
