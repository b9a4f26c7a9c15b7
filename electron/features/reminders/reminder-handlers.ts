import type { Handlers } from '../../../shared/contract/index.ts';
import type { Reminders } from './reminders.ts';

export function reminderHandlers(reminders: Reminders): Pick<Handlers, Extract<keyof Handlers, `reminders.${string}`>> {
  return {
    'reminders.list': () => reminders.list(),
    'reminders.dismiss': ({ consentId }) => reminders.dismiss(consentId),
  };
}
