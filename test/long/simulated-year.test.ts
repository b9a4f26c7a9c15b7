/**
 * @file A year with Mizan in about three minutes: three banks, a laptop that sleeps, bad networks, restarts and crashes, renewals, an
 * expiry, ids that are issued anew, a clock set back and a person who refreshes as often as allowed and more often. Everything is drawn
 * from one seed, which is printed; `MIZAN_MODEL_SEED` repeats it. `test/harness/year` makes the world, `calendar.ts` there says what happens.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import { atMost, type Figure, printTable, shown } from '../bench/figures.ts';
import { modelSeed } from '../harness/model-settings.ts';
import { DAY_MS, HOUR_MS, START_MS, timeOf, YEAR_DAYS } from '../harness/year/calendar.ts';
import { type Checks, createChecks, heapBytes } from '../harness/year/checks.ts';
import { createLaptop, type Laptop } from '../harness/year/laptop.ts';
import { type Lived, live } from '../harness/year/live.ts';
import { type BankKey, createPerson, type Person } from '../harness/year/person.ts';
import {
  answersOn,
  crowdedDays,
  firstAwake,
  hastyReads,
  isAutomatic,
  longGaps,
  needlessRefusals,
  readsWithin,
} from '../harness/year/reckoning.ts';

const BANKS: readonly BankKey[] = ['practice-bank', 'sample-bank', 'practice-wallet'];
const MEGABYTE = 1_048_576;
/** A reminder comes with the tick of the minute. */
const TICK_MS = 61_000;

let laptop: Laptop;
let person: Person;
let checks: Checks;
let lived: Lived;
let tookMs: number;
let heapAtMonth: number;
let heapAtEnd: number;

beforeAll(async () => {
  const seed = modelSeed('simulated year');
  const startedMs = performance.now();
  laptop = await createLaptop({ seed, startMs: START_MS });
  person = createPerson(laptop);
  checks = createChecks(laptop, seed);
  laptop.onRun(async (run) => {
    if (run.outcome === 'ok') await checks.compareLedger();
    if (laptop.clock.now() < timeOf(30, 0)) heapAtMonth = 0;
    else heapAtMonth ||= heapBytes();
  });
  lived = await live({ laptop, person }, checks, seed);
  tookMs = performance.now() - startedMs;
  heapAtEnd = heapBytes();
}, 2_400_000);

afterAll(async () => {
  if (tookMs) printTable(figures());
  await laptop?.close();
});

const of = (calls: RegExp) => [...laptop.provider.calls].reduce((sum, [kind, count]) => (calls.test(kind) ? sum + count : sum), 0);
const runs = (outcome?: string) => laptop.record.runs.filter((run) => outcome === undefined || run.outcome === outcome).length;

function figures(): readonly Figure[] {
  const { counts, awake, notifications, biggestWalBytes } = laptop.record;
  const awakeMs = awake.reduce((sum, { fromMs, untilMs }) => sum + Math.min(untilMs, laptop.clock.now()) - fromMs, 0);
  return [
    shown('days', YEAR_DAYS, ''),
    shown('of them awake', awakeMs / DAY_MS, ''),
    shown('starts', counts.starts, ''),
    shown('crashes', counts.crashes, ''),
    shown('sleeps', counts.sleeps, ''),
    shown('times offline', laptop.machine.outages.length, ''),
    shown('runs', runs(), ''),
    shown('runs that read everything', runs('ok'), ''),
    shown('runs that read some', runs('partial'), ''),
    shown('runs that failed', runs('failed'), ''),
    shown('runs cut short', runs('cancelled'), ''),
    shown('calls sent', laptop.machine.callCount(), ''),
    shown('calls received', of(/./), ''),
    shown('attempts at a bank', laptop.provider.links.length, ''),
    shown('attempts refused here', person.tries.filter(({ answer }) => answer === 'refused').length, ''),
    shown('reminders', notifications.length, ''),
    shown('ids issued anew', lived.reissues, ''),
    shown('ledgers compared with the bank', checks.counts.ledgers, ''),
    shown('ledgers rebuilt', checks.counts.rebuilds, ''),
    shown('rows followed through the year', checks.bookmarkCount(), ''),
    shown('store', laptop.storeBytes() / MEGABYTE, 'MB'),
    shown('largest log of the store', biggestWalBytes / MEGABYTE, 'MB'),
    shown('heap after a month', heapAtMonth / MEGABYTE, 'MB'),
    shown('heap after the year', heapAtEnd / MEGABYTE, 'MB'),
    atMost('took', tookMs / 1000, 's', 600),
  ];
}

describe('after a year', () => {
  it('everything that was to happen has happened', () => {
    expect(lived.flows).toEqual({
      'connect first': 'done',
      'connect wallet': 'done',
      'connect practice again': 'done',
      practice: 'done (sync)',
      'tokens lost': 'reconnect_required',
      'practice, tokens lost': 'done (access)',
      'tokens found': 'active,active,active',
      'sample, at first': 'not_prolonged (sync)',
      'sample, then': 'done (access)',
      'sample, again': 'done (sync)',
      wallet: 'done (sync)',
    });
    const { counts } = laptop.record;
    const isEnough = [counts.crashes > 20, counts.quits > 60, counts.sleeps > 200, laptop.machine.outages.length > 20, lived.reissues > 5];
    expect({ counts, reissues: lived.reissues, isEnough }).toMatchObject({ isEnough: [true, true, true, true, true] });
    expect([runs('ok') > 800, runs('partial') > 0, runs('failed') > 0, runs('cancelled') > 0]).toEqual([true, true, true, true]);
  });

  it('R6 R16 every full read left exactly what the bank has, the invariants held every day and rebuilding gave the same', async () => {
    expect(await laptop.syncNow()).toMatchObject({ outcome: 'ok' });
    await checks.rebuild();
    expect(checks.found).toEqual([]);
    expect(checks.counts.ledgers).toBeGreaterThan(500);
    expect(checks.counts.overtaken).toBeLessThan(checks.counts.ledgers / 20);
    expect(checks.counts.days).toBeGreaterThan(330);
  });

  it('R17 R18 every row that was followed is the same row still, however often its id changed', async () => {
    await checks.checkBookmarks();
    expect(checks.found).toEqual([]);
    expect(checks.bookmarkCount()).toBeGreaterThan(100);
  });

  it('the lists of the window show what the bank has', async () => {
    const accounts = await laptop.look('accounts.list', { includeHidden: true });
    expect(accounts).toHaveLength(8);
    for (const holding of laptop.provider.holdings()) {
      const { number } = laptop.provider.bank.engine.account(holding.account.key);
      const account = accounts.find(({ numberLast4 }) => numberLast4 === number.slice(-4));
      const rows: string[] = [];
      for (let cursor: string | null = null, isMore = true; isMore; isMore = cursor !== null) {
        const page: Output<'transactions.page'> = await laptop.look('transactions.page', {
          accountIds: [account?.id ?? ''],
          cursor,
          limit: 500,
        });
        for (const row of page.rows)
          if (row.removedAt === null) rows.push(`${row.day} ${row.isPending ? 'pending' : 'booked'} ${row.amountMinor}`);
        cursor = page.nextCursor;
      }
      const book = laptop.provider.bookOf(holding).rows.map((text) => text.split(' | '));
      expect(rows.sort()).toEqual(book.map(([, state, minor, , day]) => `${day} ${state} ${minor}`).sort());
    }
  });

  it('R20 no bank was ever reached a fifth time in 24 hours', () => {
    for (const bank of BANKS) expect({ bank, crowded: crowdedDays(laptop.provider.links, bank) }).toEqual({ bank, crowded: [] });
  });

  it('R20 nobody was refused who had an attempt left', () => {
    const [backMs = 0, rightMs = 0, backAgainMs = 0, rightAgainMs = 0] = lived.clockBack;
    // Sleep while the clock lags counts for nothing, by design.
    const isInDoubt = (atMs: number) =>
      [
        [backMs, rightMs],
        [backAgainMs, rightAgainMs],
      ].some(([from = 0, until = 0]) => atMs >= from && atMs < until + 4 * DAY_MS);
    expect(needlessRefusals(person.tries.filter(({ atMs }) => !isInDoubt(atMs)))).toEqual([]);
    expect(person.tries.filter(({ answer }) => answer === 'refused').length).toBeGreaterThan(50);
  });

  it.each<[what: string, bank: BankKey, day: number, answers: string]>([
    ['a first connect', 'practice-bank', 0, 'asked asked asked asked refused refused refused'],
    ['a first connect of two banks at once', 'sample-bank', 0, 'asked asked asked asked refused refused refused'],
    ['a later connect', 'practice-wallet', 20, 'asked asked asked asked refused refused refused'],
    ['connecting once more', 'practice-bank', 250, 'asked asked asked asked refused refused refused'],
    ['connecting anew after the tokens were lost', 'practice-bank', 270, 'asked asked asked asked refused refused refused'],
    ['a renewal', 'practice-bank', 129, 'asked asked asked asked refused refused refused'],
    ['a renewal after the end', 'practice-wallet', 95, 'asked asked asked asked refused refused refused'],
    ['a renewal in two steps', 'sample-bank', 199, 'asked asked asked asked refused refused refused refused'],
    [
      'four attempts before the clock was put right',
      'practice-bank',
      83,
      'asked asked asked asked refused refused refused refused refused refused refused refused',
    ],
  ])('R20 %s leaves as many refreshes as are left of four', (_what, bank, day, answers) => {
    expect(answersOn(person.tries, bank, { fromMs: timeOf(day, 0), untilMs: timeOf(day + 1, 0) })).toBe(answers);
  });

  it('R21 read by itself about every six hours, never in haste, once after a long sleep, and when asked not twice in five minutes', () => {
    const { runs: all, awake, counts } = laptop.record;
    expect(hastyReads(all)).toEqual([]);
    expect(longGaps(all, { awake, outages: laptop.machine.outages, clockSet: lived.clockBack })).toEqual([]);
    expect(lived.returns.map((atMs) => readsWithin(all, atMs, HOUR_MS).map(({ outcome }) => outcome))).toEqual(
      lived.returns.map(() => ['ok']),
    );
    expect(lived.readsTwice).toEqual(['read busy', 'read busy']);
    const failures = runs('failed') + runs('partial') + runs('cancelled');
    expect(all.filter(isAutomatic).length).toBeLessThan(
      YEAR_DAYS * 4.5 + counts.starts + counts.sleeps + laptop.machine.outages.length + failures,
    );
  });

  it('R29 nothing grew: the log of the store, the log file, handles, memory', async () => {
    const { samples } = checks;
    const most = (part: typeof samples, what: 'handles' | 'descriptors') => Math.max(...part.map((sample) => sample[what]));
    const [early, late] = [samples.slice(5, 60), samples.slice(-55)];
    for (const what of ['handles', 'descriptors'] as const) expect(most(late, what)).toBeLessThanOrEqual(most(early, what) + 4);
    expect(laptop.record.biggestWalBytes).toBeLessThan(32 * MEGABYTE);
    for (const text of laptop.logFiles()) expect(text.length).toBeLessThan(1.1 * MEGABYTE);
    expect(heapAtEnd - heapAtMonth).toBeLessThan(100 * MEGABYTE);
  });

  it('S27 nothing went wrong unseen, and the log tells of nobody', () => {
    expect([...laptop.record.troubles.keys()].filter((event) => event.startsWith('error'))).toEqual([]);
    const { accounts, banks } = laptop.provider.bank.engine.dataset;
    const telling = [...accounts.flatMap(({ iban, number, owner }) => [iban ?? number, number, owner]), ...banks.map(({ name }) => name)];
    for (const text of laptop.logFiles()) expect(telling.filter((word) => text.includes(word))).toEqual([]);
  });

  // Closing last: it is the clean end of the year.
  it('R29 closes cleanly and opens again', async () => {
    await laptop.quit();
    await laptop.start();
    expect((await laptop.look('app.status', {})).store).toBe('ready');
  });
});

describe('the consents of the year', () => {
  type Due = { readonly bank: BankKey; readonly grant: number; readonly days: number; readonly says: string };
  const due = (bank: BankKey, grant: number, days: number, says?: string): Due => ({
    bank,
    grant,
    days,
    says: says ?? (days === 0 ? 'What was read stays readable' : days === 1 ? 'It ends within a day' : `It ends in ${days} days`),
  });
  const REMINDERS: readonly Due[] = [
    // Due while the laptop slept until day 69: it comes late, with the days that are left, and the next one comes on its own.
    due('practice-wallet', 0, 14, 'It ends in 12 days'),
    due('practice-wallet', 0, 7),
    due('practice-wallet', 0, 3),
    // The clock goes back over the last day and the end: nothing is said twice.
    due('practice-wallet', 0, 1),
    due('practice-wallet', 0, 0),
    due('practice-bank', 0, 14),
    due('practice-bank', 0, 7),
    due('practice-bank', 0, 3),
    due('practice-bank', 0, 1),
    // Two were due while the laptop slept until day 194: one stands for both.
    due('sample-bank', 0, 7),
    due('sample-bank', 0, 3),
    due('sample-bank', 0, 1),
    // The clock goes back over the first of these.
    due('sample-bank', 1, 14),
    due('sample-bank', 1, 7),
    due('sample-bank', 1, 3),
    due('sample-bank', 1, 1),
  ];

  it('R25 every reminder was shown exactly once, when it was due or as soon as the laptop was awake', () => {
    const said = laptop.record.notifications.map(({ title, body }) => `${title}: ${body.split('.')[0]}`);
    const titleOf = ({ bank, days }: Due) => `${person.nameOf(bank)}: the consent ${days === 0 ? 'has ended' : 'ends soon'}`;
    expect(said).toEqual(REMINDERS.map((one) => `${titleOf(one)}: ${one.says}`));
    for (const [index, { bank, grant, days }] of REMINDERS.entries()) {
      const dueMs = firstAwake(laptop.record.awake, (person.grants.get(bank)?.[grant] ?? 0) - days * DAY_MS);
      const lateMs = (laptop.record.notifications[index]?.atMs ?? 0) - dueMs;
      expect({ index, bank, days, isInTime: lateMs >= 0 && lateMs <= TICK_MS }).toEqual({ index, bank, days, isInTime: true });
    }
  });

  it('R25 a reminder that another one stood for is noted as past, not as shown', async () => {
    const notes = await laptop.read((db) =>
      db
        .prepare(
          `SELECT c.bank_name AS bank, group_concat(iif(o.is_shown, 'shown ', 'past ') || o.days_before, ', ' ORDER BY o.days_before DESC) AS notes
           FROM notices o JOIN consents n ON n.id = o.consent_id JOIN connections c ON c.id = n.connection_id
           GROUP BY o.consent_id ORDER BY min(o.at)`,
        )
        .all(),
    );
    expect(notes).toEqual([
      { bank: 'Practice Wallet', notes: 'shown 14, shown 7, shown 3, shown 1, shown 0' },
      { bank: 'Practice Bank', notes: 'shown 14, shown 7, shown 3, shown 1' },
      { bank: 'Sample Bank', notes: 'past 14, shown 7, shown 3, shown 1' },
      { bank: 'Sample Bank', notes: 'shown 14, shown 7, shown 3, shown 1' },
    ]);
  });

  it('R25 every account has one unbroken lane under all its consents', async () => {
    const { groups } = await laptop.look('consents.timeline', {});
    const lanes = groups.flatMap((group) =>
      group.lanes.map((lane) => ({
        bank: group.bankName,
        last4: lane.last4,
        consents: lane.bars.map((bar) => bar.state).join(', '),
        held: lane.held.length,
        gaps: lane.gaps.length,
        isArchived: lane.isArchived,
      })),
    );
    const whole = { held: 1, gaps: 0, isArchived: false };
    // The provider moved the first bank's access under a new id once, which reads as a grant with the same end; then come a renewal,
    // the bank connected once more, and anew after the tokens were lost.
    const ofPractice = { bank: 'Practice Bank', consents: 'replaced, replaced, replaced, replaced, in_force', ...whole };
    const ofSample = { bank: 'Sample Bank', consents: 'replaced, replaced, in_force', ...whole };
    const ofWallet = { bank: 'Practice Wallet', consents: 'expired, in_force', ...whole };
    expect(lanes.toSorted((a, b) => (a.last4 ?? '').localeCompare(b.last4 ?? ''))).toEqual([
      { ...ofSample, last4: '1166' },
      { ...ofSample, last4: '2290' },
      { ...ofWallet, last4: '3317' },
      { ...ofPractice, last4: '4821' },
      { ...ofWallet, last4: '5508' },
      { ...ofSample, last4: '6652' },
      { ...ofPractice, last4: '7730' },
      { ...ofPractice, last4: '9034' },
    ]);
  });
});
