import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeClient, startPracticeBank } from './practice-client.ts';

let folder = '';
let path = '';
let open: PracticeClient[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'));
  path = join(folder, 'practice.json');
});
afterEach(async () => {
  await Promise.all(open.map((client) => client.close()));
  open = [];
  rmSync(folder, { recursive: true });
});
async function start(options: Parameters<typeof startPracticeBank>[0] = {}) {
  const client = await startPracticeBank({ statePath: path, ...options });
  open.push(client);
  return client;
}

describe('state over a restart', () => {
  test('users, accesses, tokens, deletions and changes are as they were', async () => {
    const first = await start();
    const { access_token, refresh_token } = await first.connect();
    const card = (await first.accounts()).find((account) => account.type === 'Credit card');
    await first.control('bank', { op: 'add', account: 'credit', amount: '-1.11', pending: true });
    await first.call('DELETE', `/rest/accounts/${(await first.accounts())[0]?.account_id}`);
    const accounts = await first.accounts();
    const rows = await first.transactions(card?.account_id ?? '', 'include_pending=true');
    await first.close();

    const second = await start();
    second.useToken(access_token);
    expect((await second.accounts()).map(({ account_id }) => account_id)).toEqual(accounts.map(({ account_id }) => account_id));
    expect(await second.transactions(card?.account_id ?? '', 'include_pending=true')).toEqual(rows);
    expect((await second.call('POST', '/auth/token', { grant_type: 'refresh_token', refresh_token })).status).toBe(200);
  });

  test('the household goes on from where it began, with the same ids, when it is opened days later', async () => {
    const first = await start();
    const { refresh_token } = await first.connect();
    const before = (await first.call<{ transactions: object[] }>('GET', '/rest/transactions?sort=asc&count=1000')).body.transactions;
    await first.close();
    const second = await start({ now: '2026-11-20T08:00:00Z' });
    const { body } = await second.call<{ access_token: string }>('POST', '/auth/token', { grant_type: 'refresh_token', refresh_token });
    second.useToken(body.access_token);
    const after = (await second.call<{ transactions: object[] }>('GET', '/rest/transactions?sort=asc&count=1000')).body.transactions;
    expect(after).toEqual(before);
    const recent = (await second.call<{ transactions: object[] }>('GET', '/rest/transactions?since=2026-11-09')).body.transactions;
    expect(recent.length).toBeGreaterThan(10);
    expect((await second.accounts()).every((account) => account.status.succeeded_at.startsWith('2026-11-20T05:05'))).toBe(true);
  });

  test('the file is private, complete at any time, and holds no token', async () => {
    const client = await start();
    const { access_token, refresh_token } = await client.connect();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['practice.json']);
    const text = readFileSync(path, 'utf8');
    expect(text.includes(access_token) || text.includes(refresh_token ?? 'x')).toBe(false);
    expect(JSON.parse(text)).toMatchObject({ version: 1, seed: 7, profile: 'household' });
  });

  test.each(['', '{"version":1', '{"version":9}', '[]', 'null'])('a file that says %j is no obstacle', async (text) => {
    writeFileSync(path, text);
    const client = await start();
    await client.connect();
    expect(await client.accounts()).toHaveLength(8);
  });

  test('another seed is another household', async () => {
    const first = await start();
    const { access_token } = await first.connect();
    await first.close();
    const second = await start({ seed: 8 });
    second.useToken(access_token);
    expect((await second.call('GET', '/rest/accounts')).status).toBe(401);
  });
});
