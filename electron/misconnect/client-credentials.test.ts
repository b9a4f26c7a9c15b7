import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, withTokens } from '../../test/fakes/misconnect-world.ts';

const ok = { json: { accounts: [] } };
const reads = (world: ReturnType<typeof createWorld>) => world.sent.filter((request) => pathOf(request) !== '/auth/token');
const aLink = {
  redirectUri: 'app.mizan.desktop:/callback',
  userId: 'u@x.example',
  state: 's',
  language: 'en',
  historyDays: 365,
  saveSecrets: true,
} as const;

describe('S20 credentials', () => {
  it('S20 shows Basic only on the listed client paths and Bearer only below /rest, and both only to the base address', async () => {
    const world = createWorld(
      (request) => {
        if (pathOf(request) === '/p/auth/token') return { json: { access_token: 'access', refresh_token: 'r2', expires_in: 60 } };
        if (pathOf(request).startsWith('/p/ongoing')) return { json: { location: 'https://w.example/?token=x', id: '1' } };
        return { json: { accounts: [], accesses: [], transactions: [] } };
      },
      { baseUrl: 'https://bank.example/p/' },
    );
    const { provider } = world;
    await provider.createAccessLink(aLink);
    await provider.createSyncLink({ ...aLink, accountIds: ['A1'] });
    await provider.testCredentials();
    await provider.exchangeCode('code', 'r');
    await provider.listAccounts();
    await provider.listAccesses();
    await provider.readTransactions('A1', { kind: 'all', offset: 0 });
    await provider.deleteAccount('A1');
    await provider.deleteAccess('X1');
    await provider.revokeTokens();
    const seen = world.sent.map((request) => [new URL(request.url).origin, pathOf(request), request.headers.authorization?.split(' ')[0]]);
    const basic = ['/p/ongoing/access', '/p/ongoing/sync', '/p/category-tree', '/p/auth/token', '/p/auth/revoke'];
    expect(new Set(seen.filter(([, , scheme]) => scheme === 'Basic').map(([, path]) => path))).toEqual(new Set(basic));
    expect(
      seen.filter(([origin, path, scheme]) => origin !== 'https://bank.example' || (scheme === 'Bearer') !== path?.startsWith('/p/rest/')),
    ).toEqual([]);
  });

  it('S20 S27 logs and records templates, never ids, tokens, codes or query values', async () => {
    const world = createWorld(withTokens(() => ({ status: 400, json: { error: { code: 1000, description: 'CANARY-text' } } })));
    await failureOf(world.provider.readTransactions('CANARY-id', { kind: 'modified', since: '2026-01-02', offset: 0 }));
    await failureOf(world.provider.exchangeCode('CANARY-code', 'r'));
    const messages = await failureMessage(world.provider.deleteAccess('CANARY-access'));
    const told = JSON.stringify([world.calls, world.logged, messages]);
    for (const secret of ['CANARY', '2026-01-02', 'top-secret', 'access-2', 'refresh-2', 'Basic', 'Bearer'])
      expect(told).not.toContain(secret);
    expect(world.calls.map((call) => [call.method, call.endpoint, call.status, call.outcome])).toEqual([
      ['POST', '/auth/token', 200, 'ok'],
      ['GET', '/rest/accounts/{id}/transactions', 400, 'provider_rejected'],
      ['POST', '/auth/token', 200, 'ok'],
      ['DELETE', '/rest/accesses/{id}', 400, 'provider_rejected'],
    ]);
    expect(world.calls[0]).toMatchObject({
      bytes: expect.any(Number),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: '2026-11-07T11:07:00.000Z',
    });
  });

  it('records what a refused refresh means, and survives a ledger that cannot be written', async () => {
    const world = createWorld(() => ({ status: 401 }), {
      onCall: (record) => {
        outcomes.push(record.outcome);
        throw new Error('disk full');
      },
    });
    const outcomes: string[] = [];
    expect([await failureOf(world.provider.listAccounts()), outcomes]).toEqual(['reconnect_required', ['reconnect_required']]);
    expect(world.logged.some((line) => line.event === 'provider.ledger_failed')).toBe(true);
  });

  it('passes a fault of our own on as it is, records no digest without a body and warns of no small clock difference', async () => {
    const broken = createWorld(withTokens(() => Promise.reject(new Error('a bug'))));
    await expect(broken.provider.listAccounts()).rejects.toThrow('a bug');
    const world = createWorld(withTokens(() => ({ status: 204, headers: { date: 'Sat, 07 Nov 2026 11:09:00 GMT' } })));
    await world.provider.deleteAccount('A1');
    expect([world.calls.at(-1)?.digest, world.calls.at(-1)?.bytes]).toEqual([null, 0]);
    expect(world.logged.filter((line) => line.event === 'provider.clock_skew')).toEqual([]);
  });

  it('does not repeat a POST over its language', async () => {
    const world = createWorld(() => ({ status: 406 }));
    expect([await failureOf(world.provider.createAccessLink(aLink)), world.sent.length]).toEqual(['provider_rejected', 1]);
  });

  it('asks in the language of the app, and without when the provider does not know it', async () => {
    const world = createWorld(
      withTokens((request) => (request.headers['accept-language'] === undefined ? ok : { status: 406, json: { error: { code: 1006 } } })),
      { language: () => 'ar' },
    );
    await world.provider.listAccounts();
    await world.provider.listAccounts();
    expect(reads(world).map((request) => request.headers['accept-language'])).toEqual(['ar', undefined, undefined]);
  });
});

async function failureMessage(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (caught) {
    return caught instanceof Error ? `${caught.message} ${caught.stack} ${String(caught.cause)}` : String(caught);
  }
}
