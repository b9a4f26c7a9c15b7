import { randomUUID } from 'node:crypto';
import keytar from 'keytar';
import { expect, onTestFinished, test } from 'vitest';
import { forkNames } from '../../test/harness/fork-names.ts';
import { lockKeyring, unlockKeyring } from '../../test/harness/keyring.ts';
import { createKeychain } from './keychain.ts';
import { createNameListing } from './keychain-names.ts';

/** @file Against a real Secret Service; scripts/with-desktop.mjs provides it. Locked, missing and absent services: features/secrets. */
const aService = () => {
  const service = `mizan-test-${randomUUID()}`;
  onTestFinished(async () => {
    for (const { account } of await keytar.findCredentials(service)) await keytar.deletePassword(service, account);
  });
  return createKeychain(async () => keytar, service, createNameListing(forkNames));
};

test('S23 an item is kept, listed, replaced and removed', async () => {
  const keychain = aService();
  expect(await keychain.get('a')).toEqual({ status: 'absent' });
  expect(await keychain.set('a', 'first')).toEqual({ status: 'done' });
  expect(await keychain.set('a', 'ثانٍ')).toEqual({ status: 'done' });
  expect(await keychain.get('a')).toEqual({ status: 'found', value: 'ثانٍ' });
  expect(await keychain.list()).toEqual({ status: 'found', accounts: ['a'] });
  expect(await keychain.remove('a')).toEqual({ status: 'done' });
  expect(await keychain.list()).toEqual({ status: 'found', accounts: [] });
});

test('S25 the largest direct item comes back whole', async () => {
  const keychain = aService();
  const value = 'x'.repeat(2400);
  await keychain.set('a', value);
  expect(await keychain.get('a')).toEqual({ status: 'found', value });
});

test('one installation does not see the items of another', async () => {
  const [ours, theirs] = [aService(), aService()];
  await ours.set('a', 'x');
  expect([await theirs.get('a'), await theirs.list()]).toEqual([{ status: 'absent' }, { status: 'found', accounts: [] }]);
});

test.skipIf(process.platform !== 'linux')('S23 S30 R33 Mizan went away without a word when it listed a locked keyring', async () => {
  const keychain = aService();
  await keychain.set('a', 'x');
  lockKeyring();
  try {
    expect([await keychain.list(), (await keychain.set('b', 'y')).status]).toEqual([{ status: 'error' }, 'locked']);
  } finally {
    await unlockKeyring();
  }
  // And what this process saw locked does not stand in its way afterwards.
  expect(await keychain.set('b', 'y')).toEqual({ status: 'done' });
  const listed = await keychain.list();
  expect(listed.status === 'found' && listed.accounts.toSorted()).toEqual(['a', 'b']);
});
