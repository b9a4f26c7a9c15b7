import { Clock } from 'lucide-react';
import { useState } from 'react';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { BalanceHistoryChart } from '../../charts/balance-history-chart.tsx';
import { type ChartRange, rangeOptions } from '../../charts/chart-range.ts';
import { type ChartView, ChartViewToggle } from '../../charts/chart-view-toggle.tsx';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './account-balance-card.module.css';

export type AccountBalanceCardProps = {
  readonly account: AccountDetail;
  readonly range: ChartRange;
  readonly onRange: (range: ChartRange) => void;
};

export function AccountBalanceCard({ account, range, onRange }: AccountBalanceCardProps) {
  const t = useT();
  const format = useFormat();
  const [view, setView] = useState<ChartView>('chart');
  const { balanceMinor, currency, history } = account;
  const knownUntil = lastKnownDay(account, format.dayOf);
  const isDashed = knownUntil !== undefined && (history.at(-1)?.day ?? '') > knownUntil;
  return (
    <Card>
      <div className={styles.head}>
        <div>
          <h2 className={styles.label}>{t('accounts.detail.balance')}</h2>
          <AmountText
            money={balanceMinor === null ? null : { minor: balanceMinor, currency }}
            size="display"
            showCurrency
            name={t('accounts.detail.balance')}
          />
          <Age account={account} />
        </div>
        <div className={styles.controls}>
          <ChartViewToggle view={view} onChange={setView} name={t('accounts.detail.history')} />
          <Segmented label={t('accounts.detail.range')} options={rangeOptions(t)} value={range} onChange={onRange} />
        </div>
      </div>
      <BalanceHistoryChart
        points={history}
        currency={currency}
        label={t('accounts.detail.history')}
        view={view}
        onViewChange={setView}
        knownUntil={isDashed ? knownUntil : undefined}
      />
      {history.length > 1 && (
        <p className={styles.note}>
          {t('accounts.detail.historyNote')} {isDashed && t('accounts.detail.knownUntil', { date: format.day(knownUntil) })}
        </p>
      )}
    </Card>
  );
}

/** The day the bank last confirmed, where its data is behind; undefined while it is fresh. */
function lastKnownDay(account: AccountDetail, dayOf: (instant: string) => string): string | undefined {
  const isBehind = account.dataState === 'stale' || account.dataState === 'failed';
  return isBehind && account.bankDataAt !== null ? dayOf(account.bankDataAt) : undefined;
}

function Age({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const format = useFormat();
  const at = account.balanceAsOf ?? account.bankDataAt;
  if (account.balanceMinor === null || at === null) return <p className={styles.age}>{t('accounts.detail.unknown')}</p>;
  const isOld = account.dataState === 'stale' || account.dataState === 'failed';
  return (
    <p className={isOld ? styles.old : styles.age}>
      {isOld && <Icon of={Clock} size={13} />}
      {t('accounts.detail.asOf', { time: format.asOf(at) })}
    </p>
  );
}
