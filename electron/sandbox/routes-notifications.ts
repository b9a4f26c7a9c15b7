/** @file Webhook subscriptions (reference, section 15): kept and listed, never delivered, as a desktop has no address for them. */
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { type UserVariables, userAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import { fieldReader, notFound, readBody } from './replies.ts';
import type { Notification } from './state.ts';

export function notificationRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'transactions=ro');

  const read = (body: Readonly<Record<string, unknown>>, id: string): Notification => {
    const fields = fieldReader(body);
    const notification = {
      notification_id: id,
      observe_key: fields.text('observe_key', true) ?? '',
      notify_uri: fields.uri('notify_uri') ?? '',
      state: fields.text('state', false) ?? '',
    };
    fields.done();
    return notification;
  };

  app.get('/rest/notifications', auth, (c) => c.json({ notifications: c.var.user.notifications }));
  app.post('/rest/notifications', auth, async (c) => {
    const made = read(await readBody(c), `N${randomUUID()}`);
    c.var.user.notifications.push(made);
    engine.changed();
    return c.json(made, 201);
  });
  app.get('/rest/notifications/:id', auth, (c) => {
    const found = c.var.user.notifications.find((one) => one.notification_id === c.req.param('id'));
    return found ? c.json(found) : notFound(c);
  });
  app.put('/rest/notifications/:id', auth, async (c) => {
    const { user } = c.var;
    if (!user.notifications.some((one) => one.notification_id === c.req.param('id'))) return notFound(c);
    const made = read(await readBody(c), c.req.param('id'));
    user.notifications = user.notifications.map((one) => (one.notification_id === made.notification_id ? made : one));
    engine.changed();
    return c.json(made);
  });
  app.delete('/rest/notifications/:id', auth, (c) => {
    const { user } = c.var;
    const left = user.notifications.filter((one) => one.notification_id !== c.req.param('id'));
    if (left.length === user.notifications.length) return notFound(c);
    user.notifications = left;
    engine.changed();
    return c.body(null, 204);
  });
  return app;
}
