import { z } from 'zod';
import { Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

/** A reminder that was due, and that the person has neither answered by renewing nor put away. One for each consent in force. */
export const Reminder = z.object({
  consentId: Id,
  connectionId: Id,
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  endsAt: InstantSchema,
  /** 0 = ended. */
  daysLeft: z.int(),
});
export type Reminder = z.infer<typeof Reminder>;

export const remindersContract = {
  'reminders.list': query(z.strictObject({}), z.array(Reminder)),
  /** Puts it away until the next one of that consent is due. */
  'reminders.dismiss': command(z.strictObject({ consentId: Id }), z.array(Reminder)),
};
