import { useId } from 'react';
import { EXPORT_FORMATS, type ExportFormat, XLSX_MOST_ROWS } from '../../../shared/contract/exports.ts';
import { useT } from '../../lib/format.ts';
import { OptionCards } from '../../ui/option-cards.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './selection-fields.module.css';

export type FormatFieldsProps = {
  readonly format: ExportFormat;
  readonly onFormat: (format: ExportFormat) => void;
  readonly headers: 'ar' | 'en';
  readonly onHeaders: (language: 'ar' | 'en') => void;
};

/** What each is good for, and what it leaves out, said before. */
export function FormatFields({ format, onFormat, headers, onHeaders }: FormatFieldsProps) {
  const t = useT();
  const id = useId();
  return (
    <div className={styles.fields}>
      <OptionCards
        label={t('exports.format.label')}
        isLabelHidden
        layout="grid"
        value={format}
        onChange={onFormat}
        options={EXPORT_FORMATS.map((one) => ({
          id: one,
          title: t(`exports.format.${one}.title`),
          body: t(`exports.format.${one}.good`),
          note: t(`exports.format.${one}.leaves`, { most: XLSX_MOST_ROWS }),
        }))}
      />
      {(format === 'csv' || format === 'xlsx') && (
        <div className={styles.field}>
          <span id={id} className={styles.label}>
            {t('exports.headers.label')}
          </span>
          <Segmented
            label={t('exports.headers.label')}
            value={headers}
            onChange={onHeaders}
            options={[
              { id: 'en', label: t('exports.headers.en') },
              { id: 'ar', label: t('exports.headers.ar') },
            ]}
          />
        </div>
      )}
    </div>
  );
}
