import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createWorld, failureOf, pathOf, type Responder, STORED, withTokens } from '../../test/fakes/misconnect-world.ts';

const noAccounts: Responder = () => ({ json: { accounts: [] } });
const bodyOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, string>; // test input written by the adapter itself
const refreshes = (world: ReturnType<typeof createWorld>) => world.sent.filter((request) => pathOf(request) === '/auth/token');

describe('R9 single flight', () => {
  it('R9 answers 100 parallel callers with one refresh', async () => {
    const world = createWorld(withTokens(noAccounts), { stored: { ...STORED } });
    await Promise.all(Array.from({ length: 100 }, () => world.provider.listAccounts()));
    const bearers = world.sent.filter((request) => pathOf(request) === '/rest/accounts').map((request) => request.headers.authorization);
    expect([refreshes(world).length, new Set(bearers), world.tokens.stored?.refreshToken]).toEqual([
      1,
      new Set(['Bearer access-2']),
      'refresh-2',
    ]);
  });

  it('R9 refreshes once after a 401, repeats once, then asks for a reconnect', async () => {
    const world = createWorld(withTokens(() => ({ status: 401, json: { error: { code: 1003 } } })));
    expect(await failureOf(world.provider.listAccounts())).toBe('reconnect_required');
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/accounts', '/auth/token', '/rest/accounts']);
  });

  it.each([1004, 1007, 1000])('R9 refreshes once after a 401 whatever code it names: %i', async (code) => {
    const world = createWorld(
      withTokens((request, index) =>
        request.headers.authorization === 'Bearer access-2' ? { status: 401, json: { error: { code } } } : noAccounts(request, index),
      ),
    );
    expect(await world.provider.listAccounts()).toEqual([]);
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/accounts', '/auth/token', '/rest/accounts']);
  });

  it('R9 gives the token others already fetched to a caller whose old one was refused', async () => {
    let isRevoked = false;
    const world = createWorld(
      withTokens((request) =>
        isRevoked && request.headers.authorization === 'Bearer access-2' ? { status: 401 } : { json: { accounts: [] } },
      ),
    );
    await world.provider.listAccounts();
    isRevoked = true;
    await Promise.all(Array.from({ length: 20 }, () => world.provider.listAccounts()));
    expect(refreshes(world)).toHaveLength(2);
  });

  it('R9 makes a reader wait for a running code exchange and use its token', async () => {
    const world = createWorld(withTokens(noAccounts));
    await Promise.all([world.provider.exchangeCode('code', 'app:/cb'), world.provider.listAccounts(), world.provider.listAccounts()]);
    expect(world.sent.map((request) => request.headers.authorization?.slice(0, 15))).toEqual([
      'Basic Y2xpZW50O',
      'Bearer access-2',
      'Bearer access-2',
    ]);
  });

  it('R9 keeps one newest token set over random interleavings of reads, exchanges, refusals, cancellations and slow answers', async () => {
    const action = fc.constantFrom('read', 'exchange', 'cancelled-read', 'expire', 'refuse', 'fail-save');
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), fc.scheduler(), async (actions, scheduler) => {
        let issued = 1;
        let valid = 'refresh-1';
        let validAccess = '';
        let openTokenCalls = 0;
        const trouble: string[] = [];
        const world = createWorld(async (request) => {
          await scheduler.schedule(Promise.resolve(), pathOf(request));
          if (pathOf(request) !== '/auth/token') {
            return request.headers.authorization === `Bearer ${validAccess}` ? { json: { accounts: [] } } : { status: 401 };
          }
          openTokenCalls += 1;
          if (openTokenCalls > 1) trouble.push('two token calls at once');
          await scheduler.schedule(Promise.resolve(), 'token answer');
          openTokenCalls -= 1;
          const body = bodyOf(request.body);
          if (body.grant_type === 'refresh_token' && body.refresh_token !== valid)
            trouble.push(`stale ${body.refresh_token}, valid ${valid}`);
          issued += 1;
          valid = `refresh-${issued}`;
          validAccess = `access-${issued}`;
          return { json: { access_token: validAccess, refresh_token: valid, expires_in: 3600 } };
        });
        const results = actions.map((name, index) => run(name, index));
        await scheduler.waitFor(Promise.all(results));
        // Whatever happened, a later call works with the newest set, and the store holds it.
        world.tokens.failures.save.length = 0;
        const last = world.provider.listAccounts();
        await scheduler.waitFor(last);
        expect(trouble).toEqual([]);
        expect(world.tokens.stored?.refreshToken).toBe(valid);

        async function run(name: string, index: number): Promise<void> {
          const provider = world.provider;
          if (name === 'read') await failureOf(provider.listAccounts());
          else if (name === 'exchange') await failureOf(provider.exchangeCode(`code-${index}`, 'app:/cb'));
          else if (name === 'expire') world.clock.advance(3_600_000);
          else if (name === 'refuse') validAccess = '';
          else if (name === 'fail-save') world.tokens.failures.save.push(new AppError('secret_store_locked', 'locked'));
          else {
            const controller = new AbortController();
            const work = failureOf(provider.listAccounts(controller.signal));
            controller.abort();
            expect(await work).toBe('cancelled');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('S26 write before use', () => {
  const locked = () => new AppError('secret_store_locked', 'locked');

  it('S26 asks the store, then the endpoint, then writes, then uses', async () => {
    const order: string[] = [];
    const world = createWorld((request, index) => {
      order.push(...world.tokens.calls.splice(0), pathOf(request));
      return withTokens(noAccounts)(request, index);
    });
    await world.provider.listAccounts();
    expect(order).toEqual(['load', 'assertWritable', '/auth/token', 'save', '/rest/accounts']);
  });

  it.each(['load', 'assertWritable'] as const)('S26 sends nothing when %s fails', async (step) => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures[step].push(locked());
    expect(await failureOf(world.provider.listAccounts())).toBe('secret_store_locked');
    expect(world.sent).toHaveLength(0);
    expect(await world.provider.listAccounts()).toEqual([]);
  });

  it('S26 keeps a set that could not be written, uses and refreshes nothing, and writes it before the next call', async () => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures.save.push(locked(), locked(), locked());
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await failureOf(world.provider.listAccounts())).toBe('secret_store_locked');
      world.clock.advance(7_200_000);
    }
    expect(world.sent.map(pathOf)).toEqual(['/auth/token']);
    expect(await world.provider.hasTokens()).toBe(true);
    await world.provider.listAccounts();
    expect(world.tokens.stored?.refreshToken).toBe('refresh-2');
  });

  it('S26 never sends an older token set that the store brings back', async () => {
    const world = createWorld(withTokens(noAccounts));
    await world.provider.listAccounts();
    world.tokens.stored = STORED;
    world.clock.advance(3_600_000);
    await world.provider.listAccounts();
    expect(refreshes(world).map((request) => bodyOf(request.body).refresh_token)).toEqual(['refresh-1', 'refresh-2']);
  });

  it('S26 a code is not spent while the store cannot be written', async () => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures.assertWritable.push(locked());
    expect(await failureOf(world.provider.exchangeCode('code', 'app:/cb'))).toBe('secret_store_locked');
    expect(world.sent).toHaveLength(0);
  });

  it('S26 an exchanged set that could not be written is written before the next call', async () => {
    const world = createWorld(withTokens(noAccounts), { stored: null });
    world.tokens.failures.save.push(locked());
    expect(await failureOf(world.provider.exchangeCode('code', 'app:/cb'))).toBe('secret_store_locked');
    expect([await world.provider.hasTokens(), world.tokens.stored]).toEqual([true, undefined]);
    await world.provider.listAccounts();
    expect([world.tokens.stored?.refreshToken, world.sent.map(pathOf)]).toEqual(['refresh-2', ['/auth/token', '/rest/accounts']]);
  });

  it('S41 treats a set lost from a working store as none, and connects again over it', async () => {
    const world = createWorld(withTokens(noAccounts));
    const lost = () => new AppError('secret_missing', 'gone');
    world.tokens.failures.load.push(lost(), lost(), lost());
    expect([await world.provider.hasTokens(), await failureOf(world.provider.listAccounts())]).toEqual([false, 'reconnect_required']);
    await world.provider.exchangeCode('code', 'app:/cb');
    expect([world.tokens.stored?.refreshToken, await world.provider.listAccounts()]).toEqual(['refresh-2', []]);
  });

  it('says reconnect when there is no token set, and forgets one that was cleared outside', async () => {
    const none = createWorld(withTokens(noAccounts), { stored: null });
    expect([await failureOf(none.provider.listAccounts()), await none.provider.hasTokens(), none.sent.length]).toEqual([
      'reconnect_required',
      false,
      0,
    ]);
    const world = createWorld(withTokens(noAccounts));
    await world.provider.listAccounts();
    world.tokens.stored = undefined;
    world.clock.advance(3_600_000);
    expect(await failureOf(world.provider.listAccounts())).toBe('reconnect_required');
  });
});
