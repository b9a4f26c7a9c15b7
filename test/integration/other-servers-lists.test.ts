/** @file Servers that page, select and spell their transactions in other ways than the practice bank, through the whole core. */
import { afterEach, expect, it } from 'vitest';
import type { Report } from '../../scripts/demo/report.ts';
import { type OtherServer, startOtherServer } from '../harness/other-server.ts';
import type { OtherAccount, OtherItem } from '../harness/other-server-lists.ts';
import { account, item, items, type OtherWalk, startOtherWalk } from '../harness/other-walk.ts';

let server: OtherServer;
let walk: OtherWalk;

async function begin(accounts: OtherAccount[]): Promise<void> {
  server = await startOtherServer({ accounts, accesses: { accesses: [{ id: 'X1.1' }] } });
  walk = await startOtherWalk(server);
  expect((await walk.connect()).phase).toBe('done');
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

/** `booked pending sum` of each account by the last four of its number. */
const figures = ({ accounts }: Report) =>
  Object.fromEntries(accounts.map((one) => [one.numberLast4, `${one.bookedCount} ${one.pendingCount} ${one.bookedSumMinor}`]));
const pending = (change: Record<string, unknown> = {}, day = '2026-11-20') => item(change, { isPending: true, day });
const raw = (digits: string) => ({ $raw: digits });
const withoutIds = (list: readonly OtherItem[]) => list.map(({ body, ...rest }) => ({ ...rest, body: { ...body, transaction_id: ' ' } }));
const withoutTimes = (list: readonly OtherItem[]) =>
  list.map(({ body: { created_at: _created, modified_at: _modified, ...body }, ...rest }) => ({ ...rest, body }));

it('reads every list to its end, wherever the server cuts it', async () => {
  const table: [name: string, account: OtherAccount, figures: string][] = [
    ['none', account('a001', []), '0 0 0'],
    ['exactly 1000', account('a002', items(1000)), '1000 0 1000000'],
    ['1001', account('a003', items(1001)), '1001 0 1001000'],
    ['capped at 100', account('a004', items(300), {}, { cap: 100 }), '300 0 300000'],
    ['capped at 200', account('a005', items(450), {}, { cap: 200 }), '450 0 450000'],
    ['capped at 64', account('a006', items(130), {}, { cap: 64 }), '130 0 130000'],
    ['capped at 25', account('a007', items(77), {}, { cap: 25 }), '77 0 77000'],
    [
      'capped, pending too',
      account('a008', [...items(31), ...Array.from({ length: 31 }, () => pending())], {}, { cap: 10 }),
      '31 31 31000',
    ],
    ['offset ignored', account('a009', items(120), {}, { beyond: 'circle' }), '120 0 120000'],
    ['offset ignored, no ids', account('a010', withoutIds(items(120)), {}, { beyond: 'circle' }), '120 0 120000'],
    ['offset ignored, 1000', account('a011', withoutIds(items(1000)), {}, { beyond: 'circle' }), '1000 0 1000000'],
    ['last page again', account('a012', items(230), {}, { cap: 100, beyond: 'last' }), '230 0 230000'],
    ['an offset beyond the end refused', account('a013', items(30), {}, { beyond: 'refused' }), '30 0 30000'],
    ['sort ignored', account('a014', items(1500), {}, { isNewestFirst: true }), '1500 0 1500000'],
    ['pending in every list', account('a015', [...items(20), pending()], {}, { pending: 'mixed' }), '20 1 20000'],
    [
      'pending on every page',
      account('a016', [...items(20), ...withoutIds([pending(), pending()])], {}, { pending: 'every page' }),
      '20 2 20000',
    ],
    ['include_pending ignored', account('a017', [...items(3), pending()], {}, { pending: 'never' }), '3 0 3000'],
    ['include_pending refused', account('a018', items(3), {}, { refuses: /include_pending/ }), '3 0 3000'],
    ['count=1000 refused', account('a019', items(150), {}, { refuses: /count=1000/ }), '150 0 150000'],
    ['a bare list', account('a020', items(12), {}, { wrap: (list) => list }), '12 0 12000'],
    [
      'pending by window only',
      account('a021', [item({}, { day: '2024-03-01' }), pending({}, '2024-03-04')], {}, { pending: 'windowed' }),
      '1 1 1000',
    ],
  ];
  await begin(table.map(([, one]) => one));
  const report = await walk.sync();
  expect(report.run).toMatchObject({ outcome: 'ok', changedTransactions: 0, removedTransactions: 0 });
  expect(figures(report)).toEqual(Object.fromEntries(table.map(([, one, expected]) => [one.id, expected])));
  const again = await walk.sync();
  expect(again.run).toEqual({ outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 });
  expect(again.accounts).toEqual(report.accounts);
});

it('reads every spelling of one transaction, and sets aside what cannot be read', async () => {
  const spelled = (...bodies: Record<string, unknown>[]) => bodies.map((body) => item(body));
  const table: [account: OtherAccount, figures: string][] = [
    [
      account('b001', spelled({ amount: 0.1 }, { amount: raw('1e2') }, { amount: -0.01 }, { amount: raw('9999999.99') }, { amount: 0 })),
      '5 0 1000010008',
    ],
    [
      account('b002', spelled({ amount: '12.34' }, { amount: raw('-1.50E1') }, { amount: raw('0.10000') }, { amount: '-0.005' })),
      '4 0 -257',
    ],
    [
      account('b003', spelled({ amount: null }, { amount: '12,34' }, { amount: { value: 1 } }, { amount: undefined }, { amount: 7 })),
      '1 0 700',
    ],
    [
      account(
        'b004',
        spelled({ booked_at: '2026-10-05' }, { booked_at: '2026-10-05T21:30:00+00:00' }, { booked_at: '2026-10-05 10:00:00' }),
      ),
      '3 0 3000',
    ],
    [
      account(
        'b005',
        spelled({ booked_at: undefined }, { booked_at: '', settled_at: '2026-10-05T00:00:00Z' }, { booked_at: '05.10.2026' }),
      ),
      '2 0 2000',
    ],
    [account('b006', spelled({ currency: 'USD', amount: 99 }, { currency: 'sar' }, { currency: '' }, { currency: undefined })), '4 0 3000'],
    [account('b007', spelled({ booked: undefined }, { booked: null }, { booked: 'true' }, { booked: 1 })), '4 0 4000'],
    [account('b008', spelled({ amount: 1500, currency: 'JPY' }), { currency: 'JPY', balance: { balance: 250_000 } }), '1 0 1500'],
    [
      account('b009', spelled({ amount: raw('1.2345'), currency: 'KWD' }), { currency: 'KWD', balance: { balance: raw('10.5') } }),
      '1 0 1235',
    ],
    [
      account('b010', [...spelled({ transaction_id: raw('99844684550094849123') }), item({ transaction_id: raw('99844684550094849124') })]),
      '2 0 2000',
    ],
    [account('b011', [item({ transaction_id: 'T-same' }), item({ transaction_id: 'T-same', amount: 11 })]), '1 0 1100'],
    [account('b012', withoutIds([item({ name: 'Cafe', purpose: 'Latte' }), item({ name: 'Cafe', purpose: 'Latte' })])), '2 0 2000'],
    [
      account('b013', spelled({ name: 'مطعم الواحة', purpose: 'شراء ١٢ \u202e\u0000 "x" \\ \n' }, { purpose: 'ب'.repeat(5000) })),
      '2 0 2000',
    ],
    [account('b014', [item(), { ...item(), body: 'no object' as never }, { ...item(), body: null as never }]), '1 0 1000'],
    [account('b015', [item({ account_id: 'b015' }), item({ account_id: 'b001' })]), '1 0 1000'],
    [account('b016', withoutTimes(items(3))), '3 0 3000'],
    [account('b017', [item({ account_id: 'an id from before the reconnect' })]), '1 0 1000'],
  ];
  await begin(table.map(([one]) => one));
  const report = await walk.sync();
  expect(figures(report)).toEqual(Object.fromEntries(table.map(([one, expected]) => [one.id, expected])));
  expect(report.accounts.map((one) => [one.numberLast4, one.balanceMinor])).toEqual(
    expect.arrayContaining([
      ['b008', 250_000],
      ['b009', 10_500],
    ]),
  );
  const again = await walk.sync();
  expect(again.run).toEqual({ outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 });
  expect(again.accounts).toEqual(report.accounts);
});

/** What happens at the server between two syncs, and what the second must count: `new changed removed`, then the figures. */
type Change = { account: OtherAccount; change: (one: OtherAccount) => void; counts: string; figures: string };
const fixed = (id: string, body: Record<string, unknown> = {}) =>
  item({ transaction_id: id, name: 'Corner Cafe', purpose: `Order ${id}`, ...body });
const refusing = { refuses: /since_type=modified/ };
const changes: Record<string, Change> = {
  'a new booking': {
    account: account('c1', items(3)),
    change: (one) => one.items.push(item({}, { changedOn: '2026-11-20' })),
    counts: '1 0 0',
    figures: '4 0 4000',
  },
  'another amount and text': {
    account: account('c1', [fixed('T1'), fixed('T2')]),
    change: (one) => Object.assign(one.items[0] ?? {}, fixed('T1', { amount: 12.5, purpose: 'Corrected' }), { changedOn: '2026-11-20' }),
    counts: '0 1 0',
    figures: '2 0 2250',
  },
  'deleted ids as text': {
    account: account('c1', [fixed('T1'), fixed('T2')]),
    change: (one) => Object.assign(one, { items: one.items.slice(1), deleted: ['T1', 'unknown', null] }),
    counts: '0 0 1',
    figures: '1 0 1000',
  },
  'deleted ids as objects': {
    account: account('c1', [fixed('T1'), fixed('T2')]),
    change: (one) => Object.assign(one, { items: one.items.slice(1), deleted: [{ transaction_id: 'T1' }, {}] }),
    counts: '0 0 1',
    figures: '1 0 1000',
  },
  'deleted, by a server that tells no times': {
    account: account('c1', withoutTimes([fixed('T1'), fixed('T2')])),
    change: (one) => Object.assign(one, { items: one.items.slice(1), deleted: ['T1'] }),
    counts: '0 0 1',
    figures: '1 0 1000',
  },
  'a pending item booked under its id': {
    account: account('c1', [fixed('T1'), pending({ transaction_id: 'P1' })]),
    change: (one) => Object.assign(one, { items: [fixed('T1'), item({ transaction_id: 'P1' }, { changedOn: '2026-11-21' })] }),
    counts: '0 1 0',
    figures: '2 0 2000',
  },
  'a pending item booked under another id': {
    account: account('c1', [fixed('T1'), pending({ transaction_id: 'P1', name: 'Green Grocer' })]),
    change: (one) =>
      Object.assign(one, { items: [fixed('T1'), item({ name: 'Green Grocer' }, { day: '2026-11-21', changedOn: '2026-11-21' })] }),
    counts: '0 1 0',
    figures: '2 0 2000',
  },
  'a pending item without id that stays, one that goes, one that comes': {
    account: account('c1', withoutIds([pending({ name: 'Stays', purpose: '' }), pending({ name: 'Goes', purpose: '' })])),
    change: (one) =>
      Object.assign(one, { items: withoutIds([pending({ name: 'Stays', purpose: '' }), pending({ name: 'Comes', purpose: '' })]) }),
    counts: '1 0 1',
    figures: '0 2 0',
  },
  'every id issued anew, identical twins among them': {
    account: account('c1', [fixed('T1', { purpose: 'Same' }), fixed('T2', { purpose: 'Same' }), fixed('T3')]),
    change: (one) => {
      for (const [index, entry] of one.items.entries()) {
        entry.body = { ...entry.body, transaction_id: `N${index}`, modified_at: '2026-11-20T10:00:00Z' };
        entry.changedOn = '2026-11-20';
      }
    },
    counts: '0 0 0',
    figures: '3 0 3000',
  },
  'a new booking where changes cannot be asked for': {
    account: account('c1', items(3), {}, refusing),
    change: (one) => one.items.push(item({}, { day: '2026-11-20' })),
    counts: '1 0 0',
    figures: '4 0 4000',
  },
  'the same in plain words, and far back in time': {
    account: account('c1', [item({}, { day: '2023-05-01' })], {}, { ...refusing, refusal: { error: 'since_type is not supported' } }),
    change: (one) => one.items.push(item({}, { day: '2023-05-09' })),
    counts: '1 0 0',
    figures: '2 0 2000',
  },
  'a new booking older than the cursor': {
    account: account('c1', items(3)),
    change: (one) => one.items.push(item({ created_at: '2026-11-20T00:00:00Z' }, { day: '2026-01-02', changedOn: '2026-11-20' })),
    counts: '1 0 0',
    figures: '4 0 4000',
  },
};

it.each(Object.entries(changes))('follows %s', async (_name, { account: one, change, counts, figures: expected }) => {
  await begin([one]);
  const first = await walk.sync();
  expect(first.run).toMatchObject({ outcome: 'ok', newTransactions: one.items.length });
  change(one);
  const { run, ...report } = await walk.sync();
  expect(`${run.newTransactions} ${run.changedTransactions} ${run.removedTransactions}`).toBe(counts);
  expect(figures({ ...report, run })).toEqual({ '00c1': expected });
  expect((await walk.sync()).run).toEqual({ outcome: 'ok', newTransactions: 0, changedTransactions: 0, removedTransactions: 0 });
});

it('reads in smaller pages what would be too much at once', async () => {
  await begin([account('d001', items(1000, { purpose: 'x'.repeat(10_500) }))]);
  expect((await walk.sync()).run).toMatchObject({ outcome: 'ok', newTransactions: 1000 });
});

it('shows the balance that was told last, whatever day it names', async () => {
  const balances: unknown[] = [
    { balance: 1 },
    { balance: 2, balance_date: '2024-08-29' },
    { balance: 3, balance_date: '2099-01-01' },
    null,
    4,
  ];
  const told = account('e001', items(1));
  await begin([told]);
  const shown: (number | null | undefined)[] = [];
  for (const balance of balances) {
    told.listed.balance = balance;
    shown.push((await walk.sync()).accounts[0]?.balanceMinor);
  }
  expect(shown).toEqual([100, 200, 300, 300, 400]);
});
