import { beforeEach, describe, expect, it } from 'vitest';
import { aConnection, aConsent } from '../../../test/builders/ledger-builder.ts';
import { createManualClock, type ManualClock } from '../../../test/fakes/manual-clock.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import type { SystemNotification } from '../../ports/notifier.ts';
import type { ReminderStyle } from './reminder-texts.ts';
import { createReminders, type Reminders } from './reminders.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const END = '2026-12-07T11:07:00.000Z';

let db: Db;
let clock: ManualClock;
let shown: SystemNotification[];
let style: ReminderStyle;
let reminders: Reminders;
let isBroken: boolean;
let told: number;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** A new process over the same store. */
const restart = () => {
  const notifier = {
    show: async (notification: SystemNotification) => {
      if (isBroken) throw new Error('no notification service');
      shown.push(notification);
    },
  };
  const onReminded = () => {
    told += 1;
  };
  reminders = createReminders({ db, clock, notifier, style: () => style, onReminded, log: silent });
};
const bodies = () => shown.splice(0).map((one) => one.body.split('.')[0]);
const atDaysLeft = (days: number) => {
  clock.setWall(Date.parse(END) - days * DAY_MS);
  reminders.check();
};

beforeEach(() => {
  db = openMemoryDatabase();
  clock = createManualClock();
  shown = [];
  style = { language: 'en', detail: 'none' };
  isBroken = false;
  told = 0;
  aConnection(db, { id: 'b1' });
  aConsent(db, { connectionId: 'b1', grantedAt: '2026-01-01T00:00:00.000Z', expiresAt: END });
  restart();
});

describe('R25 reminders', () => {
  it('come at 14, 7, 3 and 1 days and at the end, once each, whatever is restarted meanwhile', async () => {
    for (let hour = 0; hour < 40 * 24; hour += 1) {
      if (hour % 5 === 0) restart();
      reminders.check();
      await clock.advance(HOUR_MS);
    }
    expect(bodies()).toEqual([
      'It ends in 14 days',
      'It ends in 7 days',
      'It ends in 3 days',
      'It ends within a day',
      'What was read stays readable',
    ]);
    expect(db.prepare('SELECT days_before, is_shown FROM notices ORDER BY 1').all()).toHaveLength(5);
  });

  it('are not repeated when the clock is set back and comes again', () => {
    for (const days of [15, 14, 13, 20, 14, 13, 7, 30, 7]) atDaysLeft(days);
    expect(bodies()).toEqual(['It ends in 14 days', 'It ends in 7 days']);
  });

  it('missed in a long sleep are one', () => {
    for (const days of [20, 2]) atDaysLeft(days);
    expect(bodies()).toEqual(['It ends in 2 days']);
    atDaysLeft(-1);
    expect(bodies()).toEqual(['What was read stays readable']);
  });

  it('do not greet a consent that was given for less', () => {
    db.exec("UPDATE consents SET granted_at = '2026-11-30T11:07:00.000Z'");
    for (const days of [6.9, 5, 3, 1]) atDaysLeft(days);
    expect(bodies()).toEqual(['It ends in 3 days', 'It ends within a day']);
  });

  it('begin anew with a renewed consent, and end with a withdrawn one', () => {
    atDaysLeft(10);
    db.exec("UPDATE consents SET superseded_at = '2026-11-27T11:07:00.000Z'");
    aConsent(db, { connectionId: 'b1', grantedAt: '2026-11-27T11:07:00.000Z', expiresAt: '2027-05-26T11:07:00.000Z' });
    atDaysLeft(0);
    expect(bodies()).toEqual(['It ends in 10 days']);
    clock.setWall(Date.parse('2027-05-20T11:07:00.000Z'));
    reminders.check();
    expect(bodies()).toEqual(['It ends in 6 days']);
    db.exec("UPDATE connections SET state = 'disconnected'");
    clock.setWall(Date.parse('2027-06-20T11:07:00.000Z'));
    reminders.check();
    expect(bodies()).toEqual([]);
  });

  it('that the system does not take fail quietly, and the window says the same all the same', async () => {
    isBroken = true;
    expect(() => atDaysLeft(14)).not.toThrow();
    await clock.advance(1);
    atDaysLeft(13);
    expect(told).toBe(1);
  });
});

describe('R25 reminders in the window', () => {
  const listed = () => reminders.list().map(({ bankName, daysLeft, endsAt }) => [bankName, daysLeft, endsAt]);
  const consentId = () => db.prepare('SELECT id FROM consents WHERE superseded_at IS NULL').pluck().get() as string; // plucked TEXT NOT NULL

  it('stay until they are put away, and come once for each time one is due, whatever is restarted', () => {
    db.exec("UPDATE connections SET bank_name = 'Practice Bank', bank_name_ar = 'مصرف التدريب'");
    atDaysLeft(15);
    expect(listed()).toEqual([]);
    const seen: number[] = [];
    for (const days of [14, 13, 8, 7, 5, 3, 2, 1, 0.5, 0, -3]) {
      restart();
      atDaysLeft(days);
      const [one] = reminders.list();
      if (!one) continue;
      seen.push(one.daysLeft);
      expect(reminders.dismiss(one.consentId)).toEqual([]);
    }
    expect(seen).toEqual([14, 7, 3, 1, 0]);
  });

  it('count down while nobody puts them away', () => {
    atDaysLeft(14);
    atDaysLeft(9.5);
    expect(reminders.list()).toMatchObject([{ connectionId: 'b1', daysLeft: 10, endsAt: END }]);
    expect(listed()).toHaveLength(1);
  });

  it('end with a renewal, and begin anew with the renewed consent', () => {
    atDaysLeft(7);
    reminders.dismiss(consentId());
    atDaysLeft(3);
    expect(listed()).toHaveLength(1);
    db.exec("UPDATE consents SET superseded_at = '2026-12-04T11:07:00.000Z'");
    const next = '2027-06-02T11:07:00.000Z';
    aConsent(db, { connectionId: 'b1', grantedAt: '2026-12-04T11:07:00.000Z', expiresAt: next });
    expect(listed()).toEqual([]);
    clock.setWall(Date.parse(next) - 14 * DAY_MS);
    reminders.check();
    expect(reminders.list()).toMatchObject([{ daysLeft: 14, endsAt: next }]);
    reminders.dismiss(consentId());
    const stored = JSON.parse(db.prepare("SELECT value FROM settings WHERE name = 'reminders.dismissed'").pluck().get() as string); // TEXT
    expect(stored).toEqual({ [consentId()]: 14 });
  });

  it('are there also where the system took no notification, and none is made of one that never was', async () => {
    isBroken = true;
    atDaysLeft(14);
    await clock.advance(1);
    expect(listed()).toHaveLength(1);
    expect(reminders.dismiss('unknown')).toHaveLength(1);
  });
});

describe('S36 a reminder on a lock screen', () => {
  it('names no bank unless that was allowed, and leads to where it can be renewed', () => {
    atDaysLeft(14);
    style = { language: 'en', detail: 'bank' };
    db.exec("UPDATE connections SET bank_name = 'Practice Bank'");
    atDaysLeft(7);
    expect(shown.map((one) => [one.title, one.to])).toEqual([
      ['A bank consent ends soon', '/consents?bank=b1'],
      ['\u2068Practice Bank\u2069: the consent ends soon', '/consents?bank=b1'],
    ]);
  });

  it('speaks Arabic with its own plurals', () => {
    style = { language: 'ar', detail: 'none' };
    for (const days of [14, 7, 2, 1, 0]) atDaysLeft(days);
    expect(bodies()).toEqual(['تنتهي خلال 14 يومًا', 'تنتهي خلال 7 أيام', 'تنتهي خلال يومين', 'تنتهي خلال يوم', 'ما قُرئ يبقى مقروءًا']);
  });
});
