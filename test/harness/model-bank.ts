/** @file A fake bank with the bad habits of real ones, for the model-based sync test: each habit is one step. */
import { addDays } from '../../shared/domain/dates.ts';
import { anItem, aProviderAccess, aProviderAccount, createFakeProvider, type FakeAccount, type FakeItem } from '../fakes/fake-provider.ts';

/** Few texts and amounts, so that identical purchases are common. */
const SHOPS = ['Corner Cafe', 'مطعم الواحة'];
const AMOUNTS = [-18_00, -18_00, -42_50];

export const HABITS = [
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
  'reconnect',
  'nothing',
] as const;
export type Habit = (typeof HABITS)[number];
export type BankStep = { readonly habit: Habit; readonly account: number; readonly pick: number; readonly daysBack: number };

/** Two accounts at one bank, one at another. */
const ACCOUNTS = [
  ['A1', 'X1'],
  ['A2', 'X1'],
  ['A3', 'X2'],
] as const;

export class ModelBank {
  readonly provider = createFakeProvider(
    ACCOUNTS.map(([providerId, accessId]) => aProviderAccount({ providerId, accessId, bankName: `Bank of ${accessId}` })),
  );
  /** In an order that does not change with their ids. */
  readonly #accounts: FakeAccount[] = [...this.provider.accounts.values()];
  #ids = 0;

  /** @param count rows each account has from the start */
  constructor(count: number) {
    const today = this.#today();
    for (const account of this.#accounts) {
      for (let index = 0; index < count; index += 1) this.#book(account, { bookedOn: addDays(today, index - 60) }, index);
    }
  }

  apply({ habit, account: number, pick, daysBack }: BankStep): void {
    const account = this.#accounts[number % this.#accounts.length];
    if (!account) throw new Error('the bank has accounts');
    const today = this.#today();
    const bookedOn = addDays(today, -daysBack);
    const isPending = (item: FakeItem) => !item.isBooked;
    const actions: Readonly<Record<Habit, () => void>> = {
      book: () => this.#book(account, { bookedOn }, pick),
      bookTwice: () => void [this.#book(account, { bookedOn }, pick), this.#book(account, { bookedOn }, pick)],
      bookBlank: () => this.#book(account, { bookedOn, providerId: null }, pick),
      pend: () => this.#book(account, { bookedOn, isBooked: false }, pick),
      pendBlank: () => this.#book(account, { bookedOn, isBooked: false, providerId: null }, pick),
      settleSame: () => this.#change(account, pick, isPending, { isBooked: true, bookedOn: today }),
      settleNew: () => this.#change(account, pick, isPending, { isBooked: true, bookedOn: today, providerId: this.#newId() }),
      settleOtherAmount: () =>
        this.#change(account, pick, (item) => isPending(item) && item.providerId !== null, { isBooked: true, amountMinor: -77_00 }),
      vanish: () => this.#remove(account, pick, isPending),
      modify: () =>
        this.#change(account, pick, (item) => item.isBooked && item.providerId !== null, { purpose: `corrected ${pick} ${shopOf(pick)}` }),
      delete: () => this.#remove(account, pick, (item) => item.isBooked && item.providerId !== null),
      reissue: () => this.#reissue(account, false),
      reissueAndList: () => this.#reissue(account, true),
      dropIds: () => this.#all(account, (item) => ({ ...item, providerId: null })),
      reorder: () => void account.items.reverse(),
      reconnect: () => this.#reconnect(account.listed.accessId),
      nothing: () => {},
    };
    actions[habit]();
  }

  /** By account, as Mizan is to show them. */
  shown(): readonly (readonly unknown[])[] {
    return this.#accounts.map((account) =>
      account.items.map((item) => [item.isBooked ? 0 : 1, item.bookedOn, item.amountMinor, item.counterparty, item.purpose]).sort(),
    );
  }

  /** The ids the bank knows its accounts by now, in the order of `shown`. */
  ids(): readonly string[] {
    return this.#accounts.map((account) => account.listed.providerId);
  }

  #today = () => new Date(this.provider.nowMs).toISOString().slice(0, 10);

  #newId(): string {
    this.#ids += 1;
    return `T${this.#ids}`;
  }

  #book(account: FakeAccount, change: Partial<FakeItem>, pick: number): void {
    const { nowMs } = this.provider;
    const shop = shopOf(pick);
    const amountMinor = AMOUNTS[pick % AMOUNTS.length] ?? 0;
    const texts = { counterparty: shop, purpose: `POS purchase ${shop}` };
    account.items.push(anItem({ providerId: this.#newId(), amountMinor, ...texts, createdMs: nowMs, modifiedMs: nowMs, ...change }));
  }

  #all(account: FakeAccount, change: (item: FakeItem) => FakeItem): void {
    account.items = account.items.map(change);
  }

  #reissue(account: FakeAccount, isListed: boolean): void {
    const atMs = this.provider.nowMs;
    if (isListed) account.deleted.push(...account.items.flatMap(({ providerId }) => (providerId ? [{ id: providerId, atMs }] : [])));
    this.#all(account, (item) => ({ ...item, providerId: this.#newId(), modifiedMs: atMs }));
  }

  /** The person connects the bank anew: its access and accounts come back under new ids, in the old one's place. */
  #reconnect(accessId: string): void {
    const newAccess = `X${this.#newId()}`;
    for (const account of this.#accounts.filter(({ listed }) => listed.accessId === accessId))
      account.listed = { ...account.listed, providerId: `A${this.#newId()}`, accessId: newAccess };
    const { provider } = this;
    provider.accounts.clear();
    for (const account of this.#accounts) provider.accounts.set(account.listed.providerId, account);
    provider.accesses = [...new Set(this.#accounts.map(({ listed }) => listed.accessId))].map((id) => aProviderAccess({ providerId: id }));
  }

  #pick(account: FakeAccount, pick: number, isWanted: (item: FakeItem) => boolean): FakeItem | undefined {
    const wanted = account.items.filter(isWanted);
    return wanted[pick % Math.max(1, wanted.length)];
  }

  #change(account: FakeAccount, pick: number, isWanted: (item: FakeItem) => boolean, change: Partial<FakeItem>): void {
    const chosen = this.#pick(account, pick, isWanted);
    this.#all(account, (item) => (item === chosen ? { ...item, ...change, modifiedMs: this.provider.nowMs } : item));
  }

  #remove(account: FakeAccount, pick: number, isWanted: (item: FakeItem) => boolean): void {
    const chosen = this.#pick(account, pick, isWanted);
    account.items = account.items.filter((item) => item !== chosen);
    if (chosen?.isBooked && chosen.providerId) account.deleted.push({ id: chosen.providerId, atMs: this.provider.nowMs });
  }
}

const shopOf = (pick: number): string => SHOPS[pick % SHOPS.length] ?? '';
