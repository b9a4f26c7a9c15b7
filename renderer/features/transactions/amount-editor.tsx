import { type FormEvent, useState } from 'react';
import { type AmountBound, BOUND_VALUE } from '../../../shared/domain/amount-bound.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './filter-editors.module.css';

export type AmountEditorProps = {
  readonly bounds: readonly AmountBound[];
  readonly onChange: (bounds: AmountBound[]) => void;
  readonly onDone: () => void;
};

/** Plain decimal of what was typed, in either digits, grouped or not; null for nothing, undefined for no amount. */
function plainAmount(text: string): string | null | undefined {
  const plain = foldText(text).replaceAll(',', '');
  if (plain === '') return null;
  return BOUND_VALUE.test(plain) ? plain : undefined;
}

/** From and to, both included, without sign. */
export function AmountEditor({ bounds, onChange, onDone }: AmountEditorProps) {
  const t = useT();
  const [low, setLow] = useState(bounds.find(({ op }) => op === '>=' || op === '>')?.value ?? '');
  const [high, setHigh] = useState(bounds.find(({ op }) => op === '<=' || op === '<')?.value ?? '');
  const [from, to] = [plainAmount(low), plainAmount(high)];
  const isBackwards = typeof from === 'string' && typeof to === 'string' && Number(from) > Number(to);
  const isValid = from !== undefined && to !== undefined && !isBackwards && (from !== null || to !== null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid) return;
    onChange([
      ...(from === null || from === undefined ? [] : [{ op: '>=' as const, value: from }]),
      ...(to === null || to === undefined ? [] : [{ op: '<=' as const, value: to }]),
    ]);
    onDone();
  };
  const unclear = t('transactions.filters.amountUnclear');
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <TextField
        label={t('transactions.filters.atLeast')}
        value={low}
        onChange={setLow}
        direction="ltr"
        autoFocus
        error={from === undefined ? unclear : undefined}
      />
      <TextField
        label={t('transactions.filters.atMost')}
        value={high}
        onChange={setHigh}
        direction="ltr"
        description={t('transactions.filters.amountHint')}
        error={to === undefined ? unclear : isBackwards ? t('transactions.filters.backwardsAmount') : undefined}
      />
      <Button type="submit" size="sm" variant="primary" isDisabled={!isValid}>
        {t('transactions.filters.apply')}
      </Button>
    </form>
  );
}
