/**
 * @file R16–R19, R28 against a bank that behaves as badly as banks do, in a process that fails and dies at any call: after every
 * sync the rows shown are exactly the bank's, a repeated sync changes nothing, a failed or cut-off one leaves each account whole,
 * what a person said is still there, and the ledger rebuilt from what was received is the same to the last column.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { parseFakePage } from '../../../test/fakes/fake-provider.ts';
import { type BankStep, HABITS, ModelBank } from '../../../test/harness/model-bank.ts';
import { Edits, findLostEdits, makeEdit } from '../../../test/harness/model-edits.ts';
import { createModelStores, type ModelProcess } from '../../../test/harness/model-process.ts';
import { modelSettings } from '../../../test/harness/model-settings.ts';
import type { Db } from '../../db/open.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { compareWithReceived } from '../ledger/rebuild.ts';

const HOUR_MS = 3_600_000;
/** More calls than one sync of the model's three accounts makes. */
const MOST_CALLS = 110;

type Step = BankStep & {
  readonly hours: number;
  /** The bank's answer of this number fails. */
  readonly failAt: number | null;
  /** Mizan dies at these calls, one sync after the other. */
  readonly diesAt: readonly number[];
  /** What a person says before the sync. */
  readonly edit: number | null;
};
const steps: fc.Arbitrary<{ readonly rows: number; readonly script: Step[] }> = fc.record({
  rows: fc.constantFrom(0, 3, 25),
  script: fc.array(
    fc.record({
      habit: fc.constantFrom(...HABITS),
      account: fc.nat(2),
      pick: fc.nat(1000),
      daysBack: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(25)),
      hours: fc.oneof(fc.constant(1), fc.constant(26), fc.integer({ min: 1, max: 240 })),
      failAt: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 3 }),
      diesAt: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.integer({ min: 1, max: MOST_CALLS }), { maxLength: 3 }) },
      ),
      edit: fc.option(fc.nat(1000), { freq: 3 }),
    }),
    { minLength: 1, maxLength: 14 },
  ),
});

const ROWS = 'SELECT is_pending, booked_on, amount_minor, counterparty, purpose FROM transactions WHERE account_id = ?';
const DUMP =
  'SELECT id, account_id, provider_id, is_pending, occurrence, booked_on, amount_minor, purpose, changed_at, page_id FROM transactions ORDER BY id';

function shownOf(db: Db, providerId: string): unknown[] {
  const id = db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId) ?? '';
  return (db.prepare(ROWS).raw().all(id) as unknown[]).sort();
}
const isImporting = (db: Db, providerId: string) =>
  db
    .prepare('SELECT import_offset FROM accounts a JOIN account_aliases l ON l.account_id = a.id WHERE l.provider_id = ?')
    .pluck()
    .get(providerId) !== null;

class Walk {
  readonly #bank: ModelBank;
  readonly #process: ModelProcess;
  readonly #edits = new Edits();
  /** As shown before the sync under way; ids of the bank's may have changed since. */
  #before: readonly unknown[][] = [];
  #ids: readonly string[] = [];

  constructor(bank: ModelBank, process: ModelProcess) {
    this.#bank = bank;
    this.#process = process;
  }

  async step(step: Step): Promise<void> {
    const { hours, failAt, diesAt, edit } = step;
    this.#note();
    await this.#process.world().advance(hours * HOUR_MS);
    this.#bank.apply(step);
    if (edit !== null) await this.#say(edit);
    if (failAt !== null) await this.#fail(failAt);
    for (const call of diesAt) await this.#die(call);
    await this.#syncWell();
    await this.#syncAgain();
  }

  #note(): void {
    this.#ids = this.#bank.ids();
    this.#before = this.#ids.map((id) => shownOf(this.#process.db(), id));
  }

  async #say(pick: number): Promise<void> {
    const { clock } = this.#process.world();
    await makeEdit({ db: this.#process.db(), clock }, this.#edits, pick);
  }

  async #fail(callNumber: number): Promise<void> {
    const { provider } = this.#bank;
    provider.calls.length = 0;
    provider.fail = (number) => (number === callNumber ? new AppError('provider_unavailable', 'scripted') : undefined);
    await this.#process.world().sync();
    provider.fail = () => undefined;
    this.#assertWhole();
  }

  async #die(call: number): Promise<void> {
    await this.#process.dyingAt(call, (world) => world.sync());
    this.#assertWhole();
  }

  /** Each account as it was or as the bank has it now, whichever; only a first import may be half-way. */
  #assertWhole(): void {
    const db = this.#process.db();
    expect(db.inTransaction).toBe(false);
    expect(checkInvariants(db)).toEqual([]);
    expect(findLostEdits(db, this.#edits)).toEqual([]);
    const wanted = this.#bank.shown();
    for (const [index, id] of this.#ids.entries()) {
      const shown = shownOf(db, id);
      if (isImporting(db, id))
        expect(shown.length).toBeLessThanOrEqual(Math.max(this.#before[index]?.length ?? 0, wanted[index]?.length ?? 0));
      else if (JSON.stringify(shown) !== JSON.stringify(this.#before[index])) expect(shown).toEqual(wanted[index]);
    }
  }

  async #syncWell(): Promise<void> {
    expect((await this.#process.world().sync()).outcome).toBe('ok');
    const db = this.#process.db();
    expect(this.#bank.ids().map((id) => shownOf(db, id))).toEqual(this.#bank.shown());
    expect(db.prepare('SELECT count(*) FROM accounts').pluck().get()).toBe(this.#bank.ids().length);
    expect(checkInvariants(db)).toEqual([]);
    expect(findLostEdits(db, this.#edits)).toEqual([]);
    expect(compareWithReceived(db, parseFakePage).differences).toBe(0);
  }

  async #syncAgain(): Promise<void> {
    const db = this.#process.db();
    const before = db.prepare(DUMP).all();
    const again = await this.#process.world().sync();
    expect({ rows: db.prepare(DUMP).all(), counts: [again.newCount, again.changedCount, again.removedCount] }).toEqual({
      rows: before,
      counts: [0, 0, 0],
    });
  }
}

let stores: ReturnType<typeof createModelStores>;
beforeAll(() => {
  stores = createModelStores();
});
afterAll(() => stores.close());

async function walk({ rows, script }: { readonly rows: number; readonly script: readonly Step[] }): Promise<void> {
  const bank = new ModelBank(rows);
  // The least that is not taken for the end: first imports of more rows come in pages.
  bank.provider.pageSize = 10;
  const process = stores.start(bank.provider);
  try {
    const person = new Walk(bank, process);
    for (const step of script) await person.step(step);
  } finally {
    process.close();
  }
}

describe('sync against a badly behaved bank', () => {
  it('R16 R17 R18 R19 R28 shows exactly what the bank shows and keeps what a person said, through failures, deaths and repeats', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (script) => walk(script)),
      modelSettings('sync', 100),
    );
  }, 2_400_000);
});
