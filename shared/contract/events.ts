import { z } from 'zod';
import { COMMAND_IDS } from '../domain/commands.ts';

/** Topics are emitted after commit; the renderer turns them into cache invalidations. */
export const eventTopics = {
  'settings.changed': z.object({}),
  'lock.changed': z.object({}),
  'environments.changed': z.object({}),
  'connections.changed': z.object({}),
  'accounts.changed': z.object({}),
  'transactions.changed': z.object({}),
  'categories.changed': z.object({}),
  'cashFlow.changed': z.object({}),
  'tags.changed': z.object({}),
  'views.changed': z.object({}),
  'sync.changed': z.object({}),
  'erasure.changed': z.object({}),
  'exports.changed': z.object({}),
  'backups.changed': z.object({}),
  'recovery.changed': z.object({}),
  'app.changed': z.object({}),
  /** Main asks the page to go somewhere, e.g. from the menu. */
  'app.navigate': z.object({ to: z.string().max(200) }),
  /** Somebody chose a command in the menu. */
  'app.command': z.object({ id: z.enum(COMMAND_IDS) }),
} satisfies Record<string, z.ZodType>;
export type EventTopic = keyof typeof eventTopics;
export type EventPayload<T extends EventTopic> = z.infer<(typeof eventTopics)[T]>;
