import { type CalendarDate, parseDate } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import {
  DatePicker as AriaDatePicker,
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarHeading,
  DateInput,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Label,
  Popover,
} from 'react-aria-components';
import type { Day } from '../../shared/domain/dates.ts';
import { cx } from '../lib/cx.ts';
import styles from './date-picker.module.css';
import field from './field.module.css';
import { Icon } from './icon.tsx';

export type DatePickerProps = {
  readonly label: string;
  readonly value: Day | null;
  readonly onChange: (day: Day | null) => void;
  readonly error?: string | undefined;
};

/** A day, typed or chosen. Days are text and pass through no time zone. */
export function DatePicker({ label, value, onChange, error }: DatePickerProps) {
  return (
    <AriaDatePicker<CalendarDate>
      className={field.field ?? ''}
      value={value === null ? null : parseDate(value)}
      onChange={(date) => onChange(date?.toString() ?? null)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={field.label ?? ''}>{label}</Label>
      <Group className={cx(field.frame, styles.frame)} isInvalid={error !== undefined}>
        <DateInput className={styles.input ?? ''}>
          {(segment) => <DateSegment segment={segment} className={styles.segment ?? ''} />}
        </DateInput>
        <Button className={styles.open ?? ''}>
          <Icon of={CalendarDays} />
        </Button>
      </Group>
      <FieldError className={field.error ?? ''}>{error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <Calendar>
            <header className={styles.header}>
              <Button slot="previous" className={styles.step ?? ''}>
                <Icon of={ChevronLeft} points />
              </Button>
              <CalendarHeading className={styles.heading ?? ''} />
              <Button slot="next" className={styles.step ?? ''}>
                <Icon of={ChevronRight} points />
              </Button>
            </header>
            <CalendarGrid className={styles.grid ?? ''}>
              {(date) => <CalendarCell date={date} className={styles.cell ?? ''} />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}
