/** @file What a provider lists after something was taken back: the same thing under new ids, another thing of the same name, a new grant. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { standingClock } from '../../../test/builders/ledger-builder.ts';
import { aProviderAccess, aProviderAccount, createFakeProvider, type FakeProvider } from '../../../test/fakes/fake-provider.ts';
import { openStore, type Store } from '../../db/store.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';
import { createAccountRegistry } from '../accounts/account-registry.ts';
import { createNodeDataFiles } from './node-data-files.ts';
import { RemovalService } from './removal-service.ts';
import { guardWithdrawn, type WithdrawalGuard } from './withdrawal-guard.ts';
import { createWithdrawalRepo } from './withdrawal-repo.ts';

const key = Buffer.alloc(32, 7);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let dir: string;
let store: Store;
let provider: FakeProvider;
let guard: WithdrawalGuard;
let removals: RemovalService;
let deleted: string[];
let ids: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-guard-'));
  store = openStore({ dir, key, clock: standingClock(), log: quiet });
  deleted = [];
  ids = 0;
  provider = createFakeProvider([]);
  const note = async (id: string) => void deleted.push(id);
  // What it no longer knows is gone, as the adapter says; what it deletes it lists no more.
  const drop = (isMeant: (account: ProviderAccount) => boolean) =>
    list([...provider.accounts.values()].map(({ listed }) => listed).filter((one) => !isMeant(one)));
  Object.assign(provider, {
    deleteAccount: (id: string) => note(id).then(() => drop((one) => one.providerId === id)),
    deleteAccess: (id: string) => note(id).then(() => drop((one) => one.accessId === id)),
  });
  const base = { db: store.db, clock: standingClock(), log: quiet };
  guard = guardWithdrawn(provider, base);
  removals = new RemovalService({
    isPractice: false,
    ...base,
    provider,
    guard,
    sync: { exclusively: (work) => work() },
    files: createNodeDataFiles(),
    backups: { dir: join(dir, 'backups'), keyHex: key.toString('hex') },
    freeFiles: async () => undefined,
    random: { bytes: (count) => Buffer.alloc(count, 1) },
    emit: () => undefined,
  });
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

/** `X1/A J`: accounts A and J of access X1; a letter is one identity wherever it is listed, `A~2` the same under another id. */
function list(accounts: readonly ProviderAccount[]): void {
  provider.accounts.clear();
  for (const listed of accounts) provider.accounts.set(listed.providerId, { listed, items: [], deleted: [] });
  provider.accesses = [...new Set(accounts.map(({ accessId }) => accessId))].map((providerId) => aProviderAccess({ providerId }));
}
const bank = (accessId: string, names: string) =>
  names
    .split(' ')
    .map((name) => aProviderAccount({ providerId: `${accessId}/${name}`, accessId, accountNumber: name.split('~')[0] ?? '' }));

async function read(): Promise<readonly string[]> {
  const accounts = await guard.provider.listAccounts();
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const registry = createAccountRegistry({ db: store.db, clock: standingClock(), newId, noteLeftover: () => undefined });
  registry.reconcile({ accounts, accesses: await guard.provider.listAccesses(), runId: null });
  return accounts.map(({ providerId }) => providerId);
}
const connectionOf = (accessId: string) =>
  store.db.prepare('SELECT id FROM connections WHERE access_id = ?').pluck().get(accessId) as string; // TEXT
const accountOf = (providerId: string) =>
  store.db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId) as string; // TEXT

it('S31 keeps the other of two accounts that share every number when one is forgotten', async () => {
  // The person saw a joint account vanish from the second login after forgetting it in the first.
  list([...bank('X1', 'A J'), ...bank('X2', 'J B')]);
  await read();
  await removals.forgetAccount(accountOf('X1/J'), 'forget this account');
  expect([deleted, await read()]).toEqual([['X1/J'], ['X1/A', 'X2/J', 'X2/B']]);
});

it('S33 takes the disconnected bank back under its new ids, and not the other login that shows the same account', async () => {
  list([...bank('X1', 'A J'), ...bank('X2', 'J B')]);
  await read();
  const connection = connectionOf('X1');
  list([...bank('X1~2', 'A~2 J~2 C'), ...bank('X2~2', 'J~2 B~2')]);
  const receipt = await removals.disconnect(connection, false);
  expect([receipt.steps.map(({ kind, code }) => [kind, code]), deleted]).toEqual([
    [
      ['consent', null],
      ['rows', null],
    ],
    ['X1', 'X1~2'],
  ]);
  expect(await read()).toEqual(['X2~2/J~2', 'X2~2/B~2']);
});

it.each([true, false])('S33 lets a bank in again that was granted anew, whatever its ids (history kept: %s)', async (keepHistory) => {
  list(bank('X1', 'A B'));
  await read();
  await removals.disconnect(connectionOf('X1'), keepHistory);
  createWithdrawalRepo(store.db).markGranted();
  list(bank('X9', 'A~9 B~9'));
  expect([await read(), await read(), deleted]).toEqual([['X9/A~9', 'X9/B~9'], ['X9/A~9', 'X9/B~9'], ['X1']]);
});

it('S31 says what is left under a new id that the provider would not delete', async () => {
  list(bank('X1', 'A B'));
  await read();
  const account = accountOf('X1/A');
  list(bank('X1', 'A~2 B'));
  const { deleteAccount } = provider;
  provider.deleteAccount = (id) => (id === 'X1/A' ? deleteAccount(id) : Promise.reject(new Error('refused')));
  const receipt = await removals.forgetAccount(account, 'forget this account');
  expect(receipt.steps.map(({ kind, code }) => [kind, code])).toEqual([
    ['account', 'internal'],
    ['rows', null],
  ]);
  provider.deleteAccount = deleteAccount;
  expect([await read(), await read(), deleted]).toEqual([['X1/B'], ['X1/B'], ['X1/A', 'X1/A~2']]);
});
