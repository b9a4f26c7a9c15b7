import { CalendarCog } from 'lucide-react';
import type { CashFlowCalendar } from '../../../shared/contract/cash-flow.ts';
import { CALENDAR_KINDS, type CalendarKind } from '../../../shared/domain/periods.ts';
import { useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { ChangeAddress } from './cash-flow-page.tsx';
import { useSetCalendar } from './mutations.ts';

export type CalendarSwitchProps = {
  readonly calendar: CashFlowCalendar;
  readonly onChange: ChangeAddress;
  /** Salary months are asked for before they were set up, or are to be changed. */
  readonly onSetUp: () => void;
};

/** What a month is, here and on the overview. */
export function CalendarSwitch({ calendar, onChange, onSetUp }: CalendarSwitchProps) {
  const t = useT();
  const setCalendar = useSetCalendar();
  const choose = (kind: CalendarKind) => {
    if (kind === 'salary' && calendar.salary === null) {
      onSetUp();
      return;
    }
    // The chosen month does not exist in the other calendar.
    setCalendar.mutate({ kind }, { onSuccess: () => onChange({ period: undefined }) });
  };
  return (
    <>
      <Segmented
        label={t('cash-flow.calendar.label')}
        options={CALENDAR_KINDS.map((kind) => ({ id: kind, label: t(`cash-flow.calendar.${kind}`) }))}
        value={calendar.kind}
        onChange={choose}
      />
      {calendar.salary !== null && <IconButton label={t('cash-flow.calendar.edit')} icon={<Icon of={CalendarCog} />} onPress={onSetUp} />}
    </>
  );
}
