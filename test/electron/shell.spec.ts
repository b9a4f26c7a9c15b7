/** @file What only a running Electron shows: the page's cage, the headers as received, one instance, and coming back after a crash. */
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { SECURITY_HEADERS } from '../../electron/main/csp.ts';
import { RECOVERY_PAGE } from '../../electron/main/recovery-page.ts';
import en from '../../shared/locales/en/shell.json' with { type: 'json' };
import { filesBelow } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { watchPolicy } from '../harness/policy.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

/** Nothing listens there: these tests need no bank. */
const NO_BANK = { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' };
const LINK = 'app.mizan.desktop:/callback?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&success=true&code=y';

let desktop: Desktop;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
});
test.afterEach(async () => {
  await mizan.close();
  await desktop.remove();
});

async function launch() {
  mizan = await launchMizan({ desktop, practice: NO_BANK });
  await mizan.page.getByRole('heading').first().waitFor();
  return mizan;
}

test('S1 the page has no Node, no Electron, and an origin of its own', async () => {
  const { page } = await launch();
  const found = await page.evaluate(() =>
    ['process', 'require', 'module', 'global', 'Buffer', 'electron'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  expect(page.url()).toMatch(/^app:\/\/bundle\//);
});

test('S2 the bridge is one frozen object with exactly two functions', async () => {
  const { page } = await launch();
  const bridge = await page.evaluate(() => {
    const { api } = window as unknown as { api: Record<string, unknown> };
    const descriptor = Object.getOwnPropertyDescriptor(window, 'api');
    return {
      members: Object.entries(api).map(([name, value]) => [name, typeof value]),
      isFrozen: Object.isFrozen(api),
      isWritable: descriptor?.writable ?? false,
    };
  });
  expect(bridge).toEqual({
    members: [
      ['invoke', 'function'],
      ['subscribe', 'function'],
    ],
    isFrozen: true,
    isWritable: false,
  });
});

test('S3 a name that is no operation, and a giant argument, get an answer and nothing else', async () => {
  const { page } = await launch();
  const replies = await page.evaluate(async () => {
    const { api } = window as unknown as { api: { invoke(name: unknown, input?: unknown): Promise<unknown> } };
    return [await api.invoke('mizan:invoke'), await api.invoke(7), await api.invoke('app.status', { text: 'x'.repeat(10_000_000) })];
  });
  expect(replies).toEqual([
    { ok: false, error: { code: 'unknown_operation' } },
    { ok: false, error: { code: 'invalid_input' } },
    { ok: false, error: { code: 'invalid_input' } },
  ]);
});

test('S3 a frame that is not our page is refused', async () => {
  const { app } = await launch();
  // A second page with the same preload, as a stranger's page would be if it ever got one.
  const preload = join(import.meta.dirname, '../../out/preload/index.cjs');
  const reply = await app.evaluate(async ({ BrowserWindow }, path) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload: path, sandbox: true, contextIsolation: true } });
    await stranger.loadURL('data:text/html,<p>stranger</p>');
    return stranger.webContents.executeJavaScript("window.api.invoke('app.status', {})").finally(() => stranger.destroy());
  }, preload);
  expect(reply).toEqual({ ok: false, error: { code: 'forbidden' } });
});

test('S4 S5 every answer carries the headers as agreed; what is not in the build is not there', async () => {
  const { app } = await launch();
  const answers = await app.evaluate(async ({ session }) => {
    const pages = session.fromPartition('mizan-page');
    const addresses = ['app://bundle/', 'app://bundle/%2e%2e/main/index.js', 'app://bundle/index.html?x', 'app://evil/index.html'];
    return Promise.all(
      addresses.map(async (address) => {
        const response = await pages.fetch(address);
        return { status: response.status, headers: Object.fromEntries(response.headers) };
      }),
    );
  });
  expect(answers.map((answer) => answer.status)).toEqual([200, 404, 404, 404]);
  for (const { headers } of answers) expect(headers).toMatchObject(SECURITY_HEADERS);
});

test('S5 injected script, remote image, remote request and form are blocked', async () => {
  const { page } = await launch();
  const violations = await watchPolicy(page);
  await page.evaluate(async () => {
    const image = new Image();
    image.src = 'https://example.invalid/pixel.png';
    document.body.append(image);
    await fetch('https://example.invalid/').catch(() => undefined);
    const form = document.createElement('form');
    form.action = 'https://example.invalid/';
    document.body.append(form);
    form.submit();
    for (const inject of [
      () => Object.assign(document.createElement('script'), { textContent: 'window.wasInjected = true' }),
      () => Object.assign(document.createElement('div'), { innerHTML: '<img src="x" onerror="window.wasInjected = true">' }),
    ]) {
      try {
        document.body.append(inject());
      } catch {
        // Trusted Types refuse the text before the policy has to refuse the element.
      }
    }
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.body.append(style);
  });
  await expect
    .poll(violations)
    .toEqual(expect.arrayContaining(['img-src', 'connect-src', 'form-action', 'require-trusted-types-for', 'style-src-elem']));
  expect(await page.evaluate(() => 'wasInjected' in window)).toBe(false);
});

test('S7 the page cannot become another page, open one, or download', async () => {
  const { page, app } = await launch();
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.invalid/');
    for (const href of ['https://example.invalid/', 'app://bundle/other.html', 'data:text/html,x']) {
      const link = document.createElement('a');
      link.href = href;
      document.body.append(link);
      link.click();
      link.download = 'x';
      link.click();
    }
    window.location.assign('https://example.invalid/');
  });
  await expect.poll(() => mizan.log()).toContain('page.refused');
  expect(page.url()).toBe(before);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('S8 the page is granted nothing it asks for', async () => {
  const { page } = await launch();
  const answers = await page.evaluate(async () => {
    const asked = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as const;
    const states = await Promise.all(
      asked.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
    const display = await navigator.mediaDevices.getDisplayMedia().then(
      () => 'granted',
      () => 'refused',
    );
    return [...states, display];
  });
  expect(answers).not.toContain('granted');
});

test('S10 S18 a second start hands its link over and ends; the first goes on', async () => {
  await launch();
  const folder = filesBelow(join(desktop.userData, 'data')).sort();
  expect(await mizan.handOver(LINK)).toBe(0);
  await expect.poll(() => mizan.log()).toContain('link.received');
  // The log tells that a link came, never which.
  expect(mizan.log()).not.toContain('AAAAAAAA');
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(filesBelow(join(desktop.userData, 'data')).sort()).toEqual(folder);
  expect(mizan.log().match(/app\.starting/g)).toHaveLength(1);
});

test('S10 a second start without a link only brings the window back', async () => {
  const { app } = await launch();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await mizan.handOver('--some-switch')).toBe(0);
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false);
  expect(mizan.log()).not.toContain('link.received');
});

async function crashPage() {
  await mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
}
/** Read through main: Playwright's own connection to the page dies with it. */
const pageText = () =>
  mizan.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript('document.readyState === "complete" ? document.body.innerText : ""')
      .catch(() => ''),
  );
const pageAddress = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
const crashes = () => mizan.log().match(/page\.gone/g)?.length ?? 0;

test('S14 a crashed page comes back once; the second crash shows the recovery page, never a blank one', async () => {
  await launch();
  const text = await pageText();
  await crashPage();
  await expect.poll(crashes).toBe(1);
  await expect.poll(pageText, { timeout: 30_000 }).toBe(text);
  await crashPage();
  await expect.poll(crashes).toBe(2);
  await expect.poll(pageAddress).toBe(RECOVERY_PAGE);
  await expect.poll(pageText).toContain(en.recovery.crashedTitle);
});

test('S14 a core that cannot open its folder ends on the recovery page, which says where it failed and can quit', async () => {
  mkdirSync(desktop.userData, { recursive: true });
  writeFileSync(join(desktop.userData, 'data'), 'a file where a folder belongs');
  mizan = await launchMizan({ desktop, practice: NO_BANK });
  await expect.poll(pageAddress).toBe(RECOVERY_PAGE);
  await expect.poll(pageText).toContain(en.steps.core);
  const exited = once(mizan.app.process(), 'exit');
  await mizan.app
    .evaluate(({ BrowserWindow }, label) => {
      const code = `[...document.links].find((link) => link.textContent === ${JSON.stringify(label)}).click()`;
      return BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code, true);
    }, en.recovery.quit)
    .catch(() => undefined); // the window may be gone before the answer
  expect((await exited)[0]).toBe(0);
});

test('S14 an error nobody caught ends Mizan cleanly, with a line in the log that quotes nothing', async () => {
  await launch();
  const exited = once(mizan.app.process(), 'exit');
  await mizan.app.evaluate(() => {
    setTimeout(() => {
      throw new Error('canary-message');
    });
  });
  expect((await exited)[0]).toBe(1);
  const log = mizan.log();
  expect(log).toContain('main.uncaught-exception');
  expect(log).toContain('app.closed core=closed');
  expect(log).not.toContain('canary-message');
});

test("S28 everything below the data folder is its owner's alone", async () => {
  mkdirSync(desktop.userData, { recursive: true });
  chmodSync(desktop.userData, 0o755);
  await launch();
  const open = [desktop.userData, ...filesBelow(desktop.userData)].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(open).toEqual([]);
});

test('S35 no request leaves the page or the program while nobody asks for anything', async () => {
  const { app, page } = await launch();
  const asked = await app.evaluate(({ session }) => {
    const seen: string[] = [];
    for (const one of [session.defaultSession, session.fromPartition('mizan-page'), session.fromPartition('mizan-http')])
      one.webRequest.onBeforeRequest((details, callback) => {
        seen.push(details.url);
        callback({});
      });
    Object.assign(globalThis, { seenRequests: seen });
    return seen.length;
  });
  expect(asked).toBe(0);
  await page.evaluate(() => {
    window.location.hash = '#/settings';
  });
  await page.getByRole('heading').first().waitFor();
  const seen = await app.evaluate(() => (globalThis as unknown as { seenRequests: string[] }).seenRequests);
  expect(seen.filter((url) => !url.startsWith('app://bundle/') && !url.startsWith('devtools:'))).toEqual([]);
});
