import type { Flow } from '../../../shared/contract/connections.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ConnectCard } from './connect-card.tsx';
import { useCancelFlow } from './mutations.ts';

/** Short moments: making the link, turning the bank's answer into keys. The second cannot be stopped half-way. */
export function FlowBusy({ flow }: { readonly flow: Flow }) {
  const t = useT();
  const cancel = useCancelFlow();
  const name = flow.phase === 'creating_link' ? 'creatingLink' : 'exchanging';
  return (
    <ConnectCard
      role="status"
      mark={<Spinner />}
      title={t(`connections.${name}.title`)}
      subtitle={t(`connections.${name}.body`)}
      {...(flow.phase === 'creating_link'
        ? {
            footer: (
              <Button variant="equal" size="lg" onPress={() => cancel.mutate(flow.id)} isPending={cancel.isPending}>
                {t('common.cancel')}
              </Button>
            ),
          }
        : {})}
    />
  );
}
