/**
 * @file `vault.json`: secrets under the recovery passphrase (S24, S41). Each item is sealed by itself with AES-256-GCM and bound to its name, under
 * a key made by scrypt from the passphrase; the passphrase is kept nowhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { Random } from '../../ports/random.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { seal, unseal } from '../secrets/envelope.ts';
import { deriveKey, KeyParameters, newKeyParameters } from '../secrets/passphrase-key.ts';

const VaultData = z.object({
  v: z.literal(1),
  key: KeyParameters,
  /** Proves the passphrase. */
  check: z.base64(),
  items: z.record(z.string(), z.base64()),
});
type VaultData = z.infer<typeof VaultData>;

export const VAULT_FILE = 'vault.json';

export type OpenVault = {
  get(name: string): string | undefined;
  /** The vault as a store of secrets, for a computer without one. */
  readonly store: SecretStore;
};
export type Vault = ReturnType<typeof createVault>;

async function keysOf(passphrase: string, parameters: KeyParameters): Promise<{ readonly seal: Buffer; readonly check: Buffer }> {
  const bytes = await deriveKey(passphrase, parameters, 64);
  return { seal: bytes.subarray(0, 32), check: createHmac('sha256', bytes.subarray(32)).update('mizan vault').digest() };
}

const labelOf = (name: string) => `mizan vault ${name}`;

export function createVault(deps: {
  readonly dir: string;
  readonly files: Pick<DataFiles, 'read' | 'write' | 'remove'>;
  readonly random: Random;
}) {
  const { files, random } = deps;
  const path = join(deps.dir, VAULT_FILE);

  const load = (): VaultData | undefined => {
    const text = files.read(path);
    if (text === undefined) return undefined;
    const data = parseVault(text);
    if (!data) throw new AppError('recovery_absent', 'the vault cannot be read');
    return data;
  };
  const save = (data: VaultData) => files.write(path, JSON.stringify(data));

  const storeOver = (key: Buffer): SecretStore => {
    const change = (work: (items: VaultData['items']) => VaultData['items']) => {
      const data = load();
      if (!data) return { status: 'unavailable' } as const;
      save({ ...data, items: work(data.items) });
      return { status: 'done' } as const;
    };
    return {
      get: async (name) => {
        const sealed = load()?.items[name];
        return sealed === undefined ? { status: 'absent' } : { status: 'found', value: unseal(sealed, key, labelOf(name)) };
      },
      set: async (name, value) => change((items) => ({ ...items, [name]: seal(value, key, labelOf(name), random) })),
      remove: async (name) => change((items) => without(items, (other) => other === name)),
      list: async () => ({ status: 'found', accounts: Object.keys(load()?.items ?? {}) }),
    };
  };

  return {
    /** Names of what is in it; undefined without one, or one that nothing can open. */
    names(): readonly string[] | undefined {
      try {
        const data = load();
        return data && Object.keys(data.items);
      } catch {
        return undefined;
      }
    },
    /** In the place of an earlier one. */
    async make(passphrase: string, items: Readonly<Record<string, string>>): Promise<void> {
      const parameters = newKeyParameters(random);
      const keys = await keysOf(passphrase, parameters);
      const sealed = Object.entries(items).map(([name, value]) => [name, seal(value, keys.seal, labelOf(name), random)]);
      save({ v: 1, key: parameters, check: keys.check.toString('base64'), items: Object.fromEntries(sealed) });
    },
    /** @throws AppError `recovery_absent`, `passphrase_wrong` */
    async open(passphrase: string): Promise<OpenVault> {
      const data = load();
      if (!data) throw new AppError('recovery_absent', 'no vault');
      const keys = await keysOf(passphrase, data.key);
      const check = Buffer.from(data.check, 'base64');
      if (check.length !== keys.check.length || !timingSafeEqual(check, keys.check))
        throw new AppError('passphrase_wrong', 'not the recovery passphrase');
      return {
        get: (name) => {
          const sealed = data.items[name];
          return sealed === undefined ? undefined : unseal(sealed, keys.seal, labelOf(name));
        },
        store: storeOver(keys.seal),
      };
    },
    remove: () => files.remove(path),
    /** What is of these environments; the rest stays under its passphrase. One that nothing can open goes as a whole. */
    forget(environmentIds: readonly string[]): void {
      if (files.read(path) === undefined) return;
      const data = parseVault(files.read(path));
      if (data) save({ ...data, items: without(data.items, (name) => environmentIds.some((id) => name.startsWith(`${id}:`))) });
      else files.remove(path);
    },
  };
}

function without(items: VaultData['items'], isGone: (name: string) => boolean): VaultData['items'] {
  return Object.fromEntries(Object.entries(items).filter(([name]) => !isGone(name)));
}

function parseVault(text: string | undefined): VaultData | undefined {
  try {
    return VaultData.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
