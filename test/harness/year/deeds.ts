/** @file What can happen to a laptop and its banks, drawn from the seed for each ordinary day. */
import type { Dice } from '../../../electron/sandbox/seeded.ts';
import type { Laptop } from './laptop.ts';
import type { BankKey, Person } from './person.ts';

export type Deed = { readonly atMs: number; readonly run: () => Promise<void> };
export type World = { readonly laptop: Laptop; readonly person: Person };
/** A time of day in which deeds may be put. */
type Waking = { readonly fromMs: number; readonly untilMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ALL_BANKS: readonly [BankKey, ...BankKey[]] = ['practice-bank', 'sample-bank', 'practice-wallet'];

/** Answers a gateway or the provider gives now and then. A lost answer to a token refresh would cost the session: only reads are cut off. */
const HICCUPS: readonly [object, ...object[]] = [
  { endpoint: 'GET /rest/*', reset: true },
  { endpoint: '/*', reset: true },
  { endpoint: 'GET /rest/*', truncate: true },
  { endpoint: 'GET /rest/accounts/*/transactions', status: 200, body: '{"transactions":[{"transaction_id":"T1' },
  { endpoint: '/*', status: 502, html: true },
  { endpoint: '/*', status: 503, empty: true },
  { endpoint: '/*', status: 429, retryAfter: 3, code: 30_006 },
  { endpoint: 'GET /rest/*', status: 429, retryAfter: 10_800, code: 30_006 },
  { endpoint: 'GET /rest/*', code: 1008 },
  { endpoint: 'POST /auth/token', status: 502, html: true },
  { endpoint: 'POST /ongoing/sync', code: 1020, retryAfter: 7200 },
];

/** Banks the person has by now. */
const banksOf = ({ laptop }: World): readonly BankKey[] => ALL_BANKS.filter((bank) => laptop.provider.holdings(bank).length > 0);
function pickBank(world: World, dice: Dice): BankKey {
  const [first = 'practice-bank', ...others] = banksOf(world);
  return dice.pick([first, ...others]);
}

/** Network, answers and banks as they should be. */
export function calmDown({ laptop }: World): void {
  if (!laptop.machine.isNetworkUp()) laptop.setNetwork(true);
  laptop.provider.clearFaults();
}

export async function restart({ laptop }: World): Promise<void> {
  await laptop.quit();
  await laptop.start();
}
export async function crash({ laptop }: World): Promise<void> {
  await laptop.crash();
  await laptop.start();
}

/** More tries than the limit bears, the last of them within the day. */
export async function insist({ laptop, person }: World, bank: BankKey): Promise<void> {
  for (let count = 0; count < 6; count += 1) {
    await person.refresh(bank);
    await laptop.clock.pass(laptop.chance.int(2, 15) * MINUTE_MS);
  }
}

/** New ids for the same things, at a moment when Mizan knows them all: what changes and is renamed unseen cannot be recognised by anybody. */
export async function reissue({ laptop }: World, fields: object): Promise<boolean> {
  if (!laptop.isRunning() || (await laptop.syncNow()).outcome !== 'ok') return false;
  laptop.provider.change({ op: 'reissue', ...fields });
  return true;
}

function changeSomething({ laptop }: World, dice: Dice): void {
  const { provider } = laptop;
  const holdings = provider.holdings();
  const holding = holdings[dice.int(0, holdings.length - 1)];
  if (!holding) return;
  const { engine } = provider.bank;
  const { key } = holding.account;
  const roll = dice.next();
  const amount = `-${dice.int(1, 900)}.${dice.int(10, 99)}`;
  if (roll < 0.35) provider.change({ op: 'add', account: key, amount, name: `Shop ${dice.int(1, 9)}` });
  else if (roll < 0.6) provider.change({ op: 'add', account: key, amount, name: `Hotel ${dice.int(1, 9)}`, pending: true });
  else if (roll < 0.75) provider.change({ op: 'settle', account: key });
  else {
    const newest = engine.view(holding.access, holding.account).booked.slice(-60);
    const row = newest[dice.int(0, newest.length - 1)];
    if (!row) return;
    const transaction = engine.idOf(holding.account, row, true);
    if (roll < 0.9) provider.change({ op: 'change', transaction, amount, purpose: `Corrected ${dice.int(1, 999)}` });
    else provider.change({ op: 'delete', transaction });
  }
}

/** The deeds of one ordinary day. */
export function drawDay(world: World, dice: Dice, { fromMs, untilMs }: Waking): readonly Deed[] {
  const { laptop, person } = world;
  const { provider, clock } = laptop;
  const deeds: Deed[] = [];
  const at = (atMs: number, run: () => Promise<void> | void) => void deeds.push({ atMs, run: async () => run() });
  const sometime = () => dice.int(fromMs, untilMs);
  const spell = (longestMs: number) => {
    const startMs = sometime();
    return [startMs, startMs + dice.int(10 * MINUTE_MS, longestMs)] as const;
  };

  for (let count = dice.int(0, 4); count > 0; count -= 1) at(sometime(), () => changeSomething(world, dice));
  if (dice.chance(0.35)) at(sometime(), () => laptop.sleep(dice.int(1, 120) * MINUTE_MS, { isTold: dice.chance(0.85) }));
  if (dice.chance(0.15)) at(sometime(), () => laptop.sleep(dice.int(20, 200) * 1000));
  if (dice.chance(0.2)) at(sometime(), () => laptop.unlock());
  if (dice.chance(0.12)) at(sometime(), () => restart(world));
  if (dice.chance(0.03)) at(sometime(), () => crash(world));
  // Killed in the middle of a read.
  if (dice.chance(0.04))
    at(sometime(), async () => {
      void laptop.syncNow().catch(() => undefined);
      await clock.pass(dice.int(1, 2500));
      await crash(world);
    });
  if (dice.chance(0.06))
    at(sometime(), async () => {
      void laptop.syncNow().catch(() => undefined);
      await clock.pass(dice.int(1, 2500));
      await laptop.sleep(dice.int(5, 90) * MINUTE_MS);
    });
  if (dice.chance(0.15)) {
    const [downMs, upMs] = spell(5 * HOUR_MS);
    const isTold = dice.chance(0.7);
    at(downMs, () => laptop.setNetwork(false, { isTold }));
    at(upMs, () => laptop.setNetwork(true, { isTold }));
  }
  if (dice.chance(0.4)) at(sometime(), () => provider.addFaults([{ ...dice.pick(HICCUPS), times: dice.int(1, 12), skip: dice.int(0, 6) }]));
  if (dice.chance(0.05)) {
    const [downMs, upMs] = spell(9 * HOUR_MS);
    const bank = pickBank(world, dice);
    at(downMs, () =>
      provider.addFaults(
        provider
          .holdings(bank)
          .map(({ account }) => ({ endpoint: `GET /rest/accounts/${account.id}/transactions`, code: 20_003, times: null })),
      ),
    );
    at(upMs, () => provider.clearFaults());
  }
  if (dice.chance(0.03)) {
    const [downMs, upMs] = spell(30 * HOUR_MS);
    const bank = pickBank(world, dice);
    at(downMs, () => void provider.change({ op: 'fail', bank }));
    at(upMs, () => void provider.change({ op: 'recover', bank }));
  }
  if (dice.chance(0.03)) at(sometime(), () => void provider.change({ op: 'tokens', kind: 'access' }));
  if (dice.chance(0.3)) at(sometime(), async () => void (await person.readTwice()));
  if (dice.chance(0.35))
    for (let count = dice.int(1, 3); count > 0; count -= 1) at(sometime(), () => person.refresh(pickBank(world, dice)));
  if (dice.chance(0.1)) at(sometime(), () => insist(world, pickBank(world, dice)));
  return deeds;
}
