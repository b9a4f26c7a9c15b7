/** @file A core over a seeded folder, asked as the window asks: schemas and all, only without the message between two processes. */
import { type Core, createCore } from '../../electron/core/compose.ts';
import { fixedClock, systemRandom } from '../../electron/core/system.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import { createFileSecretStore } from '../fakes/file-secret-store.ts';
import { readSeedInfo, seedPaths } from './seed/seed-store.ts';

export type Ask = <N extends OpName>(name: N, input: Input<N>) => Promise<Output<N>>;
export type SeededCore = { readonly ask: Ask; close(): Promise<void> };

export async function openSeededCore(folder: string): Promise<SeededCore> {
  const { dataDir, keychain } = seedPaths(folder);
  const unused = async () => {
    throw new Error('a benchmark sends and opens nothing');
  };
  const core: Core = await createCore(
    {
      http: { send: unused },
      secrets: createFileSecretStore(keychain),
      opener: { open: unused },
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
      clock: fixedClock(Date.parse(readSeedInfo(folder).now)),
      random: systemRandom,
      log: { info: () => undefined, warn: () => undefined, error: (event) => console.error(`bench: ${event}`) },
    },
    { dataDir, version: 'bench', runtime: 'node', systemLanguage: 'en', practice: null, isAutomatic: false },
  );
  return {
    async ask(name, input) {
      const reply = await core.dispatch(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
      return reply.data as Output<typeof name>; // the dispatcher checked it against the contract
    },
    close: () => core.close(),
  };
}
