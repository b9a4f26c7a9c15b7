import { ExternalLink, Globe } from 'lucide-react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';
import { useCancelFlow, useConfirmHost } from './mutations.ts';

/** The provider points to a host nobody has confirmed yet: the person sees all of it before anything opens. */
export function FlowConfirmHost({ flow }: { readonly flow: Flow }) {
  const t = useT();
  const confirm = useConfirmHost();
  const cancel = useCancelFlow();
  return (
    <ConnectCard
      mark={<Icon of={Globe} size={20} />}
      title={t('connections.confirmHost.title')}
      subtitle={t('connections.confirmHost.body')}
      footer={
        <>
          <Button variant="equal" size="lg" onPress={() => cancel.mutate(flow.id)} isPending={cancel.isPending}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            size="lg"
            trailingIcon={<Icon of={ExternalLink} points />}
            onPress={() => confirm.mutate(flow.id)}
            isPending={confirm.isPending}
          >
            {t('connections.confirmHost.open')}
          </Button>
        </>
      }
    >
      <p className={styles.host}>
        <bdi dir="ltr">{flow.widgetHost}</bdi>
      </p>
      <p className={styles.hint}>{t('connections.confirmHost.hint')}</p>
    </ConnectCard>
  );
}
