/** @file Notifications of the operating system. Main thread. */
import { Notification } from 'electron';
import type { Notifier } from '../ports/notifier.ts';

export function createNotifier(deps: { readonly onClick: (to: string) => void }): Notifier {
  // Electron forgets a notification nobody holds, and its click with it.
  const held = new Set<Notification>();
  return {
    async show({ title, body, to }) {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      held.add(notification);
      const release = () => held.delete(notification);
      notification.on('close', release);
      notification.on('failed', release);
      notification.on('click', () => {
        release();
        deps.onClick(to);
      });
      notification.show();
    },
  };
}
