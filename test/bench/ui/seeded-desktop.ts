/** @file A desktop on which Mizan starts with a seeded store: its data folder, and its key in the private keychain. The bank does not answer. */
import { readFileSync } from 'node:fs';
import { launchMizan, type RunningMizan } from '../../harness/electron-app.ts';
import { type Desktop, openDesktop } from '../../harness/session.ts';
import { readSeedInfo, seedPaths } from '../seed/seed-store.ts';

export type SeededDesktop = { readonly desktop: Desktop; readonly now: string; readonly env: Readonly<Record<string, string>> };

/** Nothing listens there: Mizan starts as it does without a network, and no bank runs inside of it. */
const NOBODY = { baseUrl: 'http://127.0.0.1:9', clientId: 'bench', clientSecret: 'bench' } as const;

export async function openSeededDesktop(folder: string): Promise<SeededDesktop> {
  const { userData, keychain } = seedPaths(folder);
  const desktop = openDesktop({ isHandlerRegistered: false });
  const items = JSON.parse(readFileSync(keychain, 'utf8')) as Record<string, string>; // written by the file secret store
  for (const [account, password] of Object.entries(items)) await desktop.addKeychainItem(account, password);
  const { now } = readSeedInfo(folder);
  const practice = { MIZAN_PRACTICE_URL: NOBODY.baseUrl, MIZAN_PRACTICE_CLIENT: `${NOBODY.clientId}:${NOBODY.clientSecret}` };
  return { desktop, now, env: { ...desktop.env, MIZAN_USER_DATA: userData, MIZAN_NOW: now, ...practice } };
}

export function launchSeeded({ desktop, now, env }: SeededDesktop): Promise<RunningMizan> {
  return launchMizan({ desktop, now, practice: NOBODY, env: { MIZAN_USER_DATA: env.MIZAN_USER_DATA ?? '' } });
}
