import { CircleAlert, CircleCheck } from 'lucide-react';
import { useItem, usePageActions } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useVerify } from './mutations.ts';
import styles from './verify-card.module.css';

/** Proof on request: the chain of calls unaltered, the transactions exactly what was received. */
export function VerifyCard() {
  const t = useT();
  const verify = useVerify();
  const item = useItem();
  usePageActions([
    item({ id: 'activity.verify', group: 'page', key: 'activity.verify.action', icon: CircleCheck, run: () => verify.mutate() }),
  ]);
  return (
    <Card
      title={t('activity.verify.title')}
      aside={
        <Button size="sm" onPress={() => verify.mutate()} isPending={verify.isPending}>
          {t('activity.verify.action')}
        </Button>
      }
    >
      <p className={styles.words}>{t('activity.verify.body')}</p>
      {verify.isError && <ErrorState error={verify.error} onRetry={() => verify.mutate()} />}
      {verify.data && (
        <ul className={styles.results} role="status">
          <Result
            isGood={verify.data.chain.firstBadId === null}
            good={t('activity.verify.chainGood', { count: verify.data.chain.lines })}
            bad={t('activity.verify.chainBad', { id: verify.data.chain.firstBadId ?? 0 })}
          />
          <Result
            isGood={verify.data.ledger.differences === 0}
            good={t('activity.verify.ledgerGood', { count: verify.data.ledger.rows })}
            bad={t('activity.verify.ledgerBad', { count: verify.data.ledger.differences })}
          />
        </ul>
      )}
    </Card>
  );
}

function Result({ isGood, good, bad }: { readonly isGood: boolean; readonly good: string; readonly bad: string }) {
  return (
    <li className={isGood ? styles.good : styles.bad}>
      <Icon of={isGood ? CircleCheck : CircleAlert} />
      {isGood ? good : bad}
    </li>
  );
}
