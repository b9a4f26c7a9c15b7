import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, ExternalLink, Landmark } from 'lucide-react';
import { useState } from 'react';
import type { ConsentCard } from '../../../shared/contract/connections.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { navigate } from '../../lib/router.ts';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConnectCard } from './connect-card.tsx';
import { ConsentRows } from './consent-rows.tsx';
import styles from './consent-step.module.css';
import { isConsentOutdated, useStartFlow } from './mutations.ts';
import { connectionQueries } from './queries.ts';

/** What is asked for, before anyone leaves for the bank (S32), also when a consent is renewed. */
export type ConsentStepProps = {
  /** The connection whose consent is renewed; undefined when a bank is connected. */
  readonly renewedId: string | undefined;
};

export function ConsentStep({ renewedId }: ConsentStepProps) {
  const { language } = usePreferences();
  const [keepUpdating, setKeepUpdating] = useState(true);
  // Composed anew each time: the dates on it count from today.
  const card = useQuery({
    ...connectionQueries.consentCard({ language, keepUpdating, ...(renewedId !== undefined && { renewedId }) }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  if (card.isError) return <ErrorState error={card.error} onRetry={() => void card.refetch()} isRetrying={card.isFetching} />;
  if (!card.data) return <Skeleton rows={8} rowHeight={48} />;
  return (
    <ConsentCardView
      card={card.data}
      renewedId={renewedId}
      keepUpdating={keepUpdating}
      onKeepUpdating={setKeepUpdating}
      isSettled={!card.isPlaceholderData}
    />
  );
}

type ConsentCardViewProps = ConsentStepProps & {
  readonly card: ConsentCard;
  readonly keepUpdating: boolean;
  readonly onKeepUpdating: (keepUpdating: boolean) => void;
  /** False while the card of another choice is still shown; nobody can agree to that one. */
  readonly isSettled: boolean;
};

function ConsentCardView({ card, renewedId, keepUpdating, onKeepUpdating, isSettled }: ConsentCardViewProps) {
  const t = useT();
  const format = useFormat();
  const start = useStartFlow();
  const goBack = useGoBack();
  const { version: consentVersion } = card;
  const agree = () =>
    start.mutate({
      request:
        renewedId === undefined
          ? { purpose: 'connect', keepUpdating, consentVersion }
          : { purpose: 'renew', connectionId: renewedId, consentVersion, way: undefined },
    });
  return (
    <ConnectCard
      mark={<BankMark id={renewedId} />}
      title={card.title}
      subtitle={card.subtitle}
      footnote={card.footnote}
      choice={
        // A renewal goes on updating as before: without that the provider would stop asking the bank.
        renewedId !== undefined ? (
          <p>{format.digits(card.keepUpdating.explanation)}</p>
        ) : (
          <Checkbox isSelected={keepUpdating} onChange={onKeepUpdating} description={format.digits(card.keepUpdating.explanation)}>
            <strong className={styles.keepLabel}>{card.keepUpdating.label}</strong>
          </Checkbox>
        )
      }
      footer={
        <>
          <Button variant="equal" size="lg" icon={<Icon of={ArrowLeft} points />} onPress={goBack}>
            {t('common.back')}
          </Button>
          <Button
            variant="primary"
            size="lg"
            trailingIcon={start.isPending ? null : <Icon of={ExternalLink} points />}
            isPending={start.isPending}
            isDisabled={!isSettled}
            onPress={agree}
          >
            {t('connections.continueInBrowser')}
          </Button>
        </>
      }
    >
      {start.error !== null && <StartFailure error={start.error} />}
      <ConsentRows rows={card.rows} />
    </ConnectCard>
  );
}

/** The bank's own mark where it is known already. */
function BankMark({ id }: { readonly id: string | undefined }) {
  const format = useFormat();
  const { data: connections = [] } = useQuery(connectionQueries.list());
  const bank = connections.find((connection) => connection.id === id);
  if (!bank) return <Icon of={Landmark} size={20} />;
  return (
    <span className={styles.bank}>
      <BankMonogram name={format.bank(bank)} seed={bank.bankName} size="lg" />
    </span>
  );
}

function StartFailure({ error }: { readonly error: unknown }) {
  const t = useT();
  if (isConsentOutdated(error)) {
    return (
      <div className={styles.failure}>
        <Banner tone="warn" title={t('connections.consentChanged.title')}>
          {t('connections.consentChanged.body')}
        </Banner>
      </div>
    );
  }
  const { code, ref } = failureOf(error);
  return (
    <div className={styles.failure}>
      <Banner tone="danger" title={t(`errors.${code}.title`)}>
        {t(`errors.${code}.meaning`)} {t(`errors.${code}.next`)} {ref !== undefined && <bdi>{t('common.error.ref', { ref })}</bdi>}
      </Banner>
    </div>
  );
}

/** To the overview when there is something to see, else to the choice of where data comes from. */
function useGoBack(): () => void {
  const { data: connections } = useQuery(connectionQueries.list());
  return () => navigate(connections !== undefined && connections.length > 0 ? '/overview' : '/welcome');
}
