import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Flow } from '../../../shared/contract/connections.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { aConnection, aConsent, anAccount } from '../../../test/builders/ledger-builder.ts';
import { aProviderAccess, aProviderAccount, type ConnectWorld, createConnectWorld, visit } from '../../../test/fakes/connect-world.ts';
import { CONSENT_VERSION } from '../consents/consent-card.ts';
import type { ConnectionService } from './connection-service.ts';

const DEEP = 'app.mizan.desktop:/callback';
const MINUTE = 60_000;

let world: ConnectWorld;
let service: ConnectionService;
let processes: ConnectionService[];

beforeEach(() => {
  world = createConnectWorld();
  processes = [];
  service = start();
});
afterEach(async () => {
  await Promise.all(processes.map((one) => one.close()));
});

function start(change?: Parameters<ConnectWorld['start']>[0]): ConnectionService {
  const started = world.start(change);
  processes.push(started);
  return started;
}
async function restart(): Promise<void> {
  await service.close();
  service = start();
}
const connect = async (change: { channel?: Flow['channel']; keepUpdating?: boolean; language?: 'ar' | 'en' } = {}): Promise<Flow> => {
  const wanted = { language: 'en', keepUpdating: true, ...change } as const;
  const card = await service.handlers['connections.consentCard'](wanted);
  return service.handlers['connections.start']({ ...wanted, consentVersion: card.version });
};
const flow = async (id: string): Promise<Flow> => service.handlers['connections.flow']({ flowId: id });
/** The address the widget ends on, for the link asked for last. */
const callback = (query = 'success=true&code=c0de', sent = world.links.at(-1)) => `${sent?.redirectUri}?state=${sent?.state}&${query}`;
const closedReasons = () =>
  (world.db.prepare('SELECT closed_reason FROM pending_flows ORDER BY created_at, rowid').all() as { closed_reason: string | null }[]).map(
    (row) => row.closed_reason,
  );

describe('connecting by deep link', () => {
  it('goes from the consent card to the first import', async () => {
    const card = await service.handlers['connections.consentCard']({ language: 'ar', keepUpdating: true });
    const started = await connect({ language: 'ar' });
    expect(started).toMatchObject({ purpose: 'connect', phase: 'waiting', channel: 'deep_link', deadlineAt: '2026-11-07T11:17:00.000Z' });
    expect(world.links).toEqual([
      {
        userId: 'u-1@users.mizan.example',
        redirectUri: DEEP,
        state: expect.stringMatching(/^[\w-]{43}$/),
        language: 'ar',
        historyDays: 365,
        saveSecrets: true,
      },
    ]);
    expect(world.opened).toEqual([world.location]);
    await service.handleCallback(callback());
    expect(await service.waitForEnd(started.id)).toMatchObject({
      phase: 'done',
      errorCode: null,
      connectedBanks: [{ bankName: 'Practice Bank', accountCount: 1, isNew: true }],
    });
    expect(world.calls).toEqual(['access-link', `exchange c0de ${DEEP}`, 'accounts', 'accesses']);
    expect(world.imports).toBe(1);
    expect(world.topics).toContain('accounts.changed');
    // S32: the grant keeps the very text that was shown.
    const consent = world.db
      .prepare('SELECT language, text_version, text_shown, is_secret_saved, data_kinds, history_from_on FROM consents')
      .get() as { text_shown: string };
    expect({ ...consent, text_shown: JSON.parse(consent.text_shown) }).toEqual({
      language: 'ar',
      text_version: card.version,
      text_shown: card,
      is_secret_saved: 1,
      data_kinds: '["accounts","balances","transactions"]',
      history_from_on: '2025-11-07',
    });
    expect(await service.handlers['connections.list']({})).toMatchObject([
      { bankName: 'Practice Bank', state: 'active', expiresAt: '2027-05-06T00:00:00.000Z', isExpiryEstimated: false, accountCount: 1 },
    ]);
    expect(service.hasAny()).toBe(true);
  });

  it('a second bank keeps the first', async () => {
    await connect();
    await service.handleCallback(callback());
    world.accounts = [
      ...world.accounts,
      aProviderAccount({ providerId: 'A2', accessId: 'X2', bankName: 'Second Bank', iban: null, accountNumber: '77' }),
    ];
    world.accesses = [...world.accesses, aProviderAccess({ providerId: 'X2', bankName: 'Second Bank' })];
    const second = await connect();
    await service.handleCallback(callback());
    expect((await flow(second.id)).connectedBanks.map((bank) => [bank.bankName, bank.isNew])).toEqual([
      ['Practice Bank', false],
      ['Second Bank', true],
    ]);
    expect((await service.handlers['connections.list']({})).map((bank) => bank.bankName)).toEqual(['Practice Bank', 'Second Bank']);
  });

  it('declined automatic updates reach the provider and the consent', async () => {
    await connect({ keepUpdating: false });
    await service.handleCallback(callback());
    expect(world.links[0]?.saveSecrets).toBe(false);
    expect(world.db.prepare('SELECT is_secret_saved FROM consents').get()).toEqual({ is_secret_saved: 0 });
  });

  it('S32 refuses to leave for the bank on another text than the current one', async () => {
    expect(() => service.handlers['connections.start']({ language: 'en', keepUpdating: true, consentVersion: 'old' })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
    expect([world.calls, closedReasons()]).toEqual([[], []]);
  });

  it('S32 a version stands for one text: of another choice, language, day or party it is refused', async () => {
    const shown = await service.handlers['connections.consentCard']({ language: 'en', keepUpdating: true });
    const agree = (change: { language?: 'ar' | 'en'; keepUpdating?: boolean }) => () =>
      service.handlers['connections.start']({ language: 'en', keepUpdating: true, consentVersion: shown.version, ...change });
    const refused = expect.objectContaining({ code: 'invalid_input', fields: { consentVersion: 'consent.outdated' } });
    expect(agree({ keepUpdating: false })).toThrow(refused);
    expect(agree({ language: 'ar' })).toThrow(refused);
    await service.close();
    const another = { ar: 'طرف آخر', en: 'Another Party' };
    service = start({
      environment: { id: 'practice', kind: 'practice', baseUrl: 'http://127.0.0.1:9', legalName: another, userId: 'u-1' },
    });
    expect(agree({})).toThrow(refused);
    await service.close();
    service = start();
    await world.clock.advance(86_400_000);
    expect(agree({})).toThrow(refused);
    expect([world.calls, closedReasons()]).toEqual([[], []]);
  });

  it('S32 keeps the text as it was shown, also when it was agreed to after midnight', async () => {
    const shown = await service.handlers['connections.consentCard']({ language: 'en', keepUpdating: true });
    await world.clock.advance(86_400_000);
    await service.handlers['connections.consentCard']({ language: 'en', keepUpdating: true });
    await service.handlers['connections.start']({ language: 'en', keepUpdating: true, consentVersion: shown.version });
    await service.handleCallback(callback());
    expect(JSON.parse(String(world.db.prepare('SELECT text_shown FROM consents').pluck().get()))).toEqual(shown);
  });

  // A full disk was logged as a bug of Mizan's.
  it('R5 a flow ends with its reason on a disk that takes no note of the end', async () => {
    const { id } = await connect();
    world.instead.exchange = () => {
      world.db.pragma('query_only=ON');
      return Promise.reject(new AppError('offline', 'x'));
    };
    await service.handleCallback(callback());
    expect(await flow(id)).toMatchObject({ phase: 'failed', errorCode: 'offline', ref: null });
    expect(world.logged.filter((line) => line.includes('crashed'))).toEqual([]);
    world.db.pragma('query_only=OFF');
  });

  it('R5 a link that fails, and a deadline, end a flow on such a disk as well', async () => {
    const { id } = await connect();
    world.db.pragma('query_only=ON');
    await world.clock.advance(60 * MINUTE);
    expect(await flow(id)).toMatchObject({ phase: 'timed_out' });
    world.db.pragma('query_only=OFF');
    world.instead.createLink = () => {
      world.db.pragma('query_only=ON');
      return Promise.reject(new AppError('provider_unavailable', 'x'));
    };
    expect(await connect()).toMatchObject({ phase: 'failed', errorCode: 'disk_failed' });
    world.db.pragma('query_only=OFF');
    expect(world.logged.filter((line) => line.includes('crashed'))).toEqual([]);
  });

  it('R5 a disk that fills up during the exchange loses neither tokens nor consent text', async () => {
    const { id } = await connect();
    world.instead.exchange = async () => {
      world.db.pragma('query_only=ON');
    };
    await service.handleCallback(callback());
    expect(await flow(id)).toMatchObject({ phase: 'failed', errorCode: 'disk_failed' });
    expect(closedReasons()).toEqual(['exchanging']);
    world.db.pragma('query_only=OFF');
    await restart();
    // The stored tokens say that it went through: the text stays with what it brought.
    await expect.poll(closedReasons).toEqual(['exchanged']);
  });
});

describe('S16 callbacks', () => {
  it('S16 claims a state before any network call, so that a double callback is taken once', async () => {
    const { id } = await connect();
    await Promise.all([service.handleCallback(callback()), service.handleCallback(callback()), service.handleCallback(callback())]);
    await service.handleCallback(callback());
    expect(world.calls.filter((call) => call.startsWith('exchange'))).toHaveLength(1);
    expect([(await flow(id)).phase, service.ignoredCallbacks()]).toEqual(['done', 3]);
  });

  it.each([
    ['an unknown state', `${DEEP}?state=${'A'.repeat(43)}&success=true&code=x`],
    ['no state', `${DEEP}?success=true&code=x`],
    ['rubbish', 'app.mizan.desktop:'],
    ['a web address', 'https://evil.example/callback'],
  ])('S16 %s is ignored and counted, and the flow still waits', async (_what, address) => {
    const { id } = await connect();
    const before = world.topics.length;
    await service.handleCallback(address);
    expect([service.ignoredCallbacks(), world.topics.length, (await flow(id)).phase]).toEqual([1, before, 'waiting']);
    await service.handleCallback(callback());
    expect((await flow(id)).phase).toBe('done');
  });

  it('S16 a callback on another channel than the flow was started with is ignored', async () => {
    const { id } = await connect();
    await service.handleCallback(callback().replace(DEEP, 'http://127.0.0.1:9999/callback'));
    expect([(await flow(id)).phase, world.calls]).toEqual(['waiting', ['access-link']]);
  });

  it('S16 a new flow replaces the waiting one, whose late callback is ignored', async () => {
    const first = await connect();
    const late = callback();
    const second = await connect();
    expect(await service.waitForEnd(first.id)).toMatchObject({ phase: 'cancelled', errorCode: 'flow_cancelled' });
    await service.handleCallback(late);
    expect(world.calls.filter((call) => call.startsWith('exchange'))).toEqual([]);
    await service.handleCallback(callback());
    expect((await flow(second.id)).phase).toBe('done');
  });

  it('S16 survives a restart during bank login', async () => {
    const { id } = await connect();
    await restart();
    expect(await flow(id)).toMatchObject({ phase: 'waiting', channel: 'deep_link' });
    await service.handleCallback(callback());
    expect(await flow(id)).toMatchObject({ phase: 'done', connectedBanks: [{ isNew: true }] });
    expect(world.db.prepare('SELECT text_version FROM consents').pluck().get()).toMatch(`${CONSENT_VERSION}+`);
    await restart();
    await service.handleCallback(callback());
    expect(world.calls.filter((call) => call.startsWith('exchange'))).toHaveLength(1);
  });

  it('S16 a crash during the exchange never repeats the code, and keeps the consent text for what it brought', async () => {
    await connect();
    world.instead.exchange = () => new Promise(() => undefined);
    void service.handleCallback(callback());
    // As after a kill: the old process is gone without closing.
    processes = [];
    service = start();
    await expect.poll(closedReasons).toEqual(['exchanged']);
    await service.handleCallback(callback());
    expect(world.calls.filter((call) => call.startsWith('exchange'))).toHaveLength(1);
  });

  it('S16 a crash right after a claim that noted no answer is settled as interrupted', async () => {
    await connect();
    world.db.prepare('UPDATE pending_flows SET claimed_at = created_at').run();
    await restart();
    await expect.poll(closedReasons).toEqual(['interrupted']);
  });

  it('S21 exchanges with the address the flow was started with, whatever else the callback says', async () => {
    await connect();
    await service.handleCallback(`${callback()}&redirect_uri=https%3A%2F%2Fevil.example&token_endpoint=https%3A%2F%2Fevil.example`);
    expect(world.calls[1]).toBe(`exchange c0de ${DEEP}`);
  });
});

describe('each end has its own word and loses nothing', () => {
  const ends: readonly [what: string, query: string, phase: Flow['phase'], code: ErrorCode, reason: string][] = [
    ['cancelled or failed in the widget', 'success=false', 'not_completed', 'flow_not_completed', 'not_completed'],
    ['success without a code', 'success=true', 'failed', 'callback_invalid', 'failed'],
    ['success with an empty code', 'success=true&code=', 'failed', 'callback_invalid', 'failed'],
  ];
  it.each(ends)('S17 %s', async (_what, query, phase, code, reason) => {
    const { id } = await connect();
    await service.handleCallback(callback(query));
    expect(await service.waitForEnd(id)).toMatchObject({ phase, errorCode: code, connectedBanks: [] });
    expect([closedReasons(), world.calls, world.imports]).toEqual([[reason], ['access-link'], 0]);
  });

  it.each<ErrorCode>(['code_refused', 'exchange_unclear', 'secret_store_locked', 'client_credentials_invalid', 'offline'])(
    'S21 an exchange that ends with %s is told and never repeated; the bank’s yes stays noted',
    async (code) => {
      world.instead.exchange = () => Promise.reject(new AppError(code, 'x'));
      const { id } = await connect();
      await service.handleCallback(callback());
      expect(await flow(id)).toMatchObject({ phase: 'failed', errorCode: code });
      await service.handleCallback(callback());
      expect([world.calls, closedReasons(), world.imports]).toEqual([['access-link', `exchange c0de ${DEEP}`], ['answered'], 0]);
    },
  );

  it('a bug gets a ref to quote', async () => {
    world.instead.exchange = () => Promise.reject(new TypeError('c0de'));
    const { id } = await connect();
    await service.handleCallback(callback());
    const ended = await flow(id);
    expect(ended).toMatchObject({ phase: 'failed', errorCode: 'internal', ref: expect.stringMatching(/^[0-9a-f]{6}$/) });
    expect(world.logged.some((line) => line.includes(ended.ref ?? 'none'))).toBe(true);
  });

  it('silence ends at the link’s own deadline', async () => {
    world.linkLifeMs = 5 * MINUTE;
    const { id } = await connect();
    await world.clock.advance(4 * MINUTE);
    expect((await flow(id)).phase).toBe('waiting');
    await world.clock.advance(MINUTE);
    expect(await service.waitForEnd(id)).toMatchObject({ phase: 'timed_out', errorCode: 'flow_timed_out' });
    await service.handleCallback(callback());
    expect([world.calls, closedReasons()]).toEqual([['access-link'], ['timed_out']]);
  });

  it('a clock set back does not keep a flow waiting for ever', async () => {
    const { id } = await connect();
    world.clock.setWall(world.clock.now() - 400 * 86_400_000);
    await world.clock.advance(10 * MINUTE);
    expect((await flow(id)).phase).toBe('timed_out');
  });

  it('a suspend past the deadline is noticed by whoever looks', async () => {
    const { id } = await connect();
    world.clock.setWall(world.clock.now() + 86_400_000);
    expect((await flow(id)).phase).toBe('timed_out');
  });

  it('a cancelled flow ignores its late callback', async () => {
    const { id } = await connect();
    expect(await service.handlers['connections.cancel']({ flowId: id })).toEqual({ done: true });
    await service.handleCallback(callback());
    expect([(await flow(id)).phase, world.calls, closedReasons()]).toEqual(['cancelled', ['access-link'], ['cancelled']]);
    expect(await service.handlers['connections.cancel']({ flowId: id })).toEqual({ done: true });
  });

  it('cancelling while the link is made stops the request', async () => {
    world.instead.createLink = (signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const starting = connect();
    await expect.poll(() => world.calls.length).toBe(1);
    const { id } = world.db.prepare('SELECT id FROM pending_flows').get() as { id: string };
    await service.handlers['connections.cancel']({ flowId: id });
    expect(await starting).toMatchObject({ phase: 'cancelled', errorCode: 'flow_cancelled' });
    expect(world.opened).toEqual([]);
  });

  it('cannot be cancelled once the bank has answered', async () => {
    const gate = Promise.withResolvers<void>();
    world.instead.exchange = () => gate.promise;
    const { id } = await connect();
    const handled = service.handleCallback(callback());
    expect((await flow(id)).phase).toBe('exchanging');
    expect(() => service.handlers['connections.cancel']({ flowId: id })).toThrow(expect.objectContaining({ code: 'busy' }));
    gate.resolve();
    await handled;
    expect((await flow(id)).phase).toBe('done');
  });

  it('a link that cannot be made fails with its own code', async () => {
    world.instead.createLink = () => Promise.reject(new AppError('scope_missing', 'x'));
    expect(await connect()).toMatchObject({ phase: 'failed', errorCode: 'scope_missing' });
    expect(closedReasons()).toEqual(['failed']);
  });

  it('a browser that does not open fails the flow', async () => {
    world.instead.open = () => Promise.reject(new Error('no browser'));
    expect(await connect()).toMatchObject({ phase: 'failed', errorCode: 'widget_failed' });
  });

  it('accounts that cannot be listed do not fail the connect: the import lists again', async () => {
    world.instead.list = () => Promise.reject(new AppError('provider_unavailable', 'x'));
    const { id } = await connect();
    await service.handleCallback(callback());
    expect(await flow(id)).toMatchObject({ phase: 'done', errorCode: null, connectedBanks: [] });
    expect([world.imports, closedReasons()]).toEqual([1, ['exchanged']]);
  });

  it('accounts that appear late are waited for', async () => {
    world.accounts = [];
    const { id } = await connect();
    const handled = service.handleCallback(callback());
    await expect.poll(() => world.clock.sleepers()).toBe(1);
    world.accounts = [aProviderAccount()];
    await world.clock.advance(2_000);
    await handled;
    expect(await flow(id)).toMatchObject({ phase: 'done', connectedBanks: [{ accountCount: 1 }] });
  });

  it('no accounts at all is said plainly', async () => {
    world.accounts = [];
    const { id } = await connect();
    const handled = service.handleCallback(callback());
    for (const pause of [2_000, 4_000, 8_000]) {
      await expect.poll(() => world.clock.sleepers()).toBe(1);
      await world.clock.advance(pause);
    }
    await handled;
    expect(await flow(id)).toMatchObject({ phase: 'failed', errorCode: 'no_accounts' });
  });

  it('an unknown flow is not found', async () => {
    await expect(flow('nope')).rejects.toMatchObject({ code: 'not_found' });
    await expect(service.waitForEnd('nope')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('S9 S15 the widget’s host', () => {
  it('S9 asks once about an unknown host, shows it in full, and remembers it per environment', async () => {
    world.location = 'https://widget.bank.example/?token=t';
    const first = await connect();
    expect(first).toMatchObject({ phase: 'confirm_host', widgetHost: 'widget.bank.example' });
    expect(world.opened).toEqual([]);
    expect(await service.handlers['connections.confirmHost']({ flowId: first.id })).toMatchObject({ phase: 'waiting' });
    await service.handlers['connections.confirmHost']({ flowId: first.id });
    expect(world.opened).toEqual([world.location]);
    await restart();
    expect(await connect()).toMatchObject({ phase: 'waiting' });
  });

  it('S9 opens nothing without the confirmation', async () => {
    world.location = 'https://widget.bank.example/?token=t';
    const first = await connect();
    await service.handlers['connections.cancel']({ flowId: first.id });
    await service.handlers['connections.confirmHost']({ flowId: first.id });
    expect([world.opened, (await connect()).phase]).toEqual([[], 'confirm_host']);
  });

  it.each(['file:///etc/passwd', 'https://good@evil.example/', 'javascript:alert(1)', ''])('S15 refuses %j', async (location) => {
    world.location = location;
    expect(await connect()).toMatchObject({ phase: 'failed', errorCode: 'link_refused' });
    expect(world.opened).toEqual([]);
  });
});

describe('S19 channels', () => {
  it('S19 offers loopback when our links do not reach us, and runs it through the same checks', async () => {
    world.isSchemeRegistered = false;
    const { id, channel } = await connect();
    expect([channel, world.links[0]?.redirectUri]).toEqual(['loopback', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)]);
    expect(await visit(callback('success=true&code=c0de').replace(/state=./, 'state=~'))).toBe(404);
    expect(await visit(callback())).toBe(200);
    expect(await service.waitForEnd(id)).toMatchObject({ phase: 'done' });
    await expect(visit(callback())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(world.calls.filter((call) => call.startsWith('exchange'))).toHaveLength(1);
  });

  it('S19 answers the browser before the exchange is through', async () => {
    const gate = Promise.withResolvers<void>();
    world.instead.exchange = () => gate.promise;
    const { id } = await connect({ channel: 'loopback' });
    expect(await visit(callback())).toBe(200);
    expect((await flow(id)).phase).toBe('exchanging');
    gate.resolve();
    expect((await service.waitForEnd(id)).phase).toBe('done');
  });

  it.each(['cancel', 'deadline', 'replaced', 'closed'] as const)('S19 stops listening when %s', async (how) => {
    const { id } = await connect({ channel: 'loopback' });
    const address = callback();
    if (how === 'cancel') await service.handlers['connections.cancel']({ flowId: id });
    if (how === 'deadline') await world.clock.advance(world.linkLifeMs);
    if (how === 'replaced') await connect({ channel: 'deep_link' });
    if (how === 'closed') await service.close();
    await expect(visit(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('S19 listens again after a restart', async () => {
    const { id } = await connect({ channel: 'loopback' });
    await restart();
    await expect.poll(() => visit(callback()).catch(() => 'refused')).toBe(200);
    expect((await service.waitForEnd(id)).phase).toBe('done');
  });

  it('S19 does not pretend that an unregistered scheme works', async () => {
    world.isSchemeRegistered = false;
    await expect(connect({ channel: 'deep_link' })).rejects.toMatchObject({ code: 'handler_not_registered' });
    expect(closedReasons()).toEqual([]);
  });

  it('S19 a registration that cannot be asked counts as none', async () => {
    service = start({ scheme: { scheme: 'app.mizan.desktop', isRegistered: () => Promise.reject(new Error('no xdg-settings')) } });
    expect((await connect()).channel).toBe('loopback');
  });

  it('S19 takes a pasted address, spaces around it and all', async () => {
    const { id, channel } = await connect({ channel: 'paste' });
    expect(channel).toBe('paste');
    const pasted = await service.handlers['connections.paste']({ flowId: id, address: `  ${callback()}\n` });
    expect(pasted.phase).toBe('exchanging');
    expect((await service.waitForEnd(id)).phase).toBe('done');
  });

  it.each<[string, string, ErrorCode]>([
    ['rubbish', 'hello', 'callback_invalid'],
    ['somebody else’s state', `${DEEP}?state=${'A'.repeat(43)}&success=true&code=x`, 'callback_unknown'],
  ])('S19 says why %s was not taken, and still waits', async (_what, address, code) => {
    const { id } = await connect();
    expect(() => service.handlers['connections.paste']({ flowId: id, address })).toThrow(expect.objectContaining({ code }));
    expect((await flow(id)).phase).toBe('waiting');
  });
});

describe('user-present sync', () => {
  beforeEach(() => {
    aConnection(world.db, { id: 'bank-1' });
    aConsent(world.db, { connectionId: 'bank-1' });
    for (const id of ['a1', 'a2']) anAccount(world.db, { id, connectionId: 'bank-1' });
    const alias = world.db.prepare('INSERT OR REPLACE INTO account_aliases (provider_id, account_id, seen_at) VALUES (?, ?, ?)');
    alias.run('A-old', 'a1', '2026-01-01T00:00:00.000Z');
    alias.run('A-new', 'a1', '2026-11-01T00:00:00.000Z');
    alias.run('A-2', 'a2', '2026-11-01T00:00:00.000Z');
  });
  const sync = async (connectionId = 'bank-1') => service.handlers['connections.startSync']({ connectionId, language: 'en' });

  it('names the accounts by their newest ids, keeps saved secrets, and imports without an exchange', async () => {
    const { id } = await sync();
    expect(world.links[0]).toMatchObject({ accountIds: ['A-new', 'A-2'], saveSecrets: true });
    await service.handleCallback(callback('success=true'));
    expect(await flow(id)).toMatchObject({ purpose: 'sync', phase: 'done' });
    expect([world.calls, world.imports, closedReasons()]).toEqual([['sync-link'], 1, ['synced']]);
  });

  it('S17 rejects a code where none is due', async () => {
    const { id } = await sync();
    await service.handleCallback(callback('success=true&code=injected'));
    expect(await flow(id)).toMatchObject({ phase: 'failed', errorCode: 'callback_invalid' });
    expect([world.calls, world.imports]).toEqual([['sync-link'], 0]);
  });

  it('knows no other connection', async () => {
    await expect(sync('bank-9')).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('lists connections with the state the clock gives them', async () => {
  aConnection(world.db, { id: 'b1', connectedAt: '2026-01-01T00:00:00.000Z' });
  aConsent(world.db, {
    connectionId: 'b1',
    grantedAt: '2026-01-01T00:00:00.000Z',
    expiresAt: '2026-06-01T00:00:00.000Z',
    supersededAt: '2026-05-01T00:00:00.000Z',
  });
  aConsent(world.db, { connectionId: 'b1', grantedAt: '2026-05-01T00:00:00.000Z', expiresAt: '2026-11-16T00:00:00.000Z' });
  aConnection(world.db, { id: 'b2', connectedAt: '2026-02-01T00:00:00.000Z' });
  const listed = async () => (await service.handlers['connections.list']({})).map((one) => [one.id, one.state, one.expiresAt]);
  expect(await listed()).toEqual([
    ['b1', 'expiring', '2026-11-16T00:00:00.000Z'],
    ['b2', 'active', null],
  ]);
  world.clock.setWall(Date.parse('2026-11-16T00:00:00.000Z'));
  expect(await listed()).toEqual([
    ['b1', 'expired', '2026-11-16T00:00:00.000Z'],
    ['b2', 'active', null],
  ]);
});

it('S27 no state, code or address reaches the log, whatever happens', async () => {
  const secrets: string[] = [];
  const failures = [undefined, new AppError('code_refused', 'x'), new Error('boom')];
  for (const failure of failures) {
    world.instead.exchange = () => (failure ? Promise.reject(failure) : Promise.resolve());
    await connect({ channel: 'loopback' });
    secrets.push(world.links.at(-1)?.state ?? '');
    await visit(callback('success=true&code=canary-c0de'));
    await service.handleCallback(callback('success=true&code=canary-c0de'));
    await expect.poll(() => closedReasons().at(-1)).not.toBeNull();
  }
  expect(world.logged.length).toBeGreaterThan(3);
  for (const secret of [...secrets, 'canary-c0de', '127.0.0.1']) expect(world.logged.filter((line) => line.includes(secret))).toEqual([]);
});
