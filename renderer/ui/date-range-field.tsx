import { type DateValue, parseDate } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import {
  Button,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateRangePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
  RangeCalendar,
} from 'react-aria-components';
import type { Day } from '../../shared/domain/dates.ts';
import { cx } from '../lib/cx.ts';
import styles from './date-range-field.module.css';
import { Icon } from './icon.tsx';

export type DateRangeFieldProps = {
  readonly label: string;
  /** Name of the button that opens the calendar. */
  readonly openLabel: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  /** No day before the first and after the last can be chosen. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly onChange: (range: { readonly fromDay: Day; readonly toDay: Day }) => void;
};

/** Two days, typed part by part or picked from a calendar. */
export function DateRangeField({ label, openLabel, fromDay, toDay, firstDay, lastDay, onChange }: DateRangeFieldProps) {
  const choose = (range: { readonly start: DateValue; readonly end: DateValue } | null) => {
    if (range === null) return;
    const [from, to] = [range.start.toString().slice(0, 10), range.end.toString().slice(0, 10)];
    // While one end is typed the other may still be on its wrong side.
    if (from >= firstDay && from <= to && to <= lastDay) onChange({ fromDay: from, toDay: to });
  };
  return (
    <DateRangePicker
      className={styles.field ?? ''}
      aria-label={label}
      value={{ start: parseDate(fromDay), end: parseDate(toDay) }}
      minValue={parseDate(firstDay)}
      maxValue={parseDate(lastDay)}
      onChange={choose}
      // As the week is counted in Saudi Arabia.
      firstDayOfWeek="sun"
    >
      <Group className={styles.frame ?? ''}>
        <DateInput slot="start" className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        <span aria-hidden="true">–</span>
        <DateInput slot="end" className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        <Button className={styles.open ?? ''} aria-label={openLabel}>
          <Icon of={CalendarDays} />
        </Button>
      </Group>
      <Popover className={styles.popover ?? ''} placement="bottom start">
        <Dialog className={styles.dialog ?? ''}>
          <RangeCalendar className={styles.calendar ?? ''}>
            <header className={styles.head}>
              <Button slot="previous" className={styles.step ?? ''}>
                <Icon of={ChevronLeft} points />
              </Button>
              <Heading className={styles.month ?? ''} />
              <Button slot="next" className={styles.step ?? ''}>
                <Icon of={ChevronRight} points />
              </Button>
            </header>
            <CalendarGrid className={styles.grid ?? ''}>
              <CalendarGridHeader>
                {(day) => <CalendarHeaderCell className={styles.weekday ?? ''}>{day}</CalendarHeaderCell>}
              </CalendarGridHeader>
              <CalendarGridBody>
                {(date) => (
                  <CalendarCell
                    date={date}
                    className={({ isSelected, isSelectionStart, isSelectionEnd, isOutsideMonth }) =>
                      cx(
                        styles.day,
                        isSelected && styles.within,
                        (isSelectionStart || isSelectionEnd) && styles.end,
                        isOutsideMonth && styles.outside,
                      )
                    }
                  />
                )}
              </CalendarGridBody>
            </CalendarGrid>
          </RangeCalendar>
        </Dialog>
      </Popover>
    </DateRangePicker>
  );
}
