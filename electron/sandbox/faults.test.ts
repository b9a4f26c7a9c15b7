import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeClient, startPracticeBank } from './practice-client.ts';

type Failure = { error: { code: number; group: string } };
let client: PracticeClient;
beforeEach(async () => {
  client = await startPracticeBank();
  await client.connect();
});
afterEach(() => client.close());

const ENDPOINT = 'GET /rest/accounts';
const script = (rule: object) => client.control('faults', { endpoint: ENDPOINT, ...rule });
const read = () => client.call<Failure>('GET', '/rest/accounts');

describe('scripted answers', () => {
  test.each([
    [1008, 409, 'client'],
    [1020, 429, 'client'],
    [20003, 503, 'bank'],
    [30006, 503, 'general'],
    [10005, 503, 'user'],
    [40000, 503, 'connectivity'],
  ])('code %i comes with its status and group, once', async (code, status, group) => {
    await script({ code });
    const answer = await read();
    expect([answer.status, answer.body.error.code, answer.body.error.group]).toEqual([status, code, group]);
    expect((await read()).status).toBe(200);
  });

  test('429 with Retry-After, as often as asked, after letting some pass', async () => {
    await script({ status: 429, retryAfter: 7, times: 2, skip: 1 });
    const answers = [await read(), await read(), await read(), await read()];
    expect(answers.map((answer) => [answer.status, answer.headers.get('retry-after')])).toEqual([
      [200, null],
      [429, '7'],
      [429, '7'],
      [200, null],
    ]);
  });

  test('an HTML 502, an empty 500, an error as plain text, any body and headers', async () => {
    await client.control('faults', [
      { endpoint: ENDPOINT, status: 502, html: true },
      { endpoint: ENDPOINT, status: 500, empty: true },
      { endpoint: ENDPOINT, status: 400, errorText: 'no' },
      { endpoint: '/rest/*', status: 200, body: '{"accounts":', headers: { 'X-Odd': '1' } },
    ]);
    const page = await read();
    expect([page.status, page.headers.get('content-type'), page.text.startsWith('<html>')]).toEqual([
      502,
      'text/html; charset=UTF-8',
      true,
    ]);
    const empty = await read();
    expect([empty.status, empty.text]).toEqual([500, '']);
    const plain = await read();
    expect([plain.status, plain.body]).toEqual([400, { error: 'no' }]);
    const raw = await fetch(`${client.baseUrl}/rest/accounts`);
    expect([await raw.text(), raw.headers.get('x-odd')]).toEqual(['{"accounts":', '1']);
  });

  test('a reset connection and a truncated body break the call', async () => {
    await script({ reset: true });
    await expect(read()).rejects.toThrow();
    await script({ truncate: true });
    await expect(read()).rejects.toThrow();
    expect((await read()).status).toBe(200);
  });

  test('a lost answer: the code is used up although nobody saw the tokens', async () => {
    const code = (await client.complete((await client.link()).location)).get('code') ?? '';
    await client.control('faults', { endpoint: 'POST /auth/token', reset: true, afterwards: true });
    await expect(client.exchange(code)).rejects.toThrow();
    expect((await client.exchange(code)).status).toBe(400);
  });

  test('a delay holds the real answer back; a hanging call ends when the caller gives up', async () => {
    await script({ delayMs: 60 });
    const start = performance.now();
    expect((await read()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(50);
    await script({ hang: true });
    await expect(fetch(`${client.baseUrl}/rest/accounts`, { signal: AbortSignal.timeout(80) })).rejects.toThrow();
    expect((await read()).status).toBe(200);
  });

  test('are listed with their hits and can be cleared', async () => {
    await script({ status: 500, times: null });
    await read();
    await read();
    const { body } = await client.call<{ faults: { hits: number }[] }>('GET', '/__practice/faults');
    expect(body.faults.map((fault) => fault.hits)).toEqual([2]);
    await client.call('DELETE', '/__practice/faults');
    expect((await read()).status).toBe(200);
  });

  test.each([
    [{ status: 500 }],
    [{ endpoint: 'GET /x', status: 99 }],
    [{ endpoint: '/x', staus: 500 }],
    [{ endpoint: '/x', times: 'often' }],
  ])('a rule that makes no sense is refused: %j', async (rule) => {
    expect((await client.control('faults', rule)).status).toBe(400);
  });
});

test('test controls exist only where they were handed in', async () => {
  const plain = await startPracticeBank();
  await plain.close();
  const { createPracticeBank } = await import('./practice-bank.ts');
  const shipped = await createPracticeBank({ seed: 7, clientId: 'demo', clientSecret: 'secret', profile: 'household' }).listen();
  for (const [method, path] of [
    ['POST', 'complete'],
    ['GET', 'clock'],
    ['GET', 'faults'],
    ['GET', 'bank'],
  ] as const) {
    expect((await fetch(`${shipped.baseUrl}/__practice/${path}`, { method })).status).toBe(404);
  }
  await shipped.close();
});
