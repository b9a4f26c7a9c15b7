import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';
import { type FlowRequest, useCancelFlow, useStartFlow } from './mutations.ts';
import { PasteForm } from './paste-form.tsx';

export type FlowWaitingProps = { readonly flow: Flow; readonly request: FlowRequest | undefined };

/** The person is at the bank, in the browser. Mizan waits, says until when, and offers other ways back. */
export function FlowWaiting({ flow, request }: FlowWaitingProps) {
  const t = useT();
  const format = useFormat();
  const cancel = useCancelFlow();
  const [isPasting, setIsPasting] = useState(flow.channel === 'paste');
  return (
    <ConnectCard
      mark={<Icon of={ExternalLink} size={20} points />}
      title={t('connections.waiting.title')}
      subtitle={t(flow.channel === 'paste' ? 'connections.waiting.bodyPaste' : 'connections.waiting.body')}
      footer={
        <Button variant="equal" onPress={() => cancel.mutate(flow.id)} isPending={cancel.isPending}>
          {t('common.cancel')}
        </Button>
      }
      {...(flow.deadlineAt === null ? {} : { footnote: t('connections.waiting.deadline', { time: format.time(flow.deadlineAt) }) })}
    >
      <div className={styles.section} role="status">
        <p className={styles.pulse}>
          <span className={styles.dot} />
          {t('connections.waiting.status')}
        </p>
      </div>
      <div className={styles.section}>
        <h3 className={styles.heading}>{t('connections.waiting.notBack')}</h3>
        {isPasting ? <PasteForm flowId={flow.id} /> : <OtherWays flow={flow} request={request} onPaste={() => setIsPasting(true)} />}
      </div>
    </ConnectCard>
  );
}

type OtherWaysProps = { readonly flow: Flow; readonly request: FlowRequest | undefined; readonly onPaste: () => void };

function OtherWays({ flow, request, onPaste }: OtherWaysProps) {
  const t = useT();
  const restart = useStartFlow();
  return (
    <div className={styles.ways}>
      <Button onPress={onPaste}>{t('connections.waiting.paste')}</Button>
      {flow.channel === 'deep_link' && request !== undefined && (
        <Button onPress={() => restart.mutate({ request, channel: 'loopback' })} isPending={restart.isPending}>
          {t('connections.waiting.anotherWay')}
        </Button>
      )}
      <p className={styles.hint}>{t(flow.channel === 'deep_link' ? 'connections.waiting.waysHint' : 'connections.waiting.pasteHint')}</p>
    </div>
  );
}
