import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { type Action, useCommand } from '../../lib/actions.ts';
import { navigate } from '../../lib/router.ts';
import { useLockNow } from './mutations.ts';
import { lockQueries } from './queries.ts';

/** Without a passphrase there is nothing to lock with, so the command leads to where one is set. */
export function useLockActions(): readonly Action[] {
  const command = useCommand();
  const { data: state } = useQuery(lockQueries.state());
  const lockNow = useLockNow();
  return [command('lock.now', () => (state?.isSet ? lockNow.mutate() : navigate('/settings/lock')), { icon: Lock })];
}
