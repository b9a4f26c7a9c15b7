import type { Day, Instant } from '../../shared/domain/dates.ts';
import { type DayStyle, useFormat } from '../lib/format.ts';
import { Exact } from './exact.tsx';

export type DateTextProps =
  | { readonly day: Day; readonly style?: DayStyle | 'relative' | 'both' | 'hijri' }
  | { readonly instant: Instant; readonly style?: 'asOf' | 'ago' | 'time' };

/** A day or an instant as a `<time>`, so that machines read what people read. */
export function DateText(props: DateTextProps) {
  const format = useFormat();
  if ('instant' in props) {
    const { instant, style = 'asOf' } = props;
    const shown = <time dateTime={instant}>{format[style](instant)}</time>;
    return style === 'ago' ? <Exact exact={format.exactly(instant)}>{shown}</Exact> : shown;
  }
  const { day, style = 'short' } = props;
  const shown = <time dateTime={day}>{dayText(format, day, style)}</time>;
  return style === 'relative' ? <Exact exact={format.day(day, 'date')}>{shown}</Exact> : shown;
}

function dayText(format: ReturnType<typeof useFormat>, day: Day, style: DayStyle | 'relative' | 'both' | 'hijri'): string {
  if (style === 'relative') return format.relativeDay(day);
  if (style === 'both') return format.bothCalendars(day);
  if (style === 'hijri') return format.hijri(day);
  return format.day(day, style);
}
