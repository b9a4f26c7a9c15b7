import { expect, test } from 'vitest';
import { classifyKeychainError, createKeychain, type Keytar } from './keychain.ts';

const failing = (message: string): Keytar => {
  const fail = () => Promise.reject(new Error(message));
  return { getPassword: fail, setPassword: fail, deletePassword: fail, findCredentials: fail };
};

test.each([
  ['Cannot create an item in a locked collection', 'locked'],
  ['The user dismissed the prompt', 'locked'],
  ['User interaction is not allowed.', 'locked'],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'unavailable'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'unavailable'],
  ['Could not connect: No such file or directory', 'unavailable'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'unavailable'],
  ['something new', 'error'],
])('S23 "%s" means %s', (message, trouble) => {
  expect(classifyKeychainError(new Error(message))).toBe(trouble);
});

test('S23 no method throws, whatever the keychain does', async () => {
  const keychain = createKeychain(async () => failing('something new'), 'test');
  const all = await Promise.all([keychain.get('a'), keychain.set('a', 'b'), keychain.remove('a'), keychain.list()]);
  expect(all.map((one) => one.status)).toEqual(['error', 'error', 'error', 'error']);
});

test('S23 a missing item is absent; removing it twice is done', async () => {
  const empty: Keytar = { ...failing('x'), getPassword: async () => null, deletePassword: async () => false };
  const keychain = createKeychain(async () => empty, 'test');
  expect([await keychain.get('a'), await keychain.remove('a')]).toEqual([{ status: 'absent' }, { status: 'done' }]);
});

test('S23 without the system library the keychain is unavailable, not broken', async () => {
  const keychain = createKeychain(() => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file')), 'test');
  expect([await keychain.get('a'), await keychain.set('a', 'b')]).toEqual([{ status: 'unavailable' }, { status: 'unavailable' }]);
});

// What a person saw: Mizan was gone in the middle of erasing everything, while the page counted the keys once more.
test('S30 nothing is written or removed while the items are listed, also by another list', async () => {
  let underWay = 0;
  let most = 0;
  const slowly = async <T>(answer: T): Promise<T> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
    return answer;
  };
  const slow: Keytar = {
    getPassword: () => slowly(null),
    setPassword: () => slowly(undefined),
    deletePassword: () => slowly(true),
    findCredentials: () => slowly([{ account: 'a', password: 'p' }]),
  };
  const keychain = createKeychain(async () => slow, 'test');
  const listed = { status: 'found', accounts: ['a'] };
  const all = await Promise.all([keychain.list(), keychain.remove('a'), keychain.list(), keychain.set('b', 'c')]);
  expect({ all, most }).toEqual({ all: [listed, { status: 'done' }, listed, { status: 'done' }], most: 1 });
});

test('S23 an operation that fails does not hold up the next', async () => {
  const keychain = createKeychain(async () => ({ ...failing('locked'), getPassword: async () => 'value' }), 'test');
  expect(await Promise.all([keychain.set('a', 'b'), keychain.get('a')])).toEqual([
    { status: 'locked' },
    { status: 'found', value: 'value' },
  ]);
});
