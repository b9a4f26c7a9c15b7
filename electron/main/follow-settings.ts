/** @file What main needs to know of settings and lock: menus, the window's theme and zoom. Plain. */
import { LockState } from '../../shared/contract/lock.ts';
import { Settings } from '../../shared/contract/settings.ts';
import type { Reply } from '../../shared/errors.ts';

type Dispatch = (name: string, input: unknown) => Promise<Reply<unknown>>;

/** Reads the settings as the page does; undefined when the answer is none. */
export async function readSettings(dispatch: Dispatch): Promise<Settings | undefined> {
  const reply = await dispatch('settings.get', {});
  const parsed = reply.ok ? Settings.safeParse(reply.data) : undefined;
  return parsed?.success ? parsed.data : undefined;
}

export async function readLock(dispatch: Dispatch): Promise<LockState | undefined> {
  const reply = await dispatch('lock.state', {});
  const parsed = reply.ok ? LockState.safeParse(reply.data) : undefined;
  return parsed?.success ? parsed.data : undefined;
}

/** High contrast is drawn by the page; its light or dark ground follows the system. */
export function windowTheme({ theme }: Settings): 'system' | 'light' | 'dark' {
  return theme === 'contrast' ? 'system' : theme;
}
