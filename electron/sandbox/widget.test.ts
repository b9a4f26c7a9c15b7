import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listWidgetBanks, walkWidget } from '../../scripts/lib/widget-walker.ts';
import { type PracticeClient, startPracticeBank } from './practice-client.ts';

let client: PracticeClient;
beforeEach(async () => {
  client = await startPracticeBank();
});
afterEach(() => client.close());

const query = (redirect: string) => Object.fromEntries(new URL(redirect).searchParams);
const page = async (location: string, init?: RequestInit) => {
  const response = await fetch(location, init);
  return { status: response.status, headers: response.headers, html: await response.text() };
};
const post = (location: string, step: string, fields: Readonly<Record<string, string>>) => {
  const token = new URL(location).searchParams.get('token') ?? '';
  return fetch(`${client.baseUrl}/widget/${step}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ token, ...fields }) });
};

describe('a pass through the forms', () => {
  test('connects one bank and returns to a custom scheme with a code that works', async () => {
    const { location } = await client.link({ redirect_uri: 'app.mizan.desktop:/callback' });
    expect(await listWidgetBanks(location)).toEqual(['Practice Bank', 'Sample Bank', 'Practice Wallet']);
    const { redirect } = await walkWidget({ location, bank: 'مصرف النموذج', saveSecrets: true });
    expect(redirect.startsWith('app.mizan.desktop:/callback?')).toBe(true);
    const { code = '', state, success } = query(redirect);
    expect([state, success]).toEqual(['st-1', 'true']);
    client.useToken((await client.exchange(code)).body.access_token);
    const accounts = await client.accounts();
    expect(accounts.map((account) => account.account_number.slice(-4))).toEqual(['1166', '2290', '6652']);
    expect(accounts.every((account) => account.auto_sync)).toBe(true);
  });

  test('connects every bank in one pass when none is named', async () => {
    const { redirect } = await walkWidget({ location: (await client.link()).location });
    client.useToken((await client.exchange(query(redirect).code ?? '')).body.access_token);
    const accounts = await client.accounts();
    expect([accounts.length, new Set(accounts.map((account) => account.access_id)).size]).toEqual([8, 3]);
  });

  test.each([
    [true, undefined, true],
    [false, undefined, false],
    [true, false, false],
    [false, true, true],
  ])('the tick-box is preset by save_secrets=%s, a person says %s, autosync is %s', async (preset, said, autosync) => {
    const { location } = await client.link({ save_secrets: preset });
    const { redirect } = await walkWidget({ location, bank: 'practice-wallet', ...(said === undefined ? {} : { saveSecrets: said }) });
    client.useToken((await client.exchange(query(redirect).code ?? '')).body.access_token);
    expect((await client.accounts()).map((account) => account.auto_sync)).toEqual([autosync, autosync]);
  });

  test('a preselected bank skips the choice; a sync link asks for a code only', async () => {
    const { location } = await client.link({ accounts: [{ id: client.bank.engine.account('current').iban }] });
    expect(await listWidgetBanks(location)).toEqual([]);
    const { redirect } = await walkWidget({ location });
    client.useToken((await client.exchange(query(redirect).code ?? '')).body.access_token);
    const ids = (await client.accounts()).map((account) => account.account_id);
    expect(ids).toHaveLength(1);
    const { location: sync } = await client.link({ account_ids: ids }, '/ongoing/sync');
    const after = query((await walkWidget({ location: sync })).redirect);
    expect([after.success, after.code]).toEqual(['true', undefined]);
  });

  test.each(['cancel', 'fail'] as const)('%s ends without a code and connects nothing', async (end) => {
    const { redirect } = await walkWidget({ location: (await client.link()).location, end });
    expect(query(redirect)).toMatchObject({ success: 'false', state: 'st-1' });
    expect(query(redirect)).not.toHaveProperty('code');
    expect(client.bank.engine.store.state.users).toEqual([]);
  });

  test('a bank nobody offers is an error, not a guess', async () => {
    await expect(walkWidget({ location: (await client.link()).location, bank: 'Real Bank' })).rejects.toThrow('no bank');
  });
});

describe('pages', () => {
  test.each([
    ['ar', 'rtl', 'اختر مصرفك'],
    ['en', 'ltr', 'Choose your bank'],
    ['de', 'ltr', 'Bank auswählen'],
    ['xx', 'ltr', 'Bank auswählen'],
    [undefined, 'ltr', 'Bank auswählen'],
  ])('language %s reads %s and says %s', async (language, direction, words) => {
    const { location } = await client.link(language === undefined ? { language: undefined } : { language });
    const { html, headers } = await page(location, { headers: { 'accept-language': 'fr' } });
    expect([html.includes(`dir="${direction}"`), html.includes(words)]).toEqual([true, true]);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|\son[a-z]+=/i);
  });

  test('no step can be skipped, and every wrong entry is told', async () => {
    const { location } = await client.link();
    await post(location, 'finish', { action: 'finish' });
    expect((await page(location)).html).toContain('Choose your bank');
    await post(location, 'bank', { bank: 'practice-bank' });
    await post(location, 'login', { user: '', password: '' });
    expect((await page(location)).html).toContain('role="alert"');
    await post(location, 'login', { user: 'a', password: 'b' });
    await post(location, 'code', { code: '000000' });
    expect((await page(location)).html).toContain('role="alert"');
    await post(location, 'code', { code: '246810' });
    await post(location, 'accounts', {});
    expect((await page(location)).html).toContain('role="alert"');
    expect(client.bank.engine.store.state.users).toEqual([]);
  });

  test('closing silently sends nothing back, for ever', async () => {
    const { location } = await client.link();
    await post(location, 'practice', { outcome: 'close' });
    expect((await page(location)).html).toContain('You can close this window');
    expect((await post(location, 'cancel', {})).headers.get('location')).toContain('/widget');
  });

  test('a delayed success shows a page that reloads itself until it is time', async () => {
    await client.control('bank', { op: 'settings', delayMs: 250 });
    const { location } = await client.link();
    await post(location, 'practice', { outcome: 'delay' });
    for (const [step, fields] of [
      ['bank', { bank: 'practice-wallet' }],
      ['login', { user: 'a', password: 'b' }],
      ['code', { code: '246810' }],
      ['accounts', { account: 'wallet' }],
      ['finish', { action: 'finish' }],
    ] as const) {
      await post(location, step, fields);
    }
    expect((await page(location)).html).toContain('http-equiv="refresh"');
    const { redirect } = await walkWidget({ location });
    expect(query(redirect).success).toBe('true');
  });

  test('one account only where several are not allowed', async () => {
    const { location } = await client.link({ allow_multi_selection: false });
    const { redirect } = await walkWidget({ location, bank: 'Practice Bank' });
    client.useToken((await client.exchange(query(redirect).code ?? '')).body.access_token);
    expect(await client.accounts()).toHaveLength(1);
  });

  test('a finished pass offers the way back again but connects nothing twice', async () => {
    const { location } = await client.link();
    const { redirect } = await walkWidget({ location, bank: 'Practice Wallet' });
    const { html } = await page(location);
    expect(html.replaceAll('&#38;', '&')).toContain(redirect);
    expect((await post(location, 'cancel', {})).status).toBe(303);
    expect(client.bank.engine.store.state.users[0]?.accesses).toHaveLength(1);
  });

  test('an expired or unknown link says so', async () => {
    const { location } = await client.link();
    await client.advance(31 * 60_000);
    expect([(await page(location)).status, (await page(`${client.baseUrl}/widget?token=x`)).status]).toEqual([410, 410]);
  });

  test('what a link carries cannot become markup', async () => {
    const { location } = await client.link({ redirect_uri: 'http://127.0.0.1:9/"><b>x', state: '"><script>alert(1)</script>' });
    await walkWidget({ location, end: 'cancel' });
    expect((await page(location)).html).not.toMatch(/<script|<b>x/);
  });
});
