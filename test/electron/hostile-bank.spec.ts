/** @file A bank that sends script, direction overrides and megabytes where names belong, seen through every screen of the real window. */
import { statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank } from '../../electron/sandbox/practice-bank.ts';
import ar from '../../shared/locales/ar/transactions.json' with { type: 'json' };
import en from '../../shared/locales/en/transactions.json' with { type: 'json' };
import { NOW } from '../harness/bank.ts';
import { beginConnecting, connectQuietly } from '../harness/connect-quietly.ts';
import { filesBelow, scanFolder } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { watchPolicy } from '../harness/policy.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const transactions = { ar, en };
const SCRIPT = '<img src=x onerror="window.wasInjected=1"><script>window.wasInjected=1</script>';
/** Everything after the first character would run backwards, were it not fenced in. */
const OVERRIDE = '\u202eSAR 99.999,1 gnp.exe';
const HOSTILE = [SCRIPT, OVERRIDE, '=HYPERLINK("https://evil.example","x")', '{{name}} $t(common.close)', 'x'.repeat(1_000_000)];
const hostile = (index: number) => `${HOSTILE[index % HOSTILE.length]} ${index}`;

type Wire = Record<string, unknown>;
const ACCOUNT_TEXTS = ['name', 'owner', 'bank_name'];
const ROW_TEXTS = ['name', 'purpose', 'booking_text'];

/** What the API hands out, its texts replaced; a megabyte only now and then, or the page would be over the size limit. */
function spoil(body: Wire): Wire {
  const spoilt = (items: unknown, names: readonly string[], every: number) =>
    (items as Wire[]).map((item, index) => {
      if (index % every !== 0) return item;
      const text = hostile(index / every);
      const isGiant = text.length > 100_000;
      return { ...item, ...Object.fromEntries(names.map((name) => [name, isGiant && index > every * HOSTILE.length ? OVERRIDE : text])) };
    });
  return {
    ...body,
    ...(Array.isArray(body.accounts) && { accounts: spoilt(body.accounts, ACCOUNT_TEXTS, 1) }),
    ...(Array.isArray(body.transactions) && { transactions: spoilt(body.transactions, ROW_TEXTS, 2) }),
  };
}

let desktop: Desktop;
let mizan: RunningMizan;
let bank: { baseUrl: string; close(): Promise<void> };
/** Where the API sends the browser; its own answer when undefined. */
let location: string | undefined;
const client = { clientId: 'hostile', clientSecret: 'canary-client-secret-0123456789' };

test.beforeEach(async () => {
  location = undefined;
  const practice = createPracticeBank({
    ...client,
    seed: 7,
    profile: 'odd',
    now: NOW,
    controls: (inside) => {
      const controls = createControls(inside);
      controls.use('*', async (c, next) => {
        await next();
        if (!c.res.headers.get('content-type')?.includes('json')) return;
        const body = (await c.res.clone().json()) as Wire; // the practice bank answers with objects
        const isLink = location !== undefined && 'location' in body;
        const { status, headers } = c.res;
        headers.delete('content-length');
        c.res = new Response(JSON.stringify(isLink ? { ...body, location } : spoil(body)), { status, headers });
      });
      return controls;
    },
  });
  bank = await practice.listen(0);
  desktop = openDesktop({ isHandlerRegistered: false });
  mizan = await launchMizan({ desktop, practice: { ...client, baseUrl: bank.baseUrl }, now: NOW });
  await mizan.page.getByRole('main').waitFor();
});
test.afterEach(async () => {
  await mizan.close();
  await bank.close();
  await desktop.remove();
});

async function visit(path: string) {
  // By way of a page that is nowhere, so that the heading waited for is the new page's own.
  for (const to of ['nowhere', path]) {
    await mizan.page.evaluate((hash) => {
      window.location.hash = `#/${hash}`;
    }, to);
    await expect(mizan.page.getByRole('heading', { level: 1 }), to).toHaveCount(to === path ? 1 : 0);
  }
  await expect(mizan.page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Nothing sticks out of the window sideways, and nothing has become markup or code. */
async function expectCalm(where: string) {
  const found = await mizan.page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    main: [...document.querySelectorAll('main')].map((one) => one.scrollWidth - one.clientWidth).filter((excess) => excess > 0),
    wasInjected: 'wasInjected' in window,
    images: document.querySelectorAll('img[src="x"]').length,
    longest: Math.max(
      ...[...document.querySelectorAll('body *')].map((one) => (one.children.length === 0 ? (one.textContent ?? '').length : 0)),
    ),
  }));
  expect({ where, ...found, longest: found.longest < 45_000 }).toEqual({
    where,
    overflow: 0,
    main: [],
    wasInjected: false,
    images: 0,
    longest: true,
  });
  if (process.env.MIZAN_TEST_SHOTS)
    await mizan.page.screenshot({ path: `${process.env.MIZAN_TEST_SHOTS}/${where.replaceAll('/', '-')}.png` });
}

/** Every page of the window: test/harness/all-screens.ts has the same ones with invented data. */
const SCREENS = [
  ...['overview', 'accounts', 'transactions', 'cash-flow', 'export', 'connect', 'consents', 'activity', 'activity?view=fetches'],
  ...['categories', 'categories/rules', 'categories/banks', 'categories/transfers'],
  ...['language', 'appearance', 'privacy', 'lock', 'notifications', 'environment', 'connections', 'data', 'delete'].map(
    (id) => `settings/${id}`,
  ),
];

async function screensOfData(): Promise<string[]> {
  const [connection] = await mizan.ask('connections.list', {});
  const run = (await mizan.ask('sync.status', {})).lastRun;
  return [`consents?bank=${connection?.id}`, `activity?run=${run?.id}`];
}

test('S5 S6 hostile bank text stays text on every screen, in both languages, and breaks no layout', async () => {
  test.setTimeout(300_000);
  await mizan.ask('settings.update', { isWelcomeDone: true });
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome ?? null, { timeout: 60_000 }).not.toBeNull();
  const accounts = await mizan.ask('accounts.list', {});
  expect(accounts.some((account) => account.name.includes('onerror'))).toBe(true);
  expect(Math.max(...accounts.map((account) => account.name.length))).toBeLessThanOrEqual(200);
  const violations = await watchPolicy(mizan.page);
  for (const language of ['en', 'ar'] as const) {
    await mizan.ask('settings.update', { language });
    await expect(mizan.page.locator('html')).toHaveAttribute('lang', language);
    for (const path of [...SCREENS, ...(await screensOfData()), ...accounts.map(({ id }) => `accounts/${id}`)]) {
      await visit(path);
      await expectCalm(`${language}/${path}`);
    }
    for (const [index, part] of ['onerror', 'gnp.exe', 'HYPERLINK', '{{name}}', 'xxxxxxxx'].entries()) {
      const [row] = (await mizan.ask('transactions.page', { search: part, limit: 1 })).rows;
      await visit(`transactions?open=${row?.id}`);
      await mizan.page.getByRole('complementary').getByRole('button', { name: transactions[language].drawer.showReceived }).click();
      await expect(mizan.page.locator('aside pre')).toBeVisible();
      await expectCalm(`${language}/drawer-${index}`);
    }
  }
  expect(await violations()).toEqual([]);
});

const ELSEWHERE = [
  'javascript:window.wasInjected=1',
  'file:///etc/passwd',
  'https://user@docs.misconnect.co/',
  'https://xn--80ak6aa92e.example/',
  'https://widget.example:8443/',
  'https://127.0.0.1.evil.example\\@127.0.0.1/',
  `https://widget.example/${'a'.repeat(3000)}`,
  'https://widget.example/\u0000',
  'smb://widget.example/share',
  'HTTPS://WIDGET.EXAMPLE/',
];

test('S9 S15 a hostile widget address never reaches the system, and another host only after it was confirmed in full', async () => {
  const card = await mizan.ask('connections.consentCard', { language: 'en', keepUpdating: true });
  const start = () => mizan.ask('connections.start', { language: 'en', keepUpdating: true, consentVersion: card.version });
  for (const address of ELSEWHERE) {
    location = address;
    expect(await start()).toMatchObject({
      phase: 'failed',
      errorCode: expect.stringMatching(/^(link_refused|response_malformed|insecure_url)$/),
    });
  }
  location = 'https://widget.other-party.example/w?token=x';
  expect(await start()).toMatchObject({ phase: 'confirm_host', widgetHost: 'widget.other-party.example' });
  expect(desktop.openedAddresses()).toEqual([]);
});

const STATE = 'A'.repeat(43);
const LINKS = [
  `app.mizan.desktop:/callback?state=${STATE}&success=true&code=a%00b`,
  `app.mizan.desktop:/callback?state=${STATE}&success=true&code=a%0Ab`,
  `app.mizan.desktop:/callback?state=${STATE}&success=true&code=%`,
  `app.mizan.desktop:/callback?state=${STATE}&state=${STATE}&success=true&code=a`,
  `app.mizan.desktop:/callback?state=${STATE}&success=true&code=${'a'.repeat(5000)}`,
  `APP.MIZAN.DESKTOP:/callback?state=${STATE}&success=true&code=a`,
  `app.mizan.desktop://evil@host:1/callback?state=${STATE}&success=true&code=a#x`,
  `app.mizan.desktop:/callback?state=${STATE}&success=true&code=a\n--inspect`,
];

test('S17 S18 hostile links change nothing, log nothing of themselves, and the right one is still taken', async () => {
  const { flowId, location: widget } = await beginConnecting(mizan, desktop);
  for (const link of LINKS) expect(await mizan.handOver(link)).toBe(0);
  expect((await mizan.ask('connections.flow', { flowId })).phase).toBe('waiting');
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(mizan.log()).not.toMatch(/AAAAAAAA|evil|inspect|aaaaaaaa/);
  expect(widget).toContain('127.0.0.1');
});

test('S27 S28 a full run leaves no secret, code, name, number or amount in any log, and every file to its owner alone', async () => {
  await mizan.ask('settings.update', { isWelcomeDone: true });
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome ?? null, { timeout: 60_000 }).not.toBeNull();
  // Both ways into the log that are not ours: an error nobody caught, and one that quotes everything.
  const secrets = await desktop.keychainItems();
  const accounts = await mizan.ask('accounts.list', {});
  const { rows } = await mizan.ask('transactions.page', { limit: 500 });
  const needles = [
    client.clientSecret,
    ...secrets.flatMap(({ password }) => [...password.matchAll(/[\w.-]{20,}/g)].map(([text]) => text)),
    ...accounts.flatMap(({ name, bankName }) => [name, bankName]),
    ...rows.map((row) => row.title),
    ...rows.filter((row) => Math.abs(row.amountMinor) > 100_00).map((row) => (Math.abs(row.amountMinor) / 100).toFixed(2)),
    'eyJ',
    'widget?',
    'code=c',
  ];
  const canary = `canary ${needles[0]} ${needles[1]} SA0380000000608010167519`;
  await mizan.app.evaluate((_electron, text) => {
    setTimeout(() => Promise.reject(new Error(text)));
  }, canary);
  await expect.poll(() => mizan.log()).toContain('main.unhandled-rejection');
  const logs = filesBelow(desktop.userData).filter((file) => file.endsWith('.log'));
  expect(logs.length).toBeGreaterThan(0);
  const hits = scanFolder(
    `${desktop.userData}/logs`,
    [...new Set([...needles, 'canary', 'SA0380000000608010167519'])]
      .filter((text) => text.length >= 3)
      .map((text) => ({ what: text.slice(0, 12), text })),
  );
  expect(hits).toEqual([]);
  const open = [desktop.userData, ...filesBelow(desktop.userData)].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(process.platform === 'win32' ? [] : open).toEqual([]);
});
