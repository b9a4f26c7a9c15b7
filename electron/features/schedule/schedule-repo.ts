import type { Db } from '../../db/open.ts';
import { FIRST_PLAN, ReadPlan } from './read-plan.ts';

const NAME = 'schedule.plan';

export type ScheduleRepo = { readonly load: () => ReadPlan; readonly save: (plan: ReadPlan) => void };

export function createScheduleRepo(db: Db): ScheduleRepo {
  const find = db.prepare('SELECT value FROM settings WHERE name = :name').pluck();
  const upsert = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    load() {
      const value = find.get({ name: NAME });
      const parsed = typeof value === 'string' ? ReadPlan.safeParse(JSON.parse(value)) : undefined;
      return parsed?.success ? parsed.data : FIRST_PLAN;
    },
    save: (plan) => void upsert.run({ name: NAME, value: JSON.stringify(plan) }),
  };
}
