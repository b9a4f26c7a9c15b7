import { Clock } from 'lucide-react';
import type { CashFlowCaveat, CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './caveat-line.module.css';

/** R26: how old the figures are, and what they do not hold. */
export function CaveatLine({ overview }: { readonly overview: CashFlowOverview }) {
  const t = useT();
  const format = useFormat();
  const { asOf, caveats } = overview;
  return (
    <p className={styles.line}>
      {asOf !== null && <span>{t('cash-flow.period.asOf', { time: format.asOf(asOf) })}</span>}
      {caveats.map((caveat) => (
        <span key={`${caveat.kind} ${caveat.bankName}`} className={isBehind(caveat) ? styles.behind : styles.part}>
          {isBehind(caveat) && <Icon of={Clock} size={13} />}
          {wordsOf(caveat, format, t)}
        </span>
      ))}
    </p>
  );
}

function isBehind({ kind }: CashFlowCaveat): boolean {
  return kind === 'failed' || kind === 'stale' || kind === 'importing';
}

function wordsOf(caveat: CashFlowCaveat, format: Format, t: Translate): string {
  const { kind, at, day } = caveat;
  const bank = format.bank(caveat);
  const key = `cash-flow.caveat.${kind}`;
  switch (kind) {
    case 'failed':
    case 'stale':
      return at === null ? t(`${key}NoTime`, { bank }) : t(key, { bank, time: format.asOf(at) });
    case 'begins':
      return t(key, { bank, date: day === null ? '' : format.day(day, 'plain') });
    default:
      return t(key, { bank });
  }
}
