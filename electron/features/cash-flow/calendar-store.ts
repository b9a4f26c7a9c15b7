import { CashFlowCalendar } from '../../../shared/contract/cash-flow.ts';
import type { MonthCalendar } from '../../../shared/domain/periods.ts';
import type { Db } from '../../db/open.ts';

const NAME = 'cash_flow_calendar';
const DEFAULT: CashFlowCalendar = { kind: 'gregorian', salary: null };

export type CalendarStore = ReturnType<typeof createCalendarStore>;

/** Which months the person lives by. In the store, because the salary it is read from is. */
export function createCalendarStore(db: Db) {
  const find = db.prepare('SELECT value FROM settings WHERE name = :name').pluck();
  const save = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    /** What cannot be read any more counts as never chosen: figures stay readable by Gregorian months. */
    get(): CashFlowCalendar {
      const text = find.get({ name: NAME });
      if (typeof text !== 'string') return DEFAULT;
      const parsed = CashFlowCalendar.safeParse(toJson(text));
      return parsed.success ? parsed.data : DEFAULT;
    },
    save: (calendar: CashFlowCalendar): void => void save.run({ name: NAME, value: JSON.stringify(calendar) }),
  };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The months to count by; Gregorian ones while salary months are not set up. */
export function monthCalendarOf({ kind, salary }: CashFlowCalendar): MonthCalendar {
  if (kind !== 'salary') return { kind };
  return salary === null ? { kind: 'gregorian' } : { kind, salary };
}
