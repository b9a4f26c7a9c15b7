/** @file Accesses and direct syncs (reference, sections 11 and 13). */
import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { isConsentAlive } from './accesses.ts';
import { type UserVariables, userAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import { errorBody, fail, fieldReader, notFound, readBody } from './replies.ts';
import { readContext } from './routes-accounts.ts';
import type { Access, User } from './state.ts';
import type { SyncWindow } from './transaction-list.ts';
import { accessObject } from './wire-accounts.ts';
import { offsetTime } from './wire-time.ts';

/** How long a direct sync takes on the bank's clock, and how many a bank bears per day. */
const SYNC_MS = 3000;
const SYNCS_PER_DAY = 4;

type SyncTask = {
  readonly id: string;
  readonly accessId: string;
  readonly createdAt: number;
  readonly from: number;
  readonly hasFailed: boolean;
};
export type SyncTasks = {
  window(id: string): SyncWindow | undefined;
  start(access: Access): SyncTask;
  list(accessId: string): readonly SyncTask[];
};

export function createSyncTasks(engine: Engine): SyncTasks {
  const tasks = new Map<string, SyncTask>();
  return {
    window(id) {
      const task = tasks.get(id);
      return task && { accessId: task.accessId, from: task.from, to: task.createdAt };
    },
    start(access) {
      const now = engine.clock.now();
      const task = {
        id: randomUUID(),
        accessId: access.id,
        createdAt: now,
        from: engine.horizon(access),
        hasFailed: !isConsentAlive(access, now),
      };
      tasks.set(task.id, task);
      return task;
    },
    list: (accessId) => [...tasks.values()].filter((task) => task.accessId === accessId),
  };
}

function taskObject(engine: Engine, task: SyncTask): object {
  const now = engine.clock.now();
  const endsAt = task.createdAt + SYNC_MS;
  // A clock that stands still would leave the task running for ever.
  const isOver = now >= endsAt || !engine.clock.isRunning();
  const status = !isOver ? 'RUNNING' : task.hasFailed ? 'FAILED' : 'COMPLETED';
  return {
    id: task.id,
    status,
    ...(isOver && task.hasFailed ? errorBody(10_005, 'The consent has ended.') : {}),
    created_at: offsetTime(task.createdAt),
    started_at: offsetTime(task.createdAt),
    ...(isOver ? { ended_at: offsetTime(Math.min(now, endsAt)) } : {}),
  };
}

function find(user: User, id: string): Access | undefined {
  return user.accesses.find((access) => access.id === id);
}

export function accessRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'accounts=ro');
  const embed = (c: Context) => (c.req.query('embed') ?? '').split(',');

  app.get('/rest/accesses', auth, (c) => {
    const context = readContext(engine, c);
    const accesses = c.var.user.accesses.map((access) => accessObject(context, access, embed(c)));
    return engine.settings.listsAccessesBare ? c.json(accesses) : c.json({ accesses });
  });

  app.get('/rest/accesses/:id', auth, (c) => {
    const access = find(c.var.user, c.req.param('id'));
    return access ? c.json(accessObject(readContext(engine, c), access, embed(c))) : notFound(c);
  });

  app.delete('/rest/accesses/:id', auth, (c) => {
    const access = find(c.var.user, c.req.param('id'));
    if (!access) return notFound(c);
    c.var.user.accesses = c.var.user.accesses.filter((one) => one !== access);
    engine.changed();
    return c.body(null, 204);
  });

  app.post('/rest/accesses/:id/remove_pin', auth, (c) => {
    const access = find(c.var.user, c.req.param('id'));
    if (!access) return notFound(c);
    // What autosync fetched so far stays; it only goes no further.
    access.lastSyncAt = engine.horizon(access);
    access.isAutosync = false;
    access.hasSecrets = false;
    engine.changed();
    return c.json(accessObject(readContext(engine, c), access, []));
  });

  return app;
}

export function syncRoutes(engine: Engine, tasks: SyncTasks): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'accounts=ro');

  app.post('/rest/accesses/:id/syncs', auth, async (c) => {
    const access = find(c.var.user, c.req.param('id'));
    if (!access) return notFound(c);
    const fields = fieldReader(await readBody(c));
    const savesSecrets = fields.boolean('save_secrets');
    fields.text('state', false);
    fields.boolean('disable_notifications');
    fields.list('scope', false, (value) => (value === 'ACCOUNTS' || value === 'TRANSACTIONS' ? value : undefined));
    fields.done();
    if (!access.isAutosync) return fail(c, 400, 1011, 'No stored secrets: use the widget.');
    const now = engine.clock.now();
    const recent = tasks.list(access.id).filter((task) => task.createdAt > now - 86_400_000);
    if (engine.clock.isRunning() && recent.some((task) => now < task.createdAt + SYNC_MS)) return fail(c, 409, 1008, 'Resource busy.');
    if (recent.length >= SYNCS_PER_DAY) return fail(c, 429, 1020, 'Maximum number of account synchronisations exceeded.');
    const task = tasks.start(access);
    if (!task.hasFailed) access.lastSyncAt = now;
    if (savesSecrets === false) access.isAutosync = false;
    engine.changed();
    return c.json(taskObject(engine, task), 201);
  });

  app.get('/rest/accesses/:id/syncs/:sync', auth, (c) => {
    const access = find(c.var.user, c.req.param('id'));
    const task = access && tasks.list(access.id).find((one) => one.id === c.req.param('sync'));
    return task ? c.json(taskObject(engine, task)) : notFound(c);
  });

  app.get('/rest/accesses/:id/syncs/:sync/challenges', auth, (c) => c.json({ challenges: [] }));

  return app;
}
