import { Archive, Database, FileText, HardDrive, KeyRound, type LucideIcon, Unplug } from 'lucide-react';
import type { ErasureCounts } from '../../../shared/contract/erasure.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './erasure-counts.module.css';
import { useParty } from './use-party.ts';

/** What there is, counted, and what is not touched. */
export function ErasureCountsCard({ counts }: { readonly counts: ErasureCounts }) {
  const t = useT();
  const format = useFormat();
  const { party, isPractice } = useParty();
  return (
    <Card title={t('erasure.counts.title')} aside={<span className={styles.now}>{t('erasure.counts.now')}</span>} padding="flush">
      <ul>
        <Line
          icon={Unplug}
          title={t('erasure.counts.consents', { count: counts.connections })}
          note={t(isPractice ? 'erasure.counts.consentsNotePractice' : 'erasure.counts.consentsNote', { party })}
          value={format.count(counts.connections)}
        />
        <Line icon={KeyRound} title={t('erasure.counts.keys')} note={t('erasure.counts.keysNote')} value={format.count(counts.keys)} />
        <Line
          icon={Database}
          title={t('erasure.counts.data')}
          note={t('erasure.counts.dataNote')}
          value={`${t('erasure.counts.accounts', { count: counts.accounts })} · ${t('erasure.counts.transactions', { count: counts.transactions })}`}
        />
        <Line
          icon={Archive}
          title={t('erasure.counts.backups')}
          note={t('erasure.counts.backupsNote')}
          value={format.count(counts.backups)}
        />
        <Line icon={FileText} title={t('erasure.counts.files')} value={t('erasure.counts.filesCount', { count: counts.files })} />
        <Line icon={HardDrive} title={t('erasure.counts.untouched')} note={t('erasure.counts.untouchedNote')} isQuiet />
      </ul>
    </Card>
  );
}

type LineProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly note?: string;
  readonly value?: string;
  readonly isQuiet?: boolean;
};

function Line({ icon, title, note, value, isQuiet = false }: LineProps) {
  return (
    <li className={cx(styles.line, isQuiet && styles.quiet)}>
      <Icon of={icon} />
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </div>
      {value !== undefined && <span className={styles.value}>{value}</span>}
    </li>
  );
}
