import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnvironmentInput } from '../../../shared/contract/environments.ts';
import { AppError } from '../../../shared/errors.ts';
import { NOW, standingClock } from '../../../test/builders/ledger-builder.ts';
import type { CredentialTest } from '../../ports/bank-provider.ts';
import { createNodeDataFiles } from '../erasure/node-data-files.ts';
import { environmentHandlers } from './environment-handlers.ts';
import { EnvironmentService, type EnvironmentServiceDeps } from './environment-service.ts';
import { createProfileStore, type ProfileStore } from './profile-store.ts';

const INPUT: EnvironmentInput = {
  kind: 'custom',
  baseUrl: 'https://api.example.test/',
  clientId: 'client-1',
  clientSecret: 'canary-secret',
  legalName: { ar: 'شركة', en: 'Company' },
};

let dir: string;
let profile: ProfileStore;
let secrets: Map<string, string>;
let topics: string[];
let switched: string[];
let withData: Set<string>;
let failing: { secret?: boolean; activate?: string };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-environments-'));
  let next = 0;
  profile = createProfileStore({
    files: createNodeDataFiles(),
    dir,
    random: { bytes: (count) => Uint8Array.from({ length: count }, () => (next = (next * 31 + 7) % 251)) },
    systemLanguage: 'en',
  });
  secrets = new Map();
  topics = [];
  switched = [];
  withData = new Set();
  failing = {};
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function service(overrides: Partial<EnvironmentServiceDeps> = {}): EnvironmentService {
  return new EnvironmentService({
    profile,
    secretsFor: (id) => ({
      clientSecret: {
        async set(value) {
          if (failing.secret) throw new AppError('secret_store_locked', 'locked');
          secrets.set(id, value);
        },
        async clear() {
          secrets.delete(id);
        },
        isSet: async () => secrets.has(id),
      },
    }),
    async onActivate(id) {
      switched.push(id);
      if (failing.activate === id) throw new AppError('database_wrong_key', 'no');
    },
    providerFor: async () => ({ testCredentials: async (): Promise<CredentialTest> => ({ outcome: 'ok', code: null }) }),
    hasData: (id) => withData.has(id),
    clock: standingClock(),
    emit: (topic) => topics.push(topic),
    runtime: 'official',
    ...overrides,
  });
}
const withoutSecret = ({ clientSecret: _, ...rest }: EnvironmentInput) => rest;
const failure = (code: string, fields?: Record<string, string>) => expect.objectContaining({ code, ...(fields && { fields }) });

describe('create', () => {
  it('saves the environment and its secret, without making it active or telling the secret', async () => {
    const created = await service().create(INPUT);
    expect(created).toEqual({
      id: created.id,
      kind: 'custom',
      name: 'api.example.test',
      baseUrl: 'https://api.example.test',
      clientId: 'client-1',
      hasCredentials: true,
      legalName: { ar: 'شركة', en: 'Company' },
      isActive: false,
    });
    expect(secrets).toEqual(new Map([[created.id, 'canary-secret']]));
    expect(topics).toEqual(['environments.changed']);
  });

  it('S20 never hands the secret out again', async () => {
    const environments = service();
    await environments.create(INPUT);
    expect(JSON.stringify([await environments.list(), profile.listEnvironments()])).not.toContain('canary-secret');
  });

  it('leaves nothing behind when the keychain refuses the secret', async () => {
    failing = { secret: true };
    await expect(service().create(INPUT)).rejects.toEqual(failure('secret_store_locked'));
    expect(profile.listEnvironments().map((environment) => environment.id)).toEqual(['practice']);
    expect(topics).toEqual([]);
  });
});

describe('list', () => {
  it('has the practice environment ready to use, and others as far as their credentials go', async () => {
    const { id } = await service().create(INPUT);
    secrets.clear();
    const listed = await service().list();
    expect(listed.map((environment) => [environment.id, environment.hasCredentials, environment.isActive])).toEqual([
      ['practice', true, true],
      [id, false, false],
    ]);
  });
});

describe('update', () => {
  it('changes names and secret of an environment with data, and keeps the secret when none is given', async () => {
    const { id } = await service().create(INPUT);
    withData.add(id);
    const renamed = { ...withoutSecret(INPUT), id, legalName: { ar: 'أخرى', en: 'Other' } };
    expect(await service().update(renamed)).toMatchObject({ legalName: { ar: 'أخرى', en: 'Other' }, hasCredentials: true });
    expect(secrets.get(id)).toBe('canary-secret');
    await service().update({ ...renamed, clientSecret: 'another' });
    expect(secrets.get(id)).toBe('another');
  });

  it.each([
    ['address', { baseUrl: 'https://other.example.test' }, { baseUrl: 'settings.environment.errors.hasData' }],
    ['client id', { clientId: 'client-2' }, { clientId: 'settings.environment.errors.hasData' }],
  ])('never moves stored data to another %s', async (_what, change, fields) => {
    const { id } = await service().create(INPUT);
    withData.add(id);
    await expect(service().update({ ...INPUT, ...change, id })).rejects.toEqual(failure('invalid_input', fields));
    expect(profile.environment(id)).toMatchObject({ baseUrl: 'https://api.example.test', clientId: 'client-1' });
  });

  it('takes another address while there is no data', async () => {
    const { id } = await service().create(INPUT);
    const moved = await service().update({ ...INPUT, id, baseUrl: 'https://other.example.test', clientId: 'client-2' });
    expect(moved).toMatchObject({ baseUrl: 'https://other.example.test', clientId: 'client-2', name: 'other.example.test' });
  });

  it('S20 never takes the stored secret along to another address', async () => {
    const { id } = await service().create(INPUT);
    const moved = { ...withoutSecret(INPUT), id, baseUrl: 'https://collector.example.test' };
    await expect(service().update(moved)).rejects.toEqual(
      failure('invalid_input', { clientSecret: 'settings.environment.errors.clientSecret' }),
    );
    expect(profile.environment(id).baseUrl).toBe('https://api.example.test');
  });

  it('gives an environment rebuilt after damage its address back, data or not', async () => {
    const { id } = await service().create(INPUT);
    profile.updateEnvironment(id, { ...withoutSecret(INPUT), baseUrl: '', clientId: '' });
    withData.add(id);
    expect(await service().update({ ...INPUT, id })).toMatchObject({ baseUrl: 'https://api.example.test' });
  });

  it('changes nothing when the keychain refuses the new secret', async () => {
    const { id } = await service().create(INPUT);
    failing = { secret: true };
    await expect(service().update({ ...INPUT, id, clientId: 'client-2', clientSecret: 'x' })).rejects.toEqual(
      failure('secret_store_locked'),
    );
    expect(profile.environment(id).clientId).toBe('client-1');
    expect(secrets.get(id)).toBe('canary-secret');
  });

  it('opens the active environment anew, others not', async () => {
    const { id } = await service().create(INPUT);
    await service().update({ ...INPUT, id });
    expect(switched).toEqual([]);
    await service().activate(id);
    await service().update({ ...INPUT, id });
    expect(switched).toEqual([id, id]);
  });

  it('leaves the practice environment as it is', async () => {
    await expect(service().update({ ...INPUT, id: 'practice' })).rejects.toEqual(failure('forbidden'));
  });
});

describe('activate', () => {
  it('switches the session, then remembers it', async () => {
    const { id } = await service().create(INPUT);
    const environments = service({
      onActivate: async (next) => {
        switched.push(`${next} while ${profile.activeId()}`);
      },
    });
    expect(await environments.activate(id)).toMatchObject({ id, isActive: true });
    expect(switched).toEqual([`${id} while practice`]);
    expect(profile.activeId()).toBe(id);
  });

  it('opens the previous environment again when the switch fails', async () => {
    const { id } = await service().create(INPUT);
    failing = { activate: id };
    await expect(service().activate(id)).rejects.toEqual(failure('database_wrong_key'));
    expect(switched).toEqual([id, 'practice']);
    expect(profile.activeId()).toBe('practice');
  });

  it('tells why the asked-for one could not be opened, also when the previous one cannot be either', async () => {
    const { id } = await service().create(INPUT);
    const environments = service({
      onActivate: async (next) => {
        throw new AppError(next === id ? 'database_wrong_key' : 'secret_store_locked', 'no');
      },
    });
    await expect(environments.activate(id)).rejects.toEqual(failure('database_wrong_key'));
  });

  it('does nothing for the one that is active, and refuses a second switch meanwhile', async () => {
    const { id } = await service().create(INPUT);
    const environments = service();
    await environments.activate('practice');
    expect(switched).toEqual([]);
    const [first, second] = await Promise.allSettled([environments.activate(id), environments.activate(id)]);
    expect([first.status, second]).toEqual(['fulfilled', { status: 'rejected', reason: failure('busy') }]);
    expect(switched).toEqual([id]);
  });

  it('says not_found for an unknown one', async () => {
    await expect(service().activate('env-aaaaaaaa')).rejects.toEqual(failure('not_found'));
  });
});

describe('the development runtime', () => {
  const standIn = () => service({ runtime: 'stand-in' });

  it('refuses every address but loopback: to create, update, activate and test', async () => {
    await expect(standIn().create(INPUT)).rejects.toEqual(failure('stand_in_runtime'));
    const { id } = await service().create(INPUT);
    await expect(standIn().update({ ...INPUT, id })).rejects.toEqual(failure('stand_in_runtime'));
    await expect(standIn().activate(id)).rejects.toEqual(failure('stand_in_runtime'));
    expect(await standIn().test(id)).toEqual({ outcome: 'refused', code: 'stand_in_runtime', testedAt: NOW });
    expect(switched).toEqual([]);
  });

  it.each(['http://127.0.0.1:8787', 'http://localhost:1', 'http://[::1]:8787/base', 'https://localhost'])('takes %s', async (baseUrl) => {
    const { id } = await standIn().create({ ...INPUT, baseUrl });
    expect(await standIn().activate(id)).toMatchObject({ isActive: true });
  });

  it.each(['https://127.0.0.1.example.test', 'https://localhost.example.test', 'https://127.0.0.2'])(
    'is not fooled by %s',
    async (baseUrl) => {
      await expect(standIn().create({ ...INPUT, baseUrl })).rejects.toEqual(failure('stand_in_runtime'));
    },
  );

  it('always takes the practice environment', async () => {
    const { id } = await standIn().create({ ...INPUT, baseUrl: 'http://127.0.0.1:8787' });
    await standIn().activate(id);
    expect(await standIn().activate('practice')).toMatchObject({ isActive: true });
    expect(await standIn().test('practice')).toMatchObject({ outcome: 'ok' });
  });
});

it('tests credentials of the environment asked for and says when', async () => {
  const { id } = await service().create(INPUT);
  const asked: string[] = [];
  const environments = service({
    providerFor: async (environmentId) => {
      asked.push(environmentId);
      return { testCredentials: async () => ({ outcome: 'scope_missing', code: 'scope_missing' }) };
    },
  });
  const result = await environmentHandlers(environments)['environments.test']({ id });
  expect(result).toEqual({ outcome: 'scope_missing', code: 'scope_missing', testedAt: NOW });
  expect(asked).toEqual([id]);
});
