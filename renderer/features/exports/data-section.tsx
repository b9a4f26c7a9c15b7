import { useState } from 'react';
import { EverythingFormat } from '../../../shared/contract/exports.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { OptionCards } from '../../ui/option-cards.tsx';
import styles from './data-section.module.css';
import { ExportProgress } from './export-progress.tsx';
import { useStartEverything } from './mutations.ts';
import { StoredTable } from './stored-table.tsx';

/** My rights (S34): everything stored as a file, and what is stored where. Works offline. */
export function DataSection() {
  const t = useT();
  const [format, setFormat] = useState<EverythingFormat>('json');
  const start = useStartEverything();
  return (
    <>
      <Card title={t('exports.everything.title')}>
        <div className={styles.body}>
          <p className={styles.words}>{t('exports.everything.body')}</p>
          <OptionCards
            label={t('exports.everything.label')}
            isLabelHidden
            layout="grid"
            value={format}
            onChange={setFormat}
            options={EverythingFormat.options.map((id) => ({
              id,
              title: t(`exports.everything.${id}.title`),
              body: t(`exports.everything.${id}.body`),
            }))}
          />
          <p className={styles.words}>{t('exports.everything.notIn')}</p>
          <div className={styles.action}>
            <Button variant="primary" onPress={() => start.mutate(format)} isPending={start.isPending}>
              {t('exports.everything.action')}
            </Button>
          </div>
          <ExportProgress subject="everything" />
        </div>
      </Card>
      <StoredTable />
    </>
  );
}
