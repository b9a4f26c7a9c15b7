/** @file Lives through the year: days and nights, deed after deed. */
import { type Dice, dice } from '../../../electron/sandbox/seeded.ts';
import { ABSENCES, type Absence, DAY_MS, HOUR_MS, isQuiet, keyDeeds, START_MS, timeOf, YEAR_DAYS } from './calendar.ts';
import type { Checks } from './checks.ts';
import { calmDown, crash, type Deed, drawDay, insist, reissue, restart, type World } from './deeds.ts';
import type { BankKey, Person } from './person.ts';

export type Lived = {
  /** How connecting and renewing ended, by what it was. */
  readonly flows: Record<string, string>;
  /** What the person called accounts, by their last four digits. */
  readonly names: Map<string, string>;
  /** What Mizan said to reading twice within a minute, on the days it is written down for. */
  readonly readsTwice: string[];
  /** When the laptop was opened again after a long absence. */
  readonly returns: number[];
  /** Around when its clock was two days behind. */
  readonly clockBack: number[];
  reissues: number;
};

const MINUTE_MS = 60_000;
const BANKS: Readonly<Record<'first' | 'wallet' | 'practice again', readonly BankKey[]>> = {
  first: ['practice-bank', 'sample-bank'],
  wallet: ['practice-wallet'],
  'practice again': ['practice-bank'],
};
const CLOCK_ERROR_MS = -2 * DAY_MS;
const NIGHTS_ON = 0.1;
const NIGHTS_QUIT = 0.3;

/** What is written down in the calendar, carried out with everything else in order. */
function scripted(world: World, lived: Lived): readonly Deed[] {
  const { laptop, person } = world;
  const { provider } = laptop;
  const key =
    (run: () => Promise<unknown>): Deed['run'] =>
    async () => {
      calmDown(world);
      await run();
    };
  const renew = async (name: string, bank: BankKey, options: Parameters<Person['renew']>[1]) => {
    // What the banks did lately is known before ids may change.
    await laptop.syncNow();
    const flow = await person.renew(bank, options);
    lived.flows[name] = `${flow.phase} (${flow.renewal?.way})`;
  };
  const setClock = (errorMs: number) =>
    key(async () => {
      laptop.clock.setWallError(errorMs);
      lived.clockBack.push(laptop.clock.now());
    });
  return keyDeeds({
    connect: (which) =>
      key(async () => {
        const { settings } = provider.bank.engine;
        settings.reconnect = which === 'practice again' ? 'reuse' : 'replace';
        const days = which === 'practice again' ? {} : { 'practice-bank': 130, 'sample-bank': 200, 'practice-wallet': 60 };
        const flow = await person.connect(BANKS[which], days);
        settings.reconnect = 'replace';
        lived.flows[`connect ${which}`] = flow.phase;
      }),
    insist: (bank) => key(() => insist(world, bank)),
    renewPractice: key(() => renew('practice', 'practice-bank', {})),
    loseTokens: key(async () => {
      provider.change({ op: 'tokens', kind: 'all' });
      lived.flows['tokens lost'] = (await laptop.syncNow()).errorCode ?? '';
    }),
    renewPracticeAfterLoss: key(async () => {
      await renew('practice, tokens lost', 'practice-bank', {});
      const states = (await laptop.demand('connections.list', {})).map(({ state }) => state);
      lived.flows['tokens found'] = states.join();
    }),
    renewSampleAnew: key(async () => {
      await renew('sample, at first', 'sample-bank', { doesProlong: false });
      await renew('sample, then', 'sample-bank', { way: 'access', days: 120 });
    }),
    renewSample: key(() => renew('sample, again', 'sample-bank', {})),
    renewWallet: key(() => renew('wallet', 'practice-wallet', {})),
    setClockBack: setClock(CLOCK_ERROR_MS),
    setClockRight: setClock(0),
    restart: key(() => restart(world)),
    crash: key(() => crash(world)),
    reissueAccounts: key(async () => {
      lived.reissues += Number(await reissue(world, { bank: 'practice-bank', what: 'accounts' }));
    }),
    readTwice: key(async () => lived.readsTwice.push(await person.readTwice())),
    rename: (last4, name) =>
      key(async () => {
        await person.rename(last4, name);
        lived.names.set(last4, name);
      }),
  });
}

/** To bed: the lid is closed, or Mizan was quit, or the laptop stays on. */
async function spendNight({ laptop }: World, nights: Dice, untilMs: number, absence: Absence | undefined): Promise<void> {
  const { clock } = laptop;
  const leftMs = untilMs - clock.now();
  if (leftMs <= 0) return;
  const roll = nights.next();
  if (absence?.isQuit || (!absence && roll < NIGHTS_QUIT)) {
    await laptop.quit();
    await clock.pass(leftMs);
    await laptop.start();
  } else if (!absence && roll > 1 - NIGHTS_ON) await clock.pass(leftMs);
  else await laptop.sleep(leftMs, { isTold: absence !== undefined || nights.chance(0.9) });
}

async function carryOut({ laptop: { clock } }: World, deeds: readonly Deed[]): Promise<void> {
  for (const { atMs, run } of deeds.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs > clock.now()) await clock.pass(atMs - clock.now());
    await run();
  }
}

export async function live(world: World, checks: Checks, seed: number): Promise<Lived> {
  const { laptop } = world;
  const { clock, provider } = laptop;
  const nights = dice('nights', seed);
  const lived: Lived = { flows: {}, names: new Map(), readsTwice: [], returns: [], clockBack: [], reissues: 0 };
  const key = scripted(world, lived);

  async function spendDay(day: number, bedMs: number): Promise<void> {
    const isOrdinary = !isQuiet(day);
    // In the hour after a return nothing else makes Mizan read, so that what the return made it do can be told.
    const restMs = lived.returns.at(-1) === clock.now() ? HOUR_MS : 0;
    const today = { fromMs: Math.max(clock.now() + restMs, timeOf(day, 8)), untilMs: bedMs - 2 * HOUR_MS };
    const ownKey = key.filter(({ atMs }) => atMs >= timeOf(day, 0) && atMs < timeOf(day + 1, 0));
    await carryOut(world, [...(isOrdinary ? drawDay(world, dice('day', seed, day), today) : []), ...ownKey]);
    if (isOrdinary && nights.chance(0.05) && laptop.machine.isNetworkUp()) {
      const bank = nights.pick(['practice-bank', 'sample-bank']);
      lived.reissues += Number(await reissue(world, { bank, what: 'transactions' }));
    }
    if (clock.now() < bedMs) await clock.pass(bedMs - clock.now());
    await checks.checkDay(lived.names);
    if (day % 60 === 59) await checks.rebuild();
  }

  provider.bank.engine.settings.doesSyncProlong = false;
  await laptop.start();
  await laptop.demand('settings.update', { notificationDetail: 'bank' });
  for (let day = 0; day < YEAR_DAYS; ) {
    const absence = ABSENCES.find(({ from }) => from === day);
    await spendDay(day, timeOf(day, 22.5) + nights.int(-60, 60) * MINUTE_MS);
    if (isQuiet(day + 1) || absence) calmDown(world);
    day = absence?.until ?? day + 1;
    await spendNight(world, nights, absence ? timeOf(day, absence.hour) : timeOf(day, 7) + nights.int(-30, 60) * MINUTE_MS, absence);
    if (absence) lived.returns.push(clock.now());
  }
  calmDown(world);
  await clock.pass(Math.max(HOUR_MS, START_MS + YEAR_DAYS * DAY_MS - clock.now()));
  return lived;
}
