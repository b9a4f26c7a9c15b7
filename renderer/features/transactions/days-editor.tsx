import { type FormEvent, useState } from 'react';
import type { Day } from '../../../shared/domain/dates.ts';
import { PERIODS, type PeriodName } from '../../../shared/domain/named-periods.ts';
import { readSearch } from '../../../shared/domain/search-grammar.ts';
import { Button } from '../../ui/button.tsx';
import { PickList } from '../../ui/pick-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ListFilters } from './address.ts';
import type { FilterEditorProps } from './filter-editor.tsx';
import styles from './filter-editors.module.css';
import { periodText } from './filter-kinds.ts';

type DaysEditorProps = Omit<FilterEditorProps, 'kind'>;

/** Periods told from today, or two days written as people write them, Gregorian or Hijri. */
export function DaysEditor({ filters, words, onChange, onDone }: DaysEditorProps) {
  const { t, format } = words;
  const pick = ([id]: readonly string[]) => {
    onChange({ period: PERIODS.find((period) => period === id) ?? null, fromDay: null, toDay: null });
    onDone();
  };
  return (
    <>
      <PickList
        label={t('transactions.filters.kinds.days')}
        items={PERIODS.map((period: PeriodName) => ({
          id: period,
          label: format.digits(t(`transactions.periods.${period}`)),
          hint: periodText(period, words),
        }))}
        selectedIds={filters.period === null ? [] : [filters.period]}
        kind="one"
        onPick={pick}
        emptyText={t('common.pick.none')}
      />
      <SpanForm filters={filters} words={words} onChange={onChange} onDone={onDone} />
    </>
  );
}

/** The first or last day of what is written: "October" begins on the first. */
function dayIn(text: string, side: 'fromDay' | 'toDay', today: Day): Day | null | undefined {
  if (text.trim() === '') return null;
  const { pieces, text: rest } = readSearch(text, today);
  const [piece] = pieces;
  return rest === '' && pieces.length === 1 && piece?.meaning.type === 'days' ? (piece.meaning[side] ?? undefined) : undefined;
}

function SpanForm({ filters, words, onChange, onDone }: DaysEditorProps) {
  const { t, format } = words;
  const [from, setFrom] = useState(filters.fromDay ?? '');
  const [to, setTo] = useState(filters.toDay ?? '');
  const fromDay = dayIn(from, 'fromDay', format.today);
  const toDay = dayIn(to, 'toDay', format.today);
  const isBackwards = fromDay && toDay && fromDay > toDay;
  const isValid = fromDay !== undefined && toDay !== undefined && !isBackwards && (fromDay !== null || toDay !== null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isValid) return;
    onChange({ period: null, fromDay: fromDay ?? null, toDay: toDay ?? null } satisfies Partial<ListFilters>);
    onDone();
  };
  const understood = (day: Day | null | undefined) => (day ? { description: format.bothCalendars(day, 'plain') } : {});
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <TextField
        label={t('transactions.filters.from')}
        value={from}
        onChange={setFrom}
        description={format.digits(t('transactions.filters.dayHint'))}
        {...understood(fromDay)}
        error={fromDay === undefined ? format.digits(t('transactions.filters.dayUnclear')) : undefined}
      />
      <TextField
        label={t('transactions.filters.to')}
        value={to}
        onChange={setTo}
        {...understood(toDay)}
        error={
          toDay === undefined
            ? format.digits(t('transactions.filters.dayUnclear'))
            : isBackwards
              ? t('transactions.filters.backwards')
              : undefined
        }
      />
      <Button type="submit" size="sm" variant="primary" isDisabled={!isValid}>
        {t('transactions.filters.apply')}
      </Button>
    </form>
  );
}
