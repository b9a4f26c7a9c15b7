import { Label, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import { CATEGORY_COLOURS, colourClass } from './category-mark.tsx';
import styles from './pickers.module.css';

export type ColourPickerProps = { readonly value: number; readonly onChange: (colour: number) => void };

/** One of the eight colours charts are drawn in; each told by its name as well. */
export function ColourPicker({ value, onChange }: ColourPickerProps) {
  const t = useT();
  return (
    <RadioGroup className={styles.field ?? ''} orientation="horizontal" value={String(value)} onChange={(next) => onChange(Number(next))}>
      <Label className={styles.label ?? ''}>{t('categories.form.colour')}</Label>
      <div className={styles.colours}>
        {CATEGORY_COLOURS.map((name, colour) => (
          <Radio
            key={name}
            value={String(colour)}
            className={cx(styles.colour, colourClass(colour))}
            aria-label={t(`categories.colours.${name}`)}
          >
            <span className={styles.dot} />
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
