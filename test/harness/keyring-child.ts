/**
 * @file Runs keychain steps in a process of its own and prints their outcomes as one JSON array: `node keyring-child.ts
 * <service> <marker file> <step>…`. A process each, because the bus connection of the native library lives as long as its process.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import keytar from 'keytar';
import { systemClock, systemRandom } from '../../electron/core/system.ts';
import { createSecrets } from '../../electron/features/secrets/secrets-service.ts';
import { createKeychain } from '../../electron/platform/keychain.ts';
import { createNameListing } from '../../electron/platform/keychain-names.ts';
import { AppError } from '../../shared/errors.ts';
import { forkNames } from './fork-names.ts';

const [service = '', markerFile = '', ...steps] = process.argv.slice(2);
const marked = new Set<string>(existsSync(markerFile) ? (JSON.parse(readFileSync(markerFile, 'utf8')) as string[]) : []); // written below
const keep = () => writeFileSync(markerFile, JSON.stringify([...marked]));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const store = createKeychain(async () => keytar, service, createNameListing(forkNames));
const secrets = createSecrets({
  store,
  expected: {
    isExpected: (item) => marked.has(item),
    expect: async (item) => {
      marked.add(item);
      keep();
    },
    forget: async (item) => {
      marked.delete(item);
      keep();
    },
  },
  environmentId: 'env',
  log: quiet,
  clock: systemClock,
  random: systemRandom,
});
const TOKENS = { refreshToken: 'ر'.repeat(700), generation: 3, obtainedAt: '2026-11-07T11:07:00.000Z' };

/** Each answers with something that can be compared and tells no secret. */
const STEPS: Readonly<Record<string, () => Promise<unknown>>> = {
  createKey: async () => (await secrets.databaseKey.create()).length,
  loadKey: async () => (await secrets.databaseKey.load())?.length ?? 'none',
  saveTokens: async () => {
    await secrets.tokens.save(TOKENS);
    return 'saved';
  },
  loadTokens: async () => {
    const found = await secrets.tokens.load();
    return found === undefined ? 'none' : JSON.stringify(found) === JSON.stringify(TOKENS) ? 'same' : 'different';
  },
  setSecret: async () => {
    await secrets.clientSecret.set('top secret');
    return 'set';
  },
  readSecret: async () => ((await secrets.clientSecret.read()) === 'top secret' ? 'same' : 'none'),
  clearTokens: async () => {
    await secrets.tokens.clear();
    return 'cleared';
  },
  assertWritable: async () => {
    await secrets.tokens.assertWritable();
    return 'writable';
  },
  list: async () => {
    const listed = await store.list();
    return listed.status === 'found' ? listed.accounts.toSorted() : listed.status;
  },
};

const outcomes: unknown[] = [];
for (const name of steps) {
  const step = STEPS[name];
  if (!step) throw new Error(`no such step: ${name}`);
  outcomes.push(await step().catch((error: unknown) => (error instanceof AppError ? error.code : `bug: ${String(error)}`)));
}
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
