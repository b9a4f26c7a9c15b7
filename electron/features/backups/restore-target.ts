import { PRACTICE_ID, type ProfileStore } from '../environments/profile-store.ts';
import type { Manifest } from './portable.ts';

export type RestoreTarget = {
  readonly environmentId: string;
  readonly userId: string;
  /** It came to nothing: an environment made for it goes again. */
  readonly forget: () => void;
};

/** The environment a backup is of: the same installation and client here, or a new one without its secret. */
export function targetOf(profile: ProfileStore, { kind, userId, ...rest }: Manifest['environment']): RestoreTarget {
  if (kind === 'practice') return { environmentId: PRACTICE_ID, userId, forget: () => undefined };
  const known = profile.listEnvironments().find((one) => one.baseUrl === rest.baseUrl && one.clientId === rest.clientId);
  if (known) return { environmentId: known.id, userId, forget: () => undefined };
  const made = profile.addEnvironment({ kind, ...rest });
  return { environmentId: made.id, userId, forget: () => profile.removeEnvironment(made.id) };
}
