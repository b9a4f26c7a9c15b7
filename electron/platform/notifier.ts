/** @file Notifications of the operating system. Main thread. */
import { Notification } from 'electron';
import type { Log } from '../ports/log.ts';
import type { Notifier } from '../ports/notifier.ts';

export type NotifierDeps = { readonly onClick: (to: string) => void; readonly log: Log };

export function createNotifier(deps: NotifierDeps): Notifier {
  // Electron forgets a notification nobody holds, and its click with it.
  const held = new Set<Notification>();
  return {
    async show({ title, body, to }) {
      if (!Notification.isSupported()) {
        deps.log.warn('notifier.unsupported');
        return;
      }
      const notification = new Notification({ title, body });
      held.add(notification);
      const release = () => held.delete(notification);
      notification.on('close', release);
      notification.on('failed', () => {
        release();
        deps.log.warn('notifier.failed');
      });
      notification.on('click', () => {
        release();
        deps.onClick(to);
      });
      notification.show();
    },
  };
}
