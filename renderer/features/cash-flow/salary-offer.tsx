import { Check } from 'lucide-react';
import type { SalaryMonths, SalarySuggestion } from '../../../shared/contract/cash-flow.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './salary-offer.module.css';

export type SalaryOfferProps = {
  readonly suggestion: SalarySuggestion | null | undefined;
  readonly isPending: boolean;
  /** What is set below is what is offered here. */
  readonly isUsed: boolean;
  readonly onUse: (months: SalaryMonths) => void;
};

/** What the salary itself suggests, with the days it came on. */
export function SalaryOffer({ suggestion, isPending, isUsed, onUse }: SalaryOfferProps) {
  const t = useT();
  const format = useFormat();
  if (isPending) {
    return (
      <div className={styles.offer}>
        <Skeleton rows={2} rowHeight={24} />
      </div>
    );
  }
  if (!suggestion) return <p className={styles.offer}>{t('cash-flow.salary.seenNone')}</p>;
  const { accountName, startDay, weekendRule, overrides, seen } = suggestion;
  return (
    <div className={styles.offer}>
      <div className={styles.head}>
        <div>
          <p className={styles.where}>{t('cash-flow.salary.seen', { account: accountName })}</p>
          <p className={styles.rule}>{t(`cash-flow.salary.seenRule_${weekendRule}`, { day: startDay })}</p>
        </div>
        {isUsed ? (
          <Badge tone="in" icon={<Icon of={Check} size={13} />}>
            {t('cash-flow.salary.used')}
          </Badge>
        ) : (
          <Button size="sm" onPress={() => onUse({ startDay, weekendRule, overrides })}>
            {t('cash-flow.salary.use')}
          </Button>
        )}
      </div>
      <ul className={styles.seen}>
        {seen.map(({ day, regularDay, isRegular }) => (
          <li key={day} className={isRegular ? styles.regular : styles.own}>
            {isRegular ? format.day(day) : t('cash-flow.salary.seenIrregular', { date: format.day(day), regular: format.day(regularDay) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
