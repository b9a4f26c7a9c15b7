import { beforeEach, describe, expect, test, vi } from 'vitest';
import { mayLook, type UpdateDeps, type Updater, type UpdateSource, watchUpdates } from './updates.ts';

const FEED = 'provider: generic\nurl: https://updates.mizan.invalid/stable\nupdaterCacheDirName: mizan-updater\n';
const source = (change: Partial<UpdateSource> = {}): UpdateSource => ({
  isPackaged: true,
  runtime: 'official',
  platform: 'linux',
  feed: FEED,
  ...change,
});

describe('S40 whether anything looks for updates', () => {
  test('only a package of a signed release does, with the official runtime', () => {
    expect(mayLook(source())).toBe(true);
    expect(mayLook(source({ platform: 'darwin' }))).toBe(true);
    expect([{ isPackaged: false }, { runtime: 'stand-in' as const }, { feed: undefined }].map((change) => mayLook(source(change)))).toEqual(
      [false, false, false],
    );
  });

  test.each([
    'provider: generic\nurl: http://updates.mizan.invalid/\n',
    'provider: generic\nurl: https://user:pass@updates.mizan.invalid/\n',
    'provider: generic\nurl: file:///somewhere\n',
    'provider: generic\nurl: https://\n',
    'provider: github\nowner: someone\n',
    'url: https://good.invalid\nurl: http://bad.invalid\n',
    '',
  ])('S40 not from %j', (feed) => {
    expect(mayLook(source({ feed }))).toBe(false);
  });

  test('S40 on Windows the publisher must be named: without it the signature is not checked', () => {
    const named = [`${FEED}publisherName: Mizan\n`, `${FEED}publisherName:\n  - Mizan\n`, `${FEED}publisherName:\r\n  - Mizan\r\n`];
    const nameless = [FEED, `${FEED}publisherName:\n`, `${FEED}publisherName: \nother: x\n`, `${FEED}# publisherName: Mizan\n`];
    expect(named.map((feed) => mayLook(source({ platform: 'win32', feed })))).toEqual([true, true, true]);
    expect(nameless.map((feed) => mayLook(source({ platform: 'win32', feed })))).toEqual([false, false, false, false]);
  });
});

describe('S40 looking for updates', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });
  const DAY_MS = 86_400_000;

  function aWorld(change: Partial<UpdateDeps> = {}) {
    const offered = { version: '0.2.0', isUpdateAvailable: true };
    const updater = {
      autoDownload: true,
      autoInstallOnAppQuit: false,
      allowDowngrade: true,
      allowPrerelease: true,
      checkForUpdates: vi.fn(async () => ({ isUpdateAvailable: offered.isUpdateAvailable, updateInfo: { version: offered.version } })),
      downloadUpdate: vi.fn(async () => []),
    } satisfies Updater;
    const ask = vi.fn(async () => true);
    const warn = vi.fn();
    const load = vi.fn(async () => updater);
    const stop = watchUpdates({ ...source(), load, ask, log: { info: () => undefined, warn, error: () => undefined }, ...change });
    return { offered, updater, ask, warn, load, stop };
  }

  test('nothing is loaded, asked or sent where it is off', async () => {
    const world = aWorld({ feed: undefined });
    await vi.advanceTimersByTimeAsync(10 * DAY_MS);
    expect(world.stop).toBeUndefined();
    expect(world.load).not.toHaveBeenCalled();
  });

  test('the person is told the version first; then it is fetched, and installed at the end, never anything older', async () => {
    const world = aWorld();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(world.ask.mock.calls).toEqual([['0.2.0']]);
    expect(world.updater.downloadUpdate).toHaveBeenCalledTimes(1);
    expect(world.updater).toMatchObject({ autoDownload: false, autoInstallOnAppQuit: true, allowDowngrade: false, allowPrerelease: false });
  });

  test('"later" holds for this version until the next start; a newer one is told again', async () => {
    const ask = vi.fn(async () => false);
    const world = aWorld({ ask });
    await vi.advanceTimersByTimeAsync(3 * DAY_MS);
    expect(world.updater.checkForUpdates.mock.calls.length).toBe(4);
    expect([ask.mock.calls.length, world.updater.downloadUpdate.mock.calls.length]).toEqual([1, 0]);
    world.offered.version = '0.3.0';
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(ask.mock.calls).toEqual([['0.2.0'], ['0.3.0']]);
  });

  test('nothing newer is nothing to tell', async () => {
    const world = aWorld();
    world.offered.isUpdateAvailable = false;
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(world.ask).not.toHaveBeenCalled();
  });

  test('a failure is noted without its words and tried again the next day', async () => {
    const world = aWorld();
    world.updater.checkForUpdates.mockRejectedValueOnce(new TypeError('https://updates.mizan.invalid answered 500'));
    await vi.advanceTimersByTimeAsync(300_000);
    expect(world.warn.mock.calls).toEqual([['update.failed', { kind: 'TypeError' }]]);
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(world.ask).toHaveBeenCalledTimes(1);
  });

  test('stopping stops it', async () => {
    const world = aWorld();
    world.stop?.();
    await vi.advanceTimersByTimeAsync(DAY_MS);
    expect(world.updater.checkForUpdates).not.toHaveBeenCalled();
  });
});
