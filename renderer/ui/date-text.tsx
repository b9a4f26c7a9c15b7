import type { Day, Instant } from '../../shared/domain/dates.ts';
import { type DayStyle, useFormat } from '../lib/format.ts';

export type DateTextProps =
  | { readonly day: Day; readonly style?: DayStyle | 'relative' | 'both' | 'hijri' }
  | { readonly instant: Instant; readonly style?: 'asOf' | 'ago' | 'time' };

/** A day or an instant as a `<time>`, so that machines read what people read. */
export function DateText(props: DateTextProps) {
  const format = useFormat();
  if ('instant' in props) {
    const { instant, style = 'asOf' } = props;
    return <time dateTime={instant}>{format[style](instant)}</time>;
  }
  const { day, style = 'short' } = props;
  return <time dateTime={day}>{dayText(format, day, style)}</time>;
}

function dayText(format: ReturnType<typeof useFormat>, day: Day, style: DayStyle | 'relative' | 'both' | 'hijri'): string {
  if (style === 'relative') return format.relativeDay(day);
  if (style === 'both') return format.bothCalendars(day);
  if (style === 'hijri') return format.hijri(day);
  return format.day(day, style);
}
