/**
 * @file R16–R19 against a bank that behaves as badly as banks do: after every sync the rows shown are exactly the bank's,
 * a repeated sync changes nothing, a failed one changes nothing, a row keeps its number while the bank can tell it apart, and
 * the ledger rebuilt from what was received is the same to the last column.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import { createSyncWorld, type SyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, type FakeAccount, type FakeItem, parseFakePage } from '../../../test/fakes/fake-provider.ts';
import { modelSettings } from '../../../test/harness/model-settings.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { compareWithReceived } from '../ledger/rebuild.ts';

const HOUR_MS = 3_600_000;
/** Few texts and amounts, so that identical purchases are common. */
const SHOPS = ['Corner Cafe', 'مطعم الواحة'];
const AMOUNTS = [-18_00, -18_00, -42_50];

const KINDS = [
  'book',
  'bookTwice',
  'bookBlank',
  'pend',
  'pendBlank',
  'settleSame',
  'settleNew',
  'settleOtherAmount',
  'vanish',
  'modify',
  'delete',
  'reissue',
  'reissueAndList',
  'dropIds',
  'reorder',
  'nothing',
] as const;
type Step = {
  readonly kind: (typeof KINDS)[number];
  readonly pick: number;
  readonly daysBack: number;
  readonly hours: number;
  readonly failAt: number | null;
};
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(1000),
    daysBack: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(25)),
    hours: fc.oneof(fc.constant(1), fc.constant(26), fc.integer({ min: 1, max: 240 })),
    failAt: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 3 }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** The fake bank with the habits a step names. */
class Bank {
  readonly account: FakeAccount;
  readonly #world: SyncWorld;
  #ids = 0;

  constructor(world: SyncWorld) {
    this.#world = world;
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake bank has an account');
    this.account = account;
  }

  apply({ kind, pick, daysBack }: Step): void {
    const nowMs = this.#world.provider.nowMs;
    const today = new Date(nowMs).toISOString().slice(0, 10);
    const shop = SHOPS[pick % SHOPS.length] ?? '';
    const fresh = (change: Partial<FakeItem> = {}) =>
      this.account.items.push(
        anItem({
          providerId: this.#newId(),
          amountMinor: AMOUNTS[pick % AMOUNTS.length] ?? 0,
          bookedOn: addDays(today, -daysBack),
          counterparty: shop,
          purpose: `POS purchase ${shop}`,
          createdMs: nowMs,
          modifiedMs: nowMs,
          ...change,
        }),
      );
    const actions: Readonly<Record<Step['kind'], () => void>> = {
      book: () => fresh(),
      bookTwice: () => void [fresh(), fresh()],
      bookBlank: () => fresh({ providerId: null }),
      pend: () => fresh({ isBooked: false }),
      pendBlank: () => fresh({ isBooked: false, providerId: null }),
      settleSame: () => this.#change(pick, (item) => !item.isBooked, { isBooked: true, bookedOn: today }),
      settleNew: () => this.#change(pick, (item) => !item.isBooked, { isBooked: true, bookedOn: today, providerId: this.#newId() }),
      settleOtherAmount: () =>
        this.#change(pick, (item) => !item.isBooked && item.providerId !== null, { isBooked: true, amountMinor: -77_00 }),
      vanish: () => this.#remove(pick, (item) => !item.isBooked),
      modify: () => this.#change(pick, (item) => item.isBooked && item.providerId !== null, { purpose: `corrected ${pick} ${shop}` }),
      delete: () => this.#remove(pick, (item) => item.isBooked && item.providerId !== null),
      reissue: () => this.#reissue(false),
      reissueAndList: () => this.#reissue(true),
      dropIds: () => this.#all((item) => ({ ...item, providerId: null })),
      reorder: () => void this.account.items.reverse(),
      nothing: () => {},
    };
    actions[kind]();
  }

  shown(): unknown[] {
    return this.account.items
      .map((item) => [item.isBooked ? 0 : 1, item.bookedOn, item.amountMinor, item.counterparty, item.purpose])
      .sort();
  }

  #newId(): string {
    this.#ids += 1;
    return `T${this.#ids}`;
  }

  #all(change: (item: FakeItem) => FakeItem): void {
    this.account.items = this.account.items.map(change);
  }

  #reissue(isListed: boolean): void {
    const atMs = this.#world.provider.nowMs;
    if (isListed)
      this.account.deleted.push(...this.account.items.flatMap(({ providerId }) => (providerId ? [{ id: providerId, atMs }] : [])));
    this.#all((item) => ({ ...item, providerId: this.#newId(), modifiedMs: atMs }));
  }

  #pick(pick: number, isWanted: (item: FakeItem) => boolean): FakeItem | undefined {
    const wanted = this.account.items.filter(isWanted);
    return wanted[pick % Math.max(1, wanted.length)];
  }

  #change(pick: number, isWanted: (item: FakeItem) => boolean, change: Partial<FakeItem>): void {
    const chosen = this.#pick(pick, isWanted);
    this.#all((item) => (item === chosen ? { ...item, ...change, modifiedMs: this.#world.provider.nowMs } : item));
  }

  #remove(pick: number, isWanted: (item: FakeItem) => boolean): void {
    const chosen = this.#pick(pick, isWanted);
    this.account.items = this.account.items.filter((item) => item !== chosen);
    if (chosen?.isBooked && chosen.providerId) this.account.deleted.push({ id: chosen.providerId, atMs: this.#world.provider.nowMs });
  }
}

const SHOWN = 'SELECT is_pending, booked_on, amount_minor, counterparty, purpose FROM transactions';
const shown = (world: SyncWorld) => (world.db.prepare(SHOWN).raw().all() as unknown[]).sort();
const dump = (world: SyncWorld) =>
  world.rows(
    'SELECT id, provider_id, is_pending, occurrence, booked_on, amount_minor, purpose, changed_at, page_id FROM transactions ORDER BY id',
  );
const totals = (world: SyncWorld) => world.rows('SELECT * FROM daily_account_totals');

async function failOnce(world: SyncWorld, callNumber: number): Promise<void> {
  world.provider.calls.length = 0;
  world.provider.fail = (number) => (number === callNumber ? new AppError('provider_unavailable', 'scripted') : undefined);
  const before = { rows: dump(world), totals: totals(world) };
  const run = await world.sync();
  world.provider.fail = () => undefined;
  // Partial: only the list of accesses failed, and the one account was read.
  if (run.outcome !== 'failed') return;
  expect({ rows: dump(world), totals: totals(world) }).toEqual(before);
}

async function walk(script: readonly Step[]): Promise<void> {
  const world = createSyncWorld();
  world.provider.pageSize = 1000;
  const bank = new Bank(world);
  await world.sync();
  for (const step of script) {
    await world.advance(step.hours * HOUR_MS);
    bank.apply(step);
    if (step.failAt !== null) await failOnce(world, step.failAt);
    expect((await world.sync()).outcome).toBe('ok');
    expect(shown(world)).toEqual(bank.shown());
    expect(checkInvariants(world.db)).toEqual([]);
    expect(compareWithReceived(world.db, parseFakePage).differences).toBe(0);
    const before = dump(world);
    const again = await world.sync();
    expect({ rows: dump(world), counts: [again.newCount, again.changedCount, again.removedCount] }).toEqual({
      rows: before,
      counts: [0, 0, 0],
    });
  }
  world.db.close();
}

describe('sync against a badly behaved bank', () => {
  it('R16 R17 R18 R19 shows exactly what the bank shows, step by step, with failures and repeats in between', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (script) => walk(script)),
      modelSettings('sync', 200),
    );
  }, 2_400_000);
});
