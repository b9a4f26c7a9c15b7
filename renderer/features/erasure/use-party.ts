import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import { environmentQueries } from '../settings/public.ts';

/** Who is asked to delete, as the environment in use is called. */
export function useParty(): { readonly party: string; readonly isPractice: boolean } {
  const t = useT();
  const { data: environments = [] } = useQuery(environmentQueries.list());
  const isPractice = environments.some(({ isActive, kind }) => isActive && kind === 'practice');
  return { party: t(isPractice ? 'erasure.party.practice' : 'erasure.party.provider'), isPractice };
}
