/**
 * @file What a desktop answers on the session bus, for tests: notifications, and a panel with a tray. Linux only, on the private bus
 * of scripts/with-desktop.mjs.
 */
import { defineInterface, type MessageBus, sessionBus, toPlain, Variant } from 'dbus-native';

export type ShownNotification = {
  readonly id: number;
  readonly appName: string;
  readonly title: string;
  readonly body: string;
  /** Keys; the one named `default` is a press on the notification itself. */
  readonly actions: readonly string[];
};
export type NotificationService = {
  readonly shown: readonly ShownNotification[];
  /** The person presses it, or one of its buttons. */
  press(id: number, action: string): void;
  close(): Promise<void>;
};

async function own(bus: MessageBus, name: string): Promise<void> {
  if (!(await bus.ownName(name)).isPrimaryOwner) throw new Error(`${name} has an owner already: not a private bus`);
}

export async function provideNotifications(): Promise<NotificationService> {
  const shown: ShownNotification[] = [];
  const bus = sessionBus();
  const notifications = defineInterface({
    name: 'org.freedesktop.Notifications',
    methods: {
      GetCapabilities: { out: { names: 'as' }, handler: () => ['actions', 'body'] },
      GetServerInformation: {
        out: { name: 's', vendor: 's', version: 's', specification: 's' },
        handler: () => ({ name: 'test', vendor: 'test', version: '1', specification: '1.2' }),
      },
      Notify: {
        in: { appName: 's', replaces: 'u', icon: 's', title: 's', body: 's', actions: 'as', hints: 'a{sv}', expires: 'i' },
        out: { id: 'u' },
        handler: ({ appName, title, body, actions }: { appName: string; title: string; body: string; actions: string[] }) => {
          const id = shown.length + 1;
          shown.push({ id, appName, title, body, actions: actions.filter((_text, index) => index % 2 === 0) });
          return id;
        },
      },
      CloseNotification: { in: { id: 'u' }, handler: () => undefined },
    },
    signals: { ActionInvoked: { args: { id: 'u', action: 's' } }, NotificationClosed: { args: { id: 'u', reason: 'u' } } },
  });
  await bus.export('/org/freedesktop/Notifications', notifications);
  await own(bus, notifications.name);
  return {
    shown,
    press: (id, action) => notifications.emit.ActionInvoked?.(id, action),
    close: () => bus.close(),
  };
}

export type TrayHost = {
  /** Labels of the icon's menu, once there is one. */
  menu(): Promise<readonly string[]>;
  /** The person picks an entry of the icon's menu. */
  choose(label: string): Promise<void>;
  /** The person clicks the icon itself. */
  activate(): Promise<void>;
  icons(): number;
  close(): Promise<void>;
};

type MenuItem = readonly [id: number, properties: Readonly<Record<string, unknown>>, children: readonly unknown[]];

export async function provideTrayHost(): Promise<TrayHost> {
  const icons: { readonly owner: string; readonly path: string }[] = [];
  const bus = sessionBus();
  const watcher = defineInterface({
    name: 'org.kde.StatusNotifierWatcher',
    methods: {
      RegisterStatusNotifierItem: {
        in: { service: 's' },
        handler: ({ service }: { service: string }, { sender = '' }) => {
          // Either a bus name, or the path of an object of whoever calls.
          icons.push(service.startsWith('/') ? { owner: sender, path: service } : { owner: service, path: '/StatusNotifierItem' });
        },
      },
      RegisterStatusNotifierHost: { in: { service: 's' }, handler: () => undefined },
    },
    properties: {
      IsStatusNotifierHostRegistered: { type: 'b', access: 'read', value: true },
      ProtocolVersion: { type: 'i', access: 'read', value: 0 },
      RegisteredStatusNotifierItems: { type: 'as', access: 'read', get: () => icons.map(({ owner, path }) => `${owner}${path}`) },
    },
    signals: { StatusNotifierItemRegistered: { args: { service: 's' } } },
  });
  await bus.export('/StatusNotifierWatcher', watcher);
  await own(bus, watcher.name);

  const newest = () => {
    const icon = icons.at(-1);
    if (!icon) throw new Error('no tray icon');
    return icon;
  };
  const call = (destination: string, path: string, member: string, signature = '', body: unknown[] = []): Promise<unknown> => {
    const [, target = '', name = ''] = /^(.*)\.(\w+)$/.exec(member) ?? [];
    return Promise.resolve(bus.invoke({ destination, path, interface: target, member: name, signature, body }));
  };
  /** @returns where the icon's menu is, and its entries */
  async function layout() {
    const { owner, path } = newest();
    const asked = ['org.kde.StatusNotifierItem', 'Menu'];
    const menuPath = String(toPlain(await call(owner, path, 'org.freedesktop.DBus.Properties.Get', 'ss', asked)));
    const answer = await call(owner, menuPath, 'com.canonical.dbusmenu.GetLayout', 'iias', [0, -1, []]);
    const [, [, , children]] = toPlain<[number, MenuItem]>(answer);
    return { owner, menuPath, items: children.map((child) => toPlain<MenuItem>(child)) };
  }
  const labelOf = ([, properties]: MenuItem) => String(properties.label ?? '').replaceAll('_', '');
  return {
    menu: async () => (await layout()).items.map(labelOf).filter((label) => label !== ''),
    async choose(label) {
      const { owner, menuPath, items } = await layout();
      const item = items.find((one) => labelOf(one) === label);
      if (!item) throw new Error(`no "${label}" in the tray's menu`);
      const event = [item[0], 'clicked', new Variant('s', ''), 0];
      await call(owner, menuPath, 'com.canonical.dbusmenu.Event', 'isvu', event);
    },
    async activate() {
      const { owner, path } = newest();
      await call(owner, path, 'org.kde.StatusNotifierItem.Activate', 'ii', [0, 0]);
    },
    icons: () => icons.length,
    close: () => bus.close(),
  };
}
