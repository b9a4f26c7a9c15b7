import { useQuery } from '@tanstack/react-query';
import { Fingerprint, Lock, LockKeyhole, Timer } from 'lucide-react';
import { LOCK_MINUTES, type LockState } from '../../../shared/contract/lock.ts';
import { type Action, useCommand, useItem } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { useConfigureLock, useLockNow } from './mutations.ts';
import { lockQueries } from './queries.ts';

/** Without a passphrase there is nothing to lock with, so the command leads to where one is set. */
export function useLockActions(): readonly Action[] {
  const command = useCommand();
  const { data: state } = useQuery(lockQueries.state());
  const lockNow = useLockNow();
  const settings = useLockSettings(state);
  return [command('lock.now', () => (state?.isSet ? lockNow.mutate() : navigate('/settings/lock')), { icon: Lock }), ...settings];
}

function useLockSettings(state: LockState | undefined): readonly Action[] {
  const t = useT();
  const item = useItem();
  const configure = useConfigureLock();
  if (!state?.isSet) return [];
  const shared = { group: 'settings', isQuiet: true } as const;
  const after = (minutes: LockState['autoLockMinutes']) =>
    minutes === null ? t('lock.settings.never') : t('lock.settings.minutes', { count: minutes });
  return [
    ...[...LOCK_MINUTES, null].map((minutes) =>
      item({
        ...shared,
        id: `lock.auto:${minutes ?? 'never'}`,
        key: 'lock.settings.auto',
        detail: after(minutes),
        icon: Timer,
        isOn: state.autoLockMinutes === minutes,
        run: () => configure.mutate({ autoLockMinutes: minutes }),
      }),
    ),
    item({
      ...shared,
      id: 'lock.screen',
      key: 'lock.settings.screen',
      icon: LockKeyhole,
      isOn: state.locksWithScreen,
      run: () => configure.mutate({ locksWithScreen: !state.locksWithScreen }),
    }),
    ...(state.touchId === 'unavailable'
      ? []
      : [
          item({
            ...shared,
            id: 'lock.touchId',
            key: 'lock.settings.touchId',
            icon: Fingerprint,
            isOn: state.touchId === 'on',
            run: () => configure.mutate({ isTouchIdOn: state.touchId === 'off' }),
          }),
        ]),
  ];
}
