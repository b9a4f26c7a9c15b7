/** @file A keychain in a file, for processes that are killed: what was set before is there after. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SecretStore } from '../../electron/ports/secret-store.ts';

export function createFileSecretStore(path: string): SecretStore {
  const read = (): Record<string, string> => (existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}); // written only below
  const write = (items: Record<string, string>) => {
    writeFileSync(`${path}.new`, JSON.stringify(items));
    renameSync(`${path}.new`, path);
  };
  return {
    get: async (account) => {
      const value = read()[account];
      return value === undefined ? { status: 'absent' } : { status: 'found', value };
    },
    set: async (account, value) => {
      write({ ...read(), [account]: value });
      return { status: 'done' };
    },
    remove: async (account) => {
      const { [account]: _removed, ...rest } = read();
      write(rest);
      return { status: 'done' };
    },
    list: async () => ({ status: 'found', accounts: Object.keys(read()) }),
  };
}
